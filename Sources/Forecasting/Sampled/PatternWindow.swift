import NumericCore
import RealModule

/// One series as the sampled patterns see it: its latest weeks on the working scale in units of its own mean absolute
/// change, and the features of every week. The memory is used again for the next series.
///
/// The features of week t, from nothing later than t, are
///
/// ```
/// 0      ℓ − z            ℓ the exponentially smoothed level (``LocalPatterns``)
/// 1…3    ρ₁·dₜ, ρ₂·dₜ₋₁, ρ₂·dₜ
/// 4      μ                the pace, shrunk by its own uncertainty
/// 5 + l  dₜ₋ₗ             l = 0 … lags − 1; zero before the first week
/// ```
struct PatternWindow: Sendable {
  static let localFeatures = 5
  /// Features look back no farther than these changes.
  static let mostLags = 60
  /// The latest weeks that are looked at: three years.
  static let mostWeeks = 156

  /// z − z at the last week, in units.
  private(set) var levels: [Double] = []
  /// Whether a report lies within half a week of the week; empty where all are reported.
  private(set) var isObserved: [Bool] = []
  /// The mean absolute weekly change on the working scale: zero for a series that did not move.
  private(set) var unit = 0.0
  /// The last value on the working scale.
  private(set) var last = 0.0
  private var local = LocalPatterns()
  /// ρ₁·dₜ, ρ₂·dₜ₋₁ and ρ₂·dₜ.
  private var echoes: (first: [Double], before: [Double], second: [Double]) = ([], [], [])
  /// dₜ behind ``mostLags`` zeros.
  private var changes: [Double] = []
  /// Σ |d| up to each week.
  private var travelled: [Double] = []

  var count: Int { levels.count }

  /// Looks at the latest weeks of a series.
  mutating func load(_ observations: Observations) {
    let latest = observations.suffix(Self.mostWeeks)
    levels.removeAll(keepingCapacity: true)
    isObserved.removeAll(keepingCapacity: true)
    for value in latest.values { levels.append(latest.scale.working(value)) }
    if !LineDesigns.isWeekly(latest.times.span) {
      let grid = WeeklyGrid(times: latest.times, working: levels).suffix(Self.mostWeeks)
      (levels, isObserved) = (grid.values, grid.isObserved)
    }
    prepare()
  }

  private mutating func prepare() {
    last = levels[count - 1]
    var sum = 0.0
    for t in 1..<max(count, 1) { sum += abs(levels[t] - levels[t - 1]) }
    unit = count > 1 ? sum / Double(count - 1) : 0
    guard unit > 0, unit.isFinite else {
      unit = 0
      return
    }
    let scale = 1 / unit
    for t in levels.indices { levels[t] = (levels[t] - last) * scale }
    local.learn(levels)
    travelled.removeAll(keepingCapacity: true)
    echoes.first.removeAll(keepingCapacity: true)
    echoes.before.removeAll(keepingCapacity: true)
    echoes.second.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
    changes.append(contentsOf: repeatElement(0, count: Self.mostLags))
    var (way, before) = (0.0, 0.0)
    for (t, change) in local.changes.enumerated() {
      way += abs(change)
      travelled.append(way)
      echoes.first.append(local.firstCorrelation[t] * change)
      echoes.before.append(local.secondCorrelation[t] * before)
      echoes.second.append(local.secondCorrelation[t] * change)
      changes.append(change)
      before = change
    }
  }

  // MARK: Rows

  /// The first week that a row may start from: before, features have hardly any past.
  var firstWeek: Int { min(max(8, count / 4), 30) - 1 }

  /// The weeks that rows start from, where outcomes reach so many weeks on.
  func rows(reach: Int) -> Range<Int> { firstWeek..<max(count - reach, firstWeek) }

  /// Whether a week and all weeks of its outcomes are reported.
  func isWhole(_ week: Int, nodes: [Int]) -> Bool {
    isObserved.isEmpty || (isObserved[week] && nodes.allSatisfy { isObserved[week + $0] })
  }

  /// A feature and where its first week stands.
  private func column(_ feature: Int) -> (values: [Double], start: Int) {
    switch feature {
    case 0: (local.smoothed, 0)
    case 1: (echoes.first, 0)
    case 2: (echoes.before, 0)
    case 3: (echoes.second, 0)
    case 4: (local.pace, 0)
    default: (changes, Self.mostLags - (feature - Self.localFeatures))
    }
  }

  /// A feature in one week.
  func feature(_ feature: Int, week: Int) -> Double {
    let column = column(feature)
    return column.values[column.start + week]
  }

  /// Adds a feature of some weeks to the end of a column.
  func append(_ feature: Int, weeks: Range<Int>, to column: inout [Double]) {
    let own = self.column(feature)
    column += own.values[own.start + weeks.lowerBound..<own.start + weeks.upperBound]
  }

  /// Takes a multiple of a feature of some weeks off a column that begins at a position.
  ///
  /// - Parameter coefficients: One per feature.
  func subtract(
    _ feature: Int, times coefficients: [Double], weeks: Range<Int>, from column: inout MutableSpan<Double>,
    at position: Int
  ) {
    let own = self.column(feature)
    VectorLoops.subtract(
      columns: own.values.span.extracting((own.start + weeks.lowerBound)...), stride: 0,
      times: coefficients.span.extracting(feature...feature), from: &column,
      rows: position..<position + weeks.count)
  }

  /// Takes Σ cₗ·dₜ₋ₗ for some weeks t off a column that begins at a position.
  ///
  /// - Parameter coefficients: c, the oldest change first.
  func subtractChanges(
    times coefficients: [Double], weeks: Range<Int>, from column: inout MutableSpan<Double>, at position: Int
  ) {
    let oldest = Self.mostLags + weeks.lowerBound - (coefficients.count - 1)
    VectorLoops.subtract(
      columns: changes.span.extracting(oldest...), stride: 1, times: coefficients.span, from: &column,
      rows: position..<position + weeks.count)
  }

  /// The mean absolute change, in units, of all weeks but some.
  func meanChange(without weeks: ClosedRange<Int>) -> Double {
    let outside = Double(count - 1 - weeks.count)
    let way = travelled[count - 1] - travelled[weeks.upperBound] + travelled[weeks.lowerBound - 1]
    // A series that moved in these weeks only has no other measure.
    return outside > 0 ? max(way / outside, 0.1) : 1
  }

  /// How restless the latest three and eight weeks were, against all weeks, as logarithms.
  func restlessness(_ week: Int) -> (latest: Double, recent: Double) {
    func mean(_ weeks: Int) -> Double {
      let weeks = min(weeks, week)
      return weeks > 0 ? (travelled[week] - travelled[week - weeks]) / Double(weeks) : 1
    }
    return (.log(mean(3) + 0.1), .log(mean(8) + 0.1))
  }
}
