import NumericCore
import Scorecard

/// The errors of an initiative's effect on sample paths, in standard deviations.
enum EffectErrors {
  /// Standard normal numbers, one per path; those of an effect depend on its initiative's name, its place
  /// among the initiative's effects, the unit, and the seed alone.
  static func errors(
    of initiative: Initiative, effect: Int, unit: Int, count: Int, seed: UInt64
  ) -> [Double] {
    let name = "\u{1D}\(NameKey.same(initiative.name))\u{1F}\(unit)\u{1F}\(effect)"
    var generator = SeededGenerator(seed: seed, stream: SeededGenerator.stableHash(name))
    return (0..<count).map { _ in generator.normal() }
  }
}
