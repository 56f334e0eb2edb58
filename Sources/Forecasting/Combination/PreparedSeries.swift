import RealModule

/// A series made ready for modelling: on the working scale, with level steps set aside and its volatility known.
struct PreparedSeries: Sendable {
  let observations: Observations
  /// Values on the working scale, one per observation.
  let working: [Double]
  /// The changes that were set aside, oldest first.
  let steps: [LevelStep]
  /// Changes on the working scale in volatility units; entry j belongs to observation j + 1.
  let relativeChanges: [Double]
  /// Weeks between observations; entry j lies before observation j + 1.
  let gaps: [Double]

  /// Volatility of a score depends on where it stands: a ratio near 1 moves little, as a share p of n cases
  /// has variance p(1 − p)/n. In units of 1/√(p(1 − p)) on the logit scale, the volatilities of components
  /// with and without headroom become comparable, and a short history can borrow from the others.
  static func volatilityUnit(of scale: ValueScale, at value: Double) -> Double {
    guard let maximum = scale.maximum else { return 1 }
    let offset = ValueScale.offset(of: maximum)
    let share = (min(max(value, 0), maximum) + offset) / (maximum + 2 * offset)
    return 1 / .sqrt(share * (1 - share))
  }

  /// - Parameters:
  ///   - raw: The observations as they came.
  ///   - resolution: The smallest reported step.
  ///   - pooledSpread: The spread of all series of the kind, for the detection of steps.
  init(_ raw: Observations, resolution: Double, pooledSpread: Double?) {
    let original = raw.withoutDust(resolution: resolution)
    let scale = original.scale
    var working = original.values.map(scale.working)
    let gaps = zip(original.times, original.times.dropFirst()).map { $1 - $0 }
    func relativeChange(_ j: Int) -> Double {
      let unit = Self.volatilityUnit(of: scale, at: original.values[original.values.startIndex + j + 1])
      return (working[j + 1] - working[j]) / (gaps[j].squareRoot() * unit)
    }

    var steps: [LevelStep] = []
    if scale.maximum != nil {
      for j in StepDetection.steps(in: gaps.indices.map(relativeChange), pooledSpread: pooledSpread) {
        let shift = working[j + 1] - working[j]
        let start = original.values.startIndex + j
        steps.append(
          LevelStep(
            time: original.times[start + 1], size: original.values[start + 1] - original.values[start]))
        for i in 0...j { working[i] += shift }
      }
    }
    self.steps = steps
    self.working = working
    relativeChanges = gaps.indices.map { relativeChange($0) * gaps[$0].squareRoot() }
    self.gaps = gaps
    observations =
      steps.isEmpty
      ? original
      : Observations(
        times: Array(original.times)[...], values: working.map(scale.value(working:))[...], scale: scale)
  }

  var count: Int { observations.count }

  /// Working values of all `raw` observations, of which these are the latest: older ones are moved by the steps
  /// that were set aside.
  func continued(back raw: Observations) -> [Double] {
    guard raw.count > count else { return working }
    let older = raw.values.dropLast(count).map(raw.scale.working)
    let shift = working[0] - raw.scale.working(raw.values[raw.values.endIndex - count])
    return older.map { $0 + shift } + working
  }

  /// How many of the latest changes tell the volatility: half a year follows its changes, two years do not.
  static let volatilityWindow = 26
  /// After so many weeks a change tells half as much of today's volatility.
  static let volatilityHalfLife = 8.0
  /// How many changes the pooled volatility counts for.
  static let pooledChanges = 3.0

