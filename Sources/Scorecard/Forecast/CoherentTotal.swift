import NumericCore

/// A total that is the sum of its components.
struct CoherentTotal {
  /// The positions of the components in the index.
  let components: [Int]
  /// The latest published total, or the sum of the components where none was published.
  let total: Double
  let day: Day
  /// The latest published total minus the sum of the components of that day, in points; zero
  /// where they agree.
  let discrepancy: Double
  /// The mean squared change of the discrepancy in a week, over the days on which all were known.
  let discrepancyVariance: Double
  /// Whether the total has been published.
  let isPublished: Bool

  /// `nil` unless every component of the index is known up to the unit's latest total.
  init?(unit: Int, history: History) {
    guard let index = history.index else { return nil }
    let totals = history.series(unit: unit, indicator: .total)
    let parts = index.components.indices.map { history.series(unit: unit, indicator: .component($0)) }
    var sum = 0.0
    var latest: Day?
    for part in parts {
      guard let last = part.last else { return nil }
      if let total = totals.last, last.day < total.day { return nil }
      sum += last.score
      latest = latest.map { max($0, last.day) } ?? last.day
    }
    components = Array(index.components.indices)
    guard let last = totals.last, let latest else {
      total = sum
      day = latest!
      discrepancy = 0
      discrepancyVariance = 0
      isPublished = false
      return
    }
    let sameDay = parts.compactMap { part in part.last { $0.day == last.day }?.score }
    let difference = sameDay.count == parts.count ? last.score - sameDay.reduce(0, +) : 0
    // Sums of decimals leave dust of 1e-14; scores are published with few decimals.
    discrepancy = (difference * 1e6).rounded() / 1e6
    total = latest == last.day ? last.score : sum + discrepancy
    day = latest
    isPublished = true
    discrepancyVariance = Self.weeklyVariance(of: totals, less: parts)
  }

  private static func weeklyVariance(
    of totals: [(day: Day, score: Double)], less parts: [[(day: Day, score: Double)]]
  ) -> Double {
    var sums: [Day: (sum: Double, count: Int)] = [:]
    for (day, score) in parts.joined() {
      sums[day, default: (0, 0)].sum += score
      sums[day]!.count += 1
    }
    let differences = totals.compactMap { total in
      sums[total.day].flatMap { $0.count == parts.count ? (total.day, total.score - $0.sum) : nil }
    }
    var squares = 0.0
    var weeks = 0.0
    for ((day, earlier), (next, later)) in zip(differences, differences.dropFirst()) {
      squares += (later - earlier) * (later - earlier)
      weeks += Double(next.days(since: day)) / 7
    }
    return weeks > 0 ? squares / weeks : 0
  }

  /// The total on every path in a week: the sum of the components and the discrepancy, within bounds.
  func paths(of components: [Matrix], week: Int, maximum: Double) -> [Double] {
    var totals = [Double](repeating: discrepancy, count: components[0].rows)
    for component in components {
      let values = component.column(week)
      for path in totals.indices { totals[path] += values[path] }
    }
    for path in totals.indices { totals[path] = min(max(totals[path], 0), maximum) }
    return totals
  }
}

extension History {
  /// Whether a unit's total can be forecast: it was published, or it is the sum of known components.
  package func hasTotal(ofUnit unit: Int) -> Bool {
    !series(unit: unit, indicator: .total).isEmpty || CoherentTotal(unit: unit, history: self) != nil
  }
}
