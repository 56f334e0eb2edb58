/// Why a plan cannot be made of what was asked; the words are Reporting's.
public enum PlanError: Error, Sendable, Hashable {
  /// No unit has this name; similar names follow.
  case unknownUnit(String, suggestions: [String])
  /// No component has this name; the ids that exist follow.
  case unknownComponent(String, known: [String])
  /// The history is a set of plain series without an index.
  case noIndex
  /// The unit has no total and not all of its components.
  case noTotal(unit: String)
  /// A rival has no total.
  case rivalWithoutTotal(String)
  /// The unit cannot lead itself.
  case rivalIsUnit(String)
  /// There is nothing to lead: no other unit of the level has a total.
  case noRivals
  /// The solver that initiatives and least steps need is not installed.
  case noSolver
  /// A scenario is about a rival that no target is about.
  case notARival(String)
  /// A scenario assumes a score below zero or above the maximum.
  case scoreOutOfRange(String, score: Double, maximum: Double)
  /// A target, or an initiative, that is about the unit that plans, and no unit is named.
  case noUnit
  /// A group without units; the levels of units with totals follow.
  case emptyGroup(UnitGroup, levels: [String])
  /// There is nothing to plan for.
  case noTargets
  /// A component of the unit has no observation, or its total is not made of its components.
  case componentNotPlanned(String)
  /// A target's week is not within the plan's weeks.
  case weekOutOfRange(Int, weeks: Int)
  /// The confidence is not between 0 and 1.
  case invalidConfidence(Double)
  /// The number of weeks is not between 1 and ``Planner/longestPlan``.
  case invalidWeeks(Int)
  /// A number that is not finite, or beyond all reason, or negative where it must not be.
  case invalidNumber(String, Double)
}
