/// What series share: which past weeks are remembered, and how each series moved in them.
///
/// The shock of a series is a mixture of shared and own noise, x = Σ_w lᵂ·gᵂ + √(1 − a²)·ε with the loadings
/// l = a·r/‖r‖, its standardised changes r in past weeks, and a² = n/(n + 10) for n of them. So the correlation of
/// two series' shocks is the product of their loadings: that of their past changes, shrunk while weeks are few,
/// and positive semidefinite however many series there are.
///
/// What is shrunk away of a group's own correlations is replaced by their mean over all groups: of the own noise ε,
/// √ρ is common to the series of a group. A handful of weeks says little of one pair of components, but those of all
/// units together say how much components move together.
struct ShockMemory: Sendable {
  /// Past weeks that any series remembers, ascending; a series that ended before them shares no shocks.
  let weeks: [Int]

  /// ρ, the mean correlation of changes in one week between series of one group, never below zero.
  let commonCorrelation: Double

  /// How many changes the assumption of independence counts for.
  static let independentWeeks = 10.0

  init(_ series: [SeriesForecast]) {
    let known = Set(series.flatMap { $0.pastShocks.map(\.week) })
    let oldest = (known.max() ?? 0) - BatchForecast.rememberedWeeks
    weeks = known.filter { $0 > oldest }.sorted()
    commonCorrelation = Self.commonCorrelation(series)
  }

  /// Over all pairs of series of one group and all weeks that both remember: the mean product of standardised
  /// changes, shrunk as one of so many weeks.
  private static func commonCorrelation(_ series: [SeriesForecast]) -> Double {
    struct Cell: Hashable {
      let group: String
      let week: Int
    }
    var sums: [Cell: (sum: Double, squares: Double, count: Double)] = [:]
    for forecast in series {
      guard let group = forecast.group else { continue }
      for shock in forecast.pastShocks {
        let cell = Cell(group: group, week: shock.week)
        let old = sums[cell] ?? (0, 0, 0)
        sums[cell] = (old.sum + shock.size, old.squares + shock.size * shock.size, old.count + 1)
      }
    }
    var (products, pairs, cells) = (0.0, 0.0, 0.0)
    // In a fixed order: floating-point addition is not associative.
    for (_, cell) in sums.sorted(by: { ($0.key.group, $0.key.week) < ($1.key.group, $1.key.week) })
    where cell.count > 1 {
      products += (cell.sum * cell.sum - cell.squares) / 2
      pairs += cell.count * (cell.count - 1) / 2
      cells += 1
    }
    guard pairs > 0 else { return 0 }
    return min(max(products / pairs, 0), 0.95) * cells / (cells + independentWeeks)
  }

  /// The correlation of the shocks of two series.
  func correlation(_ one: SeriesForecast, _ other: SeriesForecast) -> Double {
    let (first, second) = (loadings(of: one), loadings(of: other))
    let own = zip(first.loadings, second.loadings).reduce(0) { $0 + $1.0 * $1.1 }
    guard let group = one.group, group == other.group else { return own }
    return own + ((1 - first.share) * (1 - second.share)).squareRoot() * commonCorrelation
  }

  /// The loadings of a series on ``weeks``, and a², the sum of their squares.
  func loadings(of series: SeriesForecast) -> (loadings: [Double], share: Double) {
    var loadings = [Double](repeating: 0, count: weeks.count)
    var norm = 0.0
    var remembered = 0.0
    for shock in series.pastShocks {
      guard let position = weeks.firstIndex(of: shock.week) else { continue }
      loadings[position] = shock.size
      norm += shock.size * shock.size
      remembered += 1
    }
    let share = norm > 0 ? remembered / (remembered + Self.independentWeeks) : 0
    if norm > 0 {
      for i in loadings.indices { loadings[i] *= (share / norm).squareRoot() }
    }
    return (loadings, share)
  }
}
