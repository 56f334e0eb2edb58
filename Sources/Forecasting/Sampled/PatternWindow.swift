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
  /// Σ |d| up to each week.
  private var travelled: [Double] = []

  var count: Int { levels.count }

  /// Looks at the latest weeks of a series without gaps.
  mutating func load(_ values: ArraySlice<Double>, scale: ValueScale) {
    levels.removeAll(keepingCapacity: true)
    for value in values.suffix(Self.mostWeeks) { levels.append(scale.working(value)) }
    isObserved.removeAll(keepingCapacity: true)
    prepare()
  }

  /// Looks at the latest weeks of a series with gaps.
  mutating func load(_ grid: WeeklyGrid) {
    let grid = grid.suffix(Self.mostWeeks)
    levels = grid.values
    isObserved = grid.isObserved
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
    var way = 0.0
    for change in local.changes {
      way += abs(change)
      travelled.append(way)
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

  /// A feature in one week.
  func feature(_ feature: Int, week t: Int) -> Double {
    switch feature {
    case 0: return local.smoothed[t]
    case 1: return local.firstCorrelation[t] * local.changes[t]
    case 2: return t >= 1 ? local.secondCorrelation[t] * local.changes[t - 1] : 0
    case 3: return local.secondCorrelation[t] * local.changes[t]
    case 4: return local.pace[t]
    default:
      let week = t - (feature - Self.localFeatures)
      return week >= 0 ? local.changes[week] : 0
    }
  }

  /// Adds `factor` times the change `lag` weeks before each of some weeks to a column that begins at a position.
  @inline(__always)
  func addChanges(
    lag: Int, times factor: Double, weeks: Range<Int>, to column: inout MutableSpan<Double>,
    at position: Int
  ) {
    let changes = local.changes.span
    // Before the first week there is no change.
    let start = max(weeks.lowerBound, lag)
    guard start < weeks.upperBound else { return }
    let shift = position + start - weeks.lowerBound
    for row in 0..<(weeks.upperBound - start) {
      column[unchecked: shift + row] = Relaxed.multiplyAdd(
        factor, changes[unchecked: start - lag + row], column[unchecked: shift + row])
    }
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
