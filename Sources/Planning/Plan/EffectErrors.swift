import NumericCore
import Scorecard

/// The errors of an initiative's effect on sample paths, in standard deviations.
enum EffectErrors {
  /// Standard normal numbers, one per path; those of an effect depend on its initiative's name, what it is on, and the
  /// seed alone.
  static func errors(
    of initiative: Initiative, unit: Int, _ indicator: Indicator, count: Int, seed: UInt64
  ) -> [Double] {
    let name = "\u{1D}\(NameKey.same(initiative.name))\u{1F}\(unit)\u{1F}\(indicator)"
    var generator = SeededGenerator(seed: seed, stream: SeededGenerator.stableHash(name))
    return (0..<count).map { _ in generator.normal() }
  }
}
