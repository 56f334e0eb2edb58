import NumericCore

/// Makes units of a synthetic scorecard, each by its number alone.
///
/// Unit 1 is a province, 2 to 5 are its rivals, 6 to 25 its departments and all further ones its communes.
/// Levels are about those of Bắc Ninh's reports of November 2025: a total of 92, departments of 87 to 95.
///
/// The latent headroom h of a component, as a share of its maximum, goes back to the mean m of its unit:
///
///     h(t) = h(t−1) + κ (m − h(t−1)) + s e(t),    e = √0.3 common + √0.2 unit + √0.5 own
///
/// `common` is a shock of the week and component that all units share, half of its variance shared by the
/// components as well; `unit` one that the components of a unit share. The score is the maximum · (1 − h),
/// rounded to hundredths, the maximum where h falls below zero. As the scores of most units rise, h mostly
/// begins above m. No score below the maximum stays for more than four weeks, unless a fault holds it: where data
/// arrive, something moves.
///
/// An index that differs from that of Decision 766 gets the mean headrooms of its components in turn.
///
/// The model is made up for trials; it is fitted to nothing.
public struct ScorecardSimulation: Sendable {
  /// Weeks, seed and faults.
  public let setting: SimulationSetting
  /// What is scored.
  public let index: IndexDefinition

  /// Shocks common to all units, week by week, a component beside the other.
  private let commonShocks: [Double]

  /// The maxima that scores in hundredths can do justice to.
  public static let supportedMaxima = 1.0...1e9

  /// Prepares a simulation.
  ///
  /// - Precondition: the maxima of the components lie within ``supportedMaxima``.
  /// - Complexity: O(weeks · components) in time and memory.
  public init(_ setting: SimulationSetting, index: IndexDefinition = .decision766) {
    precondition(Self.supports(index), "a maximum is out of range")
    self.setting = setting
    self.index = index
    var numbers = setting.commonNumbers
    var shocks: [Double] = []
    for _ in 0..<setting.weekCount {
      let ofAll = numbers.shock()
      for _ in index.components { shocks.append(0.5.squareRoot() * (ofAll + numbers.shock())) }
    }
    commonShocks = shocks
  }

  /// Whether scores of an index can be simulated.
  public static func supports(_ index: IndexDefinition) -> Bool {
    index.components.allSatisfy { supportedMaxima.contains($0.maximum) }
  }

  /// A unit.
  ///
  /// - Parameter number: from 1.
  public func unit(_ number: Int) -> SimulatedUnit {
    var unit = SimulatedUnit()
    fill(&unit, number: number)
    return unit
  }

  /// Makes another unit of a unit, in the memory that it has.
  ///
  /// - Parameters:
  ///   - unit: what is overwritten.
  ///   - number: from 1.
  /// - Complexity: O(weeks · components).
  public func fill(_ unit: inout SimulatedUnit, number: Int) {
    precondition(number > 0, "units are counted from 1")
    unit.removeAll()
    unit.number = number
    (unit.level, unit.ordinal) = Self.place(ofUnit: number)
    var numbers = setting.numbers(ofUnit: number)
    var components = self.components(level: unit.level, ordinal: unit.ordinal, &numbers)
    var faultNumbers = setting.faultNumbers(ofUnit: number)
    let liveliest = components.indices.max { components[$0].movement < components[$1].movement }
    unit.faults = FaultPlan(
      weights: FaultPlan.ofScorecards, componentCount: components.count,
      liveliest: liveliest.flatMap { components[$0].movement >= 2.5 ? $0 : nil }
    ).draw(setting, &faultNumbers)

    var reports = SimulatedReports(lastWeek: setting.weekCount - 1)
    var faults = unit.faults[...]
    var totalRun = SimulatedRun()
    for week in 0..<setting.weekCount {
      let fault = faults.next(in: week)
      // What nobody sees need not move.
      let isReported = fault?.kind != .gap && fault?.kind != .lateStart
      let ofUnit = numbers.shock()
      for position in components.indices {
        let common = commonShocks[week * components.count + position]
        let shock = 0.3.squareRoot() * common + 0.2.squareRoot() * ofUnit + 0.5.squareRoot() * numbers.shock()
        let isConcerned = fault?.component == position
        if isConcerned, fault?.kind == .freeze { continue }
        if isConcerned, fault?.kind == .step { components[position].step(&faultNumbers) }
        components[position].move(
          min(max(shock, -Self.greatestShock), Self.greatestShock), isFirst: week == 0, isReported: isReported
        )
      }
      if isReported {
        keepMoving(&totalRun, &components, except: fault?.kind == .freeze ? fault?.component : nil)
      }
      reports.add(week, components, fault, &faultNumbers, to: &unit)
    }
  }

