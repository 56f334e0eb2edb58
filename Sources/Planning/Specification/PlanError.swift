import Scorecard

/// Why a plan cannot be made of what was asked; the words are Reporting's.
public enum PlanError: Error, Sendable, Hashable {
  // MARK: Names that the history does not have

  /// No unit has this name; similar names follow.
  case unknownUnit(String, suggestions: [String])
  /// No component has this name; the ids that exist follow.
  case unknownComponent(String, known: [String])
  /// An initiative brings points to a unit that does not exist; similar names follow.
  case unknownEffectUnit(String, initiative: String, suggestions: [String])
  /// A scenario names a unit that does not exist; similar names follow.
  case unknownScenarioUnit(String, scenario: String, suggestions: [String])
  /// A group has no unit: none of its level has a total, or none of these is as weak; the levels that exist
  /// follow.
  case emptyGroup(UnitGroup, known: [Level])
  /// A plan is to be broken down to a level without units; the levels that exist follow.
  case emptyBreakdown(Level, known: [Level])

  /// A plan is to be broken down to the level of the unit itself.
  case breakdownToOwnLevel(Level)

  // MARK: What the history lacks

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
  /// A component of the unit has no observation, or its total is not made of its components.
  case componentNotPlanned(String)

  /// A scenario is about a rival that no target is about.
  case notARival(String)

  /// The solver that initiatives, least steps and moves per week need is not installed.
  case noSolver

  // MARK: What the specification lacks or says twice

  /// No unit is named, and not every target is one of a group.
  case noUnit
  /// There is nothing to plan for.
  case noTargets
  /// Two names of one component where only one may stand.
  case repeatedComponent(String, as: String)
  /// Two initiatives have this name.
  case repeatedInitiative(String)
  /// An initiative requires or excludes one that does not exist; the names that exist follow.
  case unknownInitiative(String, of: String, known: [String])
  /// An initiative asks effort of a team that is none of those with limits, which follow.
  case unknownTeam(String, initiative: String, known: [String])
  /// More targets than a plan can have.
  case tooManyTargets(Int, most: Int)
  /// Initiatives that wait for one another, each for the next, the last for the first.
  case initiativeCycle([String])
  /// Two scenarios have this name.
  case repeatedScenario(String)
  /// A scenario in which nothing differs from the plan.
  case emptyScenario(String)

  // MARK: Numbers

  /// A target's week is not within the plan's weeks.
  case weekOutOfRange(Int, weeks: Int)
  /// The confidence is not between 0 and 1.
  case invalidConfidence(Double)
  /// The number of weeks is not between 1 and ``Planner/longestPlan``.
  case invalidWeeks(Int)
  /// A number that is not finite, or beyond all reason, or negative where it must not be.
  case invalidNumber(String, Double)
  /// A share, of what is named, that is not between 0 and 1.
  case invalidShare(String, Double)
  /// A scenario assumes, or a floor asks for, a score below zero or above the maximum.
  case scoreOutOfRange(String, score: Double, maximum: Double)
  /// A rank below 1.
  case invalidRank(Int)
  /// A group of fewer than one unit.
  case invalidGroupSize(Int)
  /// The weight of a wish that is not above zero.
  case invalidWish(Double)
  /// The weight of a unit in the breakdown that is not above zero.
  case invalidUnitWeight(String, Double)
  /// Fewer than one component may be lifted in a week.
  case invalidMoves(Int)
  /// An initiative whose effect shrinks again, or whose shares are not between 0 and 1.
  case invalidRampUp(initiative: String)
  /// An initiative that starts before the first week, or whose last week to start is before its first.
  case invalidStart(initiative: String, earliest: Int, latest: Int?)
}
