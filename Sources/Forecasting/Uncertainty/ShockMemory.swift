/// What series share: which past weeks are remembered, and how each series moved in them.
///
/// The shock of a series is a mixture of shared and own noise, x = Σ_w lᵂ·gᵂ + √(1 − a²)·ε with the loadings
/// l = a·r/‖r‖, its standardised changes r in past weeks, and a² = n/(n + 10) for n of them. So the correlation of
/// two series' shocks is the product of their loadings: that of their past changes, shrunk while weeks are few,
/// and positive semidefinite however many series there are.
struct ShockMemory: Sendable {
  /// Past weeks that any series remembers, ascending; a series that ended before them shares no shocks.
  let weeks: [Int]

  /// How many changes the assumption of independence counts for.
  static let independentWeeks = 10.0

  init(_ series: [SeriesForecast]) {
    let known = Set(series.flatMap { $0.pastShocks.map(\.week) })
    let oldest = (known.max() ?? 0) - BatchForecast.rememberedWeeks
    weeks = known.filter { $0 > oldest }.sorted()
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