  /// Beyond so many standard deviations, a change in a calm history would be taken for a fault.
  private static let greatestShock = 2.0

  /// The level of a unit and its number among those of the level, from 1.
  static func place(ofUnit number: Int) -> (level: Level, ordinal: Int) {
    if number <= provinceCount { return (.province, number) }
    if number <= provinceCount + departmentCount { return (.department, number - provinceCount) }
    return (.commune, number - provinceCount - departmentCount)
  }

  private static let provinceCount = 5
  private static let departmentCount = 20

  /// Where a total would stay for a fifth week, its liveliest component moves by a hundredth.
  private func keepMoving(_ run: inout SimulatedRun, _ components: inout [SimulatedComponent], except: Int?) {
    let total = components.reduce(0) { $0 + $1.value }
    guard run.count(total) > SimulatedRun.longest else { return }
    let movable = components.indices.filter { $0 != except && !components[$0].isAtMaximum }
    guard let liveliest = movable.max(by: { components[$0].movement < components[$1].movement }) else {
      return
    }
    components[liveliest].nudge()
    _ = run.count(components.reduce(0) { $0 + $1.value })
  }

  // MARK: Where units begin

  /// The headroom of the components as shares of their maxima, in the order of Decision 766, about as Bắc
  /// Ninh had them in November 2025.
  private static let usualHeadrooms = [0.12, 0.04, 0.29, 0.012, 0.008, 0.045]

  private func components(
    level: Level, ordinal: Int, _ numbers: inout SeededGenerator
  ) -> [SimulatedComponent] {
    // The logarithms of how much more headroom than usual: of the unit as a whole, and of its components.
    let isLeader = level == .province && ordinal == 1
    var ofUnit: Double
    switch level {
    case .province: ofUnit = isLeader ? 0 : 0.03 + 0.08 * abs(numbers.shock())
    case .department:
      ofUnit = 0.25 * numbers.shock()
      if numbers.chance(0.15) { ofUnit += 0.4 }
    default: ofUnit = 0.1 + 0.3 * numbers.shock()
    }
    ofUnit = min(max(ofUnit, -0.9), 0.9)
    let pace = numbers.number(0.02...0.05)
    let restlessness = numbers.number(0.75...1.3)
    let isRising = numbers.chance(0.8) || isLeader
    return index.components.enumerated().map { position, component in
      let usual = Self.usualHeadrooms[position % Self.usualHeadrooms.count]
      let ofComponent = (level == .province ? 0.1 : 0.3) * numbers.shock()
      var mean = usual * Double.exp(ofUnit + ofComponent)
      mean = min(mean, max(0.1, 3 * usual), 0.45)
      // Some have done all that there is to do, where that is not much, and stay at the maximum.
      if numbers.chance(0.15), usual < 0.1, level != .province { mean = -0.02 }
      let isLike = numbers.chance(0.85)
      let size = abs(numbers.shock())
      let distance = isRising == isLike ? min(0.1 + 0.3 * size, 0.8) : -0.05 - 0.1 * size
      return SimulatedComponent(
        maximum: component.maximum, mean: mean, headroom: mean > 0 ? min(mean * (1 + distance), 0.6) : mean,
        pace: pace,
        noise: 0.02 * restlessness * max(mean, 0.04))
    }
  }
}
