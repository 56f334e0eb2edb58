/// The weights of the candidates for every series, and the errors they were learnt from.
struct CombinationRule: Sendable {
  let choice: ModelChoice
  /// The models that the weights belong to.
  let candidates: [ModelFamily]
  let origins: [RollingOrigins]
  let weights: [[Double]]
  let pooled: PooledVolatility

  init(
    _ choice: ModelChoice, prepared: [PreparedSeries], order: [Int], horizon: Int, pooled: PooledVolatility,
    isNeeded: [Bool]
  ) {
    self.choice = choice
    self.pooled = pooled
    let candidates: [ModelFamily] =
      if case .family(let family) = choice { [family] } else { CombinationWeights.candidates }
    self.candidates = candidates
    origins = zip(prepared, isNeeded).map { series, isNeeded in
      guard isNeeded else { return RollingOrigins(candidates: candidates) }
      return RollingOrigins(
        series, candidates: candidates, horizon: horizon,
        pooledVolatility: pooled[SeriesKind(series.observations.scale)])
    }
    switch choice {
    case .family:
      weights = prepared.map { _ in [1] }
    case .automatic, .combination:
      let moments = origins.map(CombinationWeights.Moments.init)
      var kindMoments: [SeriesKind: CombinationWeights.Moments] = [:]
      for position in order {
        kindMoments[SeriesKind(prepared[position].observations.scale), default: .init()]
          .add(moments[position])
      }
      let kindWeights = Dictionary(
        uniqueKeysWithValues: kindMoments.map { kind, moments in
          (kind, CombinationWeights.pooled(moments, prior: CombinationWeights.prior(kind)))
        })
      weights = prepared.indices.map { position in
        let kind = SeriesKind(prepared[position].observations.scale)
        return CombinationWeights.series(
          moments[position], kind: kindMoments[kind]!, pooled: kindWeights[kind]!)
      }
    }
  }

  /// The combined departure from the last value, in units of the expected change over `weeks`.
  ///
  /// A combination goes at most three such units beyond `climb`, where the series' own pace leads as far as it
  /// is beyond doubt: no trend of a few weeks deserves more. A series that climbs steadily has a sure pace and
  /// hardly any expected change about it.
  func departure(
    _ candidates: some Sequence<Double>, weights: [Double], climb: Double, count: Int
  ) -> Double {
    var sum = 0.0
    for (departure, weight) in zip(candidates, weights) { sum += weight * departure }
    if case .family = choice { return sum }
    return min(max(sum * CombinationWeights.trust(count), min(climb, 0) - 3), max(climb, 0) + 3)
  }
}
