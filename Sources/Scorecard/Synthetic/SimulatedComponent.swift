import NumericCore

/// How long a number has stood still.
struct SimulatedRun {
  /// A number that stands for longer is made to move.
  static let longest = 4

  private var value = -1
  private var length = 0

  /// Takes the next number, and says for how many weeks it has stood.
  mutating func count(_ next: Int) -> Int {
    length = next == value ? length + 1 : 1
    value = next
    return length
  }
}

/// The course of one component of a simulated unit.
struct SimulatedComponent {
  /// The maximum, in points.
  let maximum: Double
  /// The highest score, in hundredths: the maximum, rounded down.
  let cap: Int
  /// The headroom that the course goes back to, as a share of the maximum.
  private(set) var mean: Double
  /// The latent headroom; below zero at the maximum.
  private(set) var headroom: Double
  /// Which part of the way to the mean a week goes.
  let pace: Double
  /// The standard deviation of a week's shock to the headroom.
  private(set) var noise: Double
  /// The score, in hundredths.
  private(set) var value = 0

  private var run = SimulatedRun()

  init(maximum: Double, mean: Double, headroom: Double, pace: Double, noise: Double) {
    self.maximum = maximum
    cap = Int((maximum * 100 + 1e-6).rounded(.down))
    self.mean = mean
    self.headroom = headroom
    self.pace = pace
    self.noise = noise
  }

  /// The standard deviation of a week's shock, in hundredths of a point.
  var movement: Double { noise * Double(cap) }

  /// Whether nothing more can be gained.
  var isAtMaximum: Bool { Double(value) / 100 >= maximum }

  /// Goes on by a week; a score that is reported and has stood for long moves.
  mutating func move(_ shock: Double, isFirst: Bool, isReported: Bool) {
    if !isFirst { headroom += pace * (mean - headroom) + noise * shock }
    headroom = min(headroom, 0.9)
    value = min(Int((Double(cap) * (1 - headroom)).rounded()), cap)
    if isReported, run.count(value) > SimulatedRun.longest, !isAtMaximum { nudge() }
  }

  /// Moves the score by a hundredth, and leaves the course.
  mutating func nudge() {
    value += value + 1 < cap ? 1 : -1
    _ = run.count(value)
  }

  /// Changes the level for good, by more than weeks ever do: up where enough headroom is left, else down.
  mutating func step(_ numbers: inout SeededGenerator) {
    let isUp = numbers.chance(0.5) || headroom > 0.5
    let size = numbers.uniform()
    if isUp, headroom >= 0.06, headroom * Double(cap) >= 45 {
      let factor = 0.4 + 0.25 * size
      headroom *= factor
      mean = max(mean, 0) * factor
      noise *= factor
    } else {
      headroom = max(headroom, 0) * 1.3 + 0.12 + 0.1 * size
      mean = headroom
    }
  }
}