  /// The mean squared change per week about the series' own pace, in volatility units, of the first
  /// `length` observations, and the number of changes it rests on.
  ///
  /// What a steady climb adds every week is pace and no volatility; with n changes the pace counts for
  /// n/(n + 1) of what it seems to be.
  func meanSquare(of length: Int) -> (square: Double, changes: Double) {
    let window = max(0, length - 1 - Self.volatilityWindow)..<(length - 1)
    guard !window.isEmpty else { return (0, 0) }
    let pace = pace(window)
    var sum = 0.0
    var weightSum = 0.0
    var age = 0.0
    for j in window.reversed() {
      let deviation = relativeChanges[j] - pace * gaps[j]
      let weight = Double.exp2(-age / Self.volatilityHalfLife)
      sum += weight * deviation * deviation / gaps[j]
      weightSum += weight
      age += gaps[j]
    }
    // The pace was fitted to the same changes and takes a part of them along: of n equal variances
    // (n² + n − 1)/(n + 1)² is left.
    let n = Double(window.count)
    return (sum / weightSum * (n + 1) * (n + 1) / (n * n + n - 1), weightSum)
  }

  /// The part of the series' own pace, on the working scale, that is beyond doubt: over k weeks a random walk
  /// of this volatility strays by volatility/√k a week, and seven times that is left out. Changes of real
  /// series have heavy tails and follow each other, so that three or five times still lets chance through.
  func surePace(of length: Int, volatility: Double) -> Double {
    let window = max(0, length - 1 - Self.volatilityWindow)..<(length - 1)
    guard !window.isEmpty else { return 0 }
    let value = observations.values[observations.values.startIndex + length - 1]
    let pace = pace(window) * Self.volatilityUnit(of: observations.scale, at: value)
    let weeks = window.reduce(0) { $0 + gaps[$1] }
    let doubt = min(7 * volatility / weeks.squareRoot(), abs(pace))
    return pace > 0 ? pace - doubt : pace + doubt
  }

  private func pace(_ window: Range<Int>) -> Double {
    let weeks = window.reduce(0) { $0 + gaps[$1] }
    let climb = window.reduce(0) { $0 + relativeChanges[$1] }
    return climb / weeks * Double(window.count) / Double(window.count + 1)
  }

  /// How restless the latest weeks were, as the logarithm of their mean change over what is usual for the series
  /// (``volatility(of:pooled:)``), and how restless the series is, as the logarithm of that volatility.
  func restlessness(of length: Int, volatility: Double) -> (latest: Double, usual: Double) {
    let window = max(0, length - 1 - Self.latestChanges)..<(length - 1)
    let value = observations.values[observations.values.startIndex + length - 1]
    let unit = volatility / Self.volatilityUnit(of: observations.scale, at: value)
    guard !window.isEmpty, unit > 0 else { return (0, 0) }
    let mean =
      window.reduce(0) { $0 + abs(relativeChanges[$1]) / gaps[$1].squareRoot() } / Double(window.count)
    return (.log(mean / unit + 0.1), .log(unit))
  }

  /// Changes that count as the latest weeks.
  private static let latestChanges = 3

  /// The standard deviation of a week's change on the working scale, from the first `length` observations.
  ///
  /// - Parameter pooled: The mean square change of all series in volatility units; `nil` for none.
  func volatility(of length: Int, pooled: Double?) -> Double {
    let (own, changes) = meanSquare(of: length)
    let weight = pooled == nil ? 0 : Self.pooledChanges
    let square = (weight * (pooled ?? 0) + own * changes) / max(weight + changes, 1)
    let value = observations.values[observations.values.startIndex + length - 1]
    return square.squareRoot() * Self.volatilityUnit(of: observations.scale, at: value)
  }
}

/// What series of one kind share: bounded, positive and real series move on different scales.
enum SeriesKind: Int, CaseIterable, Sendable {
  case bounded
  case positive
  case real

  init(_ scale: ValueScale) {
    switch scale {
    case .bounded: self = .bounded
    case .positive: self = .positive
    case .real: self = .real
    }
  }

  /// The volatility assumed when no series of the kind has two observations: a score that moves by about a
  /// percent of its range a week, a quantity that moves by five percent.
  var fallbackVolatility: Double? {
    switch self {
    case .bounded: 0.02
    case .positive: 0.05
    // Real series have their own units; there is nothing to borrow.
    case .real: nil
    }
  }
}
