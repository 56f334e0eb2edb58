/// A series on the working scale at whole weeks, counted back from its last observation.
///
/// What series share is the pattern of weekly changes, so reports at odd days and gaps are first put on weeks:
/// the value of a week lies on the line between the observations around it. A week is *observed* when a report
/// lies within half a week of it; only such weeks are starting points and outcomes of what is learnt.
struct WeeklyGrid: Sendable {
  /// Working values, oldest week first; the last one is the last observation.
  let values: [Double]
  /// Whether a report lies within half a week.
  let isObserved: [Bool]
  /// Observations known by each week, those of the week itself included.
  let known: [Int]

  var count: Int { values.count }

  /// Weeks that are looked at. Fifty years of weeks fit; a date that is centuries off must not cost memory.
  static let mostWeeks = 2_700
  /// Times closer than this are one.
  private static let rounding = 1e-6

  /// Puts a series on weeks.
  ///
  /// - Parameters:
  ///   - times: Weeks, increasing.
  ///   - working: One working value per time.
  /// - Complexity: O(n + weeks)
  init(times: ArraySlice<Double>, working: [Double]) {
    let first = times.startIndex
    let last = times[times.endIndex - 1]
    // A series of Fridays stands at sevenths of a week, whose differences round: a week may lack a little.
    let span = min((last - times[first] + Self.rounding).rounded(.down), Double(Self.mostWeeks - 1))
    let count = Int(span) + 1
    var values = [Double](repeating: 0, count: count)
    var isObserved = [Bool](repeating: false, count: count)
    var known = [Int](repeating: 0, count: count)
    var position = working.count - 1
    for back in 0..<count {
      let time = last - Double(back)
      // The latest observation that is not after the week; the oldest week never lies before the first one.
      while position > 0, times[first + position] > time { position -= 1 }
      let week = count - 1 - back
      let before = times[first + position]
      known[week] = position + 1
      if position + 1 < working.count, time > before {
        let after = times[first + position + 1]
        let share = (time - before) / (after - before)
        values[week] = working[position] + share * (working[position + 1] - working[position])
        isObserved[week] = min(time - before, after - time) <= 0.5
        // A report of the same half week counts as known: it is the week's own.
        if after - time <= 0.5 { known[week] = position + 2 }
      } else {
        values[week] = working[position]
        isObserved[week] = time - before <= 0.5
      }
    }
    self.values = values
    self.isObserved = isObserved
    self.known = known
  }

  private init(values: [Double], isObserved: [Bool], known: [Int]) {
    self.values = values
    self.isObserved = isObserved
    self.known = known
  }

  /// Whether at least two weeks of three are observed: between fewer, what looks like a pattern is the lines that fill
  /// the gaps.
  var isDense: Bool { 3 * isObserved.count { $0 } >= 2 * count }

  /// The latest `weeks` of them.
  func suffix(_ weeks: Int) -> WeeklyGrid {
    guard weeks < count else { return self }
    return WeeklyGrid(
      values: Array(values.suffix(weeks)), isObserved: Array(isObserved.suffix(weeks)),
      known: Array(known.suffix(weeks)))
  }

  /// The mean absolute weekly change: the unit in which series of all sizes are alike.
  var meanAbsoluteChange: Double {
    guard count > 1 else { return 0 }
    return zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) } / Double(count - 1)
  }
}
