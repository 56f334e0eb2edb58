import Scorecard

/// How a plan was checked after it was made, by code that shares nothing with what made it.
public struct PlanCertificate: Sendable, Hashable {
  /// What a plan promises and does not keep.
  public enum Violation: Sendable, Hashable {
    /// A score to reach above its maximum.
    case aboveMaximum(unit: Int, Indicator, week: Int, score: Double)
    /// A lift of a component that is locked, or in its lead time.
    case locked(unit: Int, Indicator, week: Int, lift: Double)
    /// A gain that is faster than the stated pace.
    case pace(unit: Int, Indicator, week: Int, gain: Double, allowed: Double)
    /// A score that falls short of the floor.
    case floor(unit: Int, Indicator, score: Double)
    /// A probability that was counted differently.
    case probability(stated: Double, counted: Double)
    /// A probability below the wanted one.
    case tooUnlikely(counted: Double)
    /// Initiatives that break a rule among them, or use more than there is.
    case initiatives(excess: Double)
    /// Effort that was added up differently.
    case effort(stated: Double, counted: Double)
  }

  /// What was found; empty for a plan that keeps all it promises.
  public let violations: [Violation]
  /// The joint probability, counted again on the plan's own sample paths.
  public let probability: Double
  /// The joint probability on as many fresh sample paths.
  public let freshProbability: Double
  /// The effort of the plan. Where costs were stated it is not the cost alone: points beyond the paces seen so far count
  /// more, and those that an early deadline needs count for it as well.
  public let effort: Double
  /// No plan that meets the targets with the wanted chance on these paths takes less effort, under the same limits: those
  /// of the paces seen so far where the plan is feasible at them. Uncertain effects of initiatives count as expected.
  public let bound: Double

  /// By how much of its effort the plan may exceed the least possible, from 0.
  public var gap: Double { effort > 1e-9 ? max(effort - bound, 0) / effort : 0 }
  /// Whether no plan takes less effort, but for a millionth.
  public var isOptimal: Bool { gap <= 1e-6 }
}
