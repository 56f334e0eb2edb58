import NumericCore

@testable import Forecasting

/// Shapes of history that weekly scores take, and some that they should not.
enum Shape: String, CaseIterable, Sendable {
  case constant
  case linear
  case maximum
  case zero
  case gappy
  case irregular
  case spike
  case walk

  /// `count` observations on a scale; the walk and the gaps follow the seed.
  func observations(_ count: Int, scale: ValueScale, seed: UInt64 = 1) -> Observations {
    var generator = SeededGenerator(seed: seed, stream: UInt64(count))
    var times = (0..<count).map(Double.init)
    var values: [Double]
    switch self {
    case .constant: values = times.map { _ in 62.5 }
    case .linear: values = times.map { 40 + 0.5 * $0 }
    case .maximum: values = times.map { _ in scale.maximum ?? 100 }
    case .zero: values = times.map { _ in 0 }
    case .spike: values = times.indices.map { $0 == count - 1 ? 75 : 50 }
    case .walk, .gappy, .irregular:
      var level = 60.0
      values = times.map { _ in
        level += 0.8 * generator.normal()
        // As scores are reported: with two decimals.
        return (level * 100).rounded() / 100
      }
    }
    if self == .gappy {
      // Reports on other weekdays, and holes of up to five weeks.
      var time = 0.0
      times = times.indices.map { _ in
        time += [3.0 / 7, 1, 1, 11.0 / 7, 5][Int(generator.uniform() * 5)]
        return time
      }
    }
    if self == .irregular {
      // A report every week, on any day of it.
      times = times.map { $0 + (generator.uniform() * 6).rounded() / 7 }
    }
    if case .positive = scale { values = values.map { max($0, 1e-3) } }
    return Observations(times: times[...], values: values[...], scale: scale)
  }
}

let bounded = ValueScale.bounded(maximum: 100)
let scales: [ValueScale] = [bounded, .positive, .real]

extension SeriesBatch {
  mutating func append(
    _ name: String, _ observations: Observations, resolution: Double? = 0.01, origin: Double? = nil
  ) {
    append(
      name: name, times: Array(observations.times), values: Array(observations.values),
      scale: observations.scale, resolution: resolution, origin: origin)
  }

  init(_ name: String, _ observations: Observations, resolution: Double? = 0.01) {
    self.init()
    append(name, observations, resolution: resolution)
  }
}

/// A random walk on the working scale of a score, or of any number.
func walk(
  _ count: Int, scale: ValueScale, volatility: Double, drift: Double = 0,
  generator: inout SeededGenerator
) -> [Double] {
  var level = scale == .real ? 0 : 0.3 * generator.normal() + 1
  return (0..<count).map { _ in
    level += drift + volatility * generator.normal()
    return scale.value(working: level)
  }
}

/// Pearson's correlation.
func correlation(_ x: [Double], _ y: [Double]) -> Double {
  let n = Double(x.count)
  let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
  var (sxx, syy, sxy) = (0.0, 0.0, 0.0)
  for (a, b) in zip(x, y) {
    sxx += (a - mx) * (a - mx)
    syy += (b - my) * (b - my)
    sxy += (a - mx) * (b - my)
  }
  return sxy / (sxx * syy).squareRoot()
}

let percentiles = (1...99).map { Double($0) / 100 }
