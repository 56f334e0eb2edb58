import NumericCore

/// Makes synthetic plain series, each by its number alone: positive, at levels from ones to millions.
///
/// A level that drifts and wanders, a yearly pattern for two series in five, and noise:
///
///     level(t) = level(t−1) (1 + drift + w (√0.3 common + √0.7 own))
///     value(t) = level(t) (1 + a pattern(t) + v noise)
///
/// `common` is a shock of the week that all series share. Three series in a hundred are intermittent: zero in
/// a third of the weeks, and of very different sizes in the others.
///
/// The model is made up for trials; it is fitted to nothing.
public struct SeriesSimulation: Sendable {
  /// Weeks, seed and faults.
  public let setting: SimulationSetting

  /// Shocks common to all series, week by week.
  private let commonShocks: [Double]
  /// A year's wave by week; that of another phase lies a whole number of weeks later.
  private let wave: [Double]

  private static let weeksOfYear = 52
  /// So many weeks must be there for a series that is zero now and then to be told from a faulty one.
  private static let leastWeeksOfIntermittent = 16
  /// No series is zero for longer.
  private static let longestZeros = 4

  /// Prepares a simulation.
  ///
  /// - Complexity: O(weeks) in time and memory.
  public init(_ setting: SimulationSetting) {
    self.setting = setting
    var numbers = setting.commonNumbers
    commonShocks = (0..<setting.weekCount).map { _ in 0.3.squareRoot() * numbers.shock() }
    wave = (0..<Self.weeksOfYear).map { Double.sin(2 * .pi * Double($0) / Double(Self.weeksOfYear)) }
  }

  /// A series.
  ///
  /// - Parameter number: from 1.
  public func series(_ number: Int) -> SimulatedSeries {
    var series = SimulatedSeries()
    fill(&series, number: number)
    return series
  }

  /// Makes another series of a series, in the memory that it has.
  ///
  /// - Parameters:
  ///   - series: what is overwritten.
  ///   - number: from 1.
  /// - Complexity: O(weeks).
  public func fill(_ series: inout SimulatedSeries, number: Int) {
    precondition(number > 0, "series are counted from 1")
    series.removeAll()
    series.number = number
    var numbers = setting.numbers(ofUnit: number)
    let level = Double.exp(numbers.number(0...Double.log(1e6)))
    // Five significant digits, so that hardly a week repeats another; and never three decimals, which
    // readers may take for thousands.
    series.decimals = level < 100 ? 4 : level < 1e4 ? 2 : 1
    let isIntermittent = numbers.chance(0.03) && setting.weekCount >= Self.leastWeeksOfIntermittent
    var faultNumbers = setting.faultNumbers(ofUnit: number)
    if setting.faultShare > 0 {
      series.faults = FaultPlan(
        weights: isIntermittent ? FaultPlan.ofIntermittentSeries : FaultPlan.ofSeries, componentCount: 0,
        liveliest: 0
      ).draw(setting, &faultNumbers)
    }
    if isIntermittent {
      addIntermittent(level, &series, &numbers, &faultNumbers)
    } else {
      addSteady(level, &series, &numbers, &faultNumbers)
    }
  }

  // MARK: Courses

  private func addSteady(
    _ start: Double, _ series: inout SimulatedSeries, _ numbers: inout SeededGenerator,
    _ faultNumbers: inout SeededGenerator
  ) {
    let drift = 0.001 * numbers.shock()
    let wandering = numbers.number(0.002...0.015)
    let noise = numbers.number(0.004...0.02)
    let amplitude = numbers.chance(0.4) ? numbers.number(0.05...0.3) : 0
    var phase = numbers.integer(0...(Self.weeksOfYear - 1))
    var level = start
    var value = start
    var reports = SeriesReports(decimals: series.decimals, lastWeek: setting.weekCount - 1)
    var faults = series.faults[...]
    for week in 0..<setting.weekCount {
      let fault = faults.next(in: week)
      let shock = commonShocks[week] + 0.7.squareRoot() * numbers.shock()
      let error = noise * numbers.shock()
      // All stands still in a freeze, so that no jump follows it.
      if fault?.kind != .freeze {
        level *= 1 + drift + wandering * shock
        if fault?.kind == .step {
          let factor = faultNumbers.number(2.5...4)
          level *= faultNumbers.chance(0.5) ? factor : 1 / factor
        }
        value = level * (1 + amplitude * wave[phase] + error)
        phase = phase + 1 < Self.weeksOfYear ? phase + 1 : 0
      }
      reports.add(week, value, fault, &faultNumbers, to: &series)
    }
  }

  private func addIntermittent(
    _ level: Double, _ series: inout SimulatedSeries, _ numbers: inout SeededGenerator,
    _ faultNumbers: inout SeededGenerator
  ) {
    var zeros = 0
    var reports = SeriesReports(decimals: series.decimals, lastWeek: setting.weekCount - 1)
    var faults = series.faults[...]
    for week in 0..<setting.weekCount {
      let fault = faults.next(in: week)
      let size = level * Double.exp(0.5 * numbers.shock())
      // A few weeks with a value at first show what ordinary changes are.
      let isZero = numbers.chance(0.35) && week > 4 && zeros < Self.longestZeros
      zeros = isZero ? zeros + 1 : 0
      reports.add(week, isZero ? 0 : size, fault, &faultNumbers, to: &series)
    }
  }
}
