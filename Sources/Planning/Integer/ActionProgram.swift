/// Which actions to start when, and how far to lift what by its lever week by week, at the least cost.
///
/// Free of names and history: items and actions are positions. With xₐₛ = 1 if action a starts in week s, Lᵢᵥ
/// the lift of item i by its lever up to week v and Gᵢᵥ its gain that counts:
///
/// ```
/// min  Σₐ costₐ·Σₛ xₐₛ + Σᵢ curveᵢ(Lᵢ_W)
///      Σₛ xₐₛ ≤ 1                                                 an action starts at most once
///      Gᵢᵥ = min(Lᵢᵥ + Σₐₛ pointsₐᵢ·shareₐ(v, s)·xₐₛ, headroomᵢᵥ) ≥ lowerᵢᵥ
///      Σ_{i in need} Gᵢᵥ ≥ amount
///      Lᵢᵥ ≤ upperᵢᵥ,   Lᵢᵥ − Lᵢᵥ₋₁ = 0 or ≥ leastStepᵢ;   at most movesPerWeek of them above 0 in a week
///      Σₐₛ effortₐₜ(v − s)·xₐₛ ≤ teamₜᵥ,   Σₐ costₐ·Σₛ xₐₛ ≤ budget
///      Σ_{r ≤ s} xₐᵣ ≤ Σ_{r + durationᵦ ≤ s} xᵦᵣ                  a requires b
///      Σₛ xₐₛ + Σₛ xᵦₛ ≤ 1                                         a excludes b
/// ```
///
/// An action that still works after the last week may start: it uses teams in weeks of the plan only.
///
/// Sources: time-indexed starts under limits of resources, A. A. B. Pritsker, L. J. Watters and P. M. Wolfe
/// (1969), doi:10.1287/mnsc.16.1.93; prerequisites summed up over weeks, N. Christofides, R. Alvarez-Valdes
/// and J. M. Tamarit (1987), doi:10.1016/0377-2217(87)90240-2.
struct ActionProgram: Sendable, Hashable {
  /// One component of one unit.
  struct Item: Sendable, Hashable {
    /// Whether points can be gained by its lever; else by actions only.
    var canBeLifted: Bool
    /// The effort of its lever's lift by the last week.
    var curve: EffortCurve
    /// Per week: the greatest lift by the lever until its end. Never falls.
    var upper: [Double]
    /// Per week: gains beyond it, by lever and actions together, are worth nothing.
    var headroom: [Double]
    /// Per week: what gains must be at least.
    var lower: [Double]
    /// What the lever lifts in a week is zero, or at least this.
    var leastStep: Double

    init(
      canBeLifted: Bool = true, curve: EffortCurve, upper: [Double], headroom: [Double], lower: [Double],
      leastStep: Double = 0
    ) {
      self.canBeLifted = canBeLifted
      self.curve = curve
      self.upper = upper
      self.headroom = headroom
      self.lower = lower
      self.leastStep = leastStep
    }

    /// The greatest lift by the lever until the end of a week, from one.
    func greatestLift(week: Int) -> Double {
      canBeLifted ? max(min(upper[week - 1], upper[upper.count - 1], curve.length), 0) : 0
    }
  }

  /// A sum of gains that is needed at the end of a week.
  struct Need: Sendable, Hashable {
    /// From one.
    var week: Int
    var items: [Int]
    var amount: Double
    /// Points by which the amount may rise, from the first on; what each of them relieves falls.
    var raises: [Raise]

    /// Some points of a need that rises, and what each of them counts for in ``ActionProgram/relief``.
    struct Raise: Sendable, Hashable {
      var points: Double
      var relief: Double
    }

    init(week: Int, items: [Int], amount: Double, raises: [Raise] = []) {
      self.week = week
      self.items = items
      self.amount = amount
      self.raises = raises
    }
  }

  /// What is done or not done; see ``Initiative``.
  struct Action: Sendable, Hashable {
    struct Effect: Sendable, Hashable {
      var item: Int
      /// In full effect; may be below zero.
      var points: Double

      init(item: Int, points: Double) {
        self.item = item
        self.points = points
      }
    }

    /// At least zero.
    var cost: Double
    var effort: [String: [Double]]
    var effects: [Effect]
    /// The share of the effects at the end of the first week, the second, …; the last one stays.
    var rampUp: [Double]
    /// Positions of actions that must be finished before this one starts.
    var requires: [Int]
    var excludes: [Int]
    /// The weeks in which it may start, from one; those after the plan's end are of no use.
    var starts: ClosedRange<Int>

    init(
      cost: Double, effort: [String: [Double]] = [:], effects: [Effect], rampUp: [Double] = [1],
      requires: [Int] = [], excludes: [Int] = [], starts: ClosedRange<Int>
    ) {
      self.cost = cost
      self.effort = effort
      self.effects = effects
      self.rampUp = rampUp
      self.requires = requires
      self.excludes = excludes
      self.starts = starts
    }

    /// How many weeks it takes.
    var duration: Int { max(effort.values.map(\.count).max() ?? 0, 1) }

    /// The share of its effects at the end of a week, for a start in some week, both from one.
    func share(endOf week: Int, start: Int) -> Double {
      guard week >= start else { return 0 }
      return rampUp.isEmpty ? 1 : rampUp[min(week - start, rampUp.count - 1)]
    }

    /// What it asks of a team in a week, for a start in some week.
    func effort(of team: String, in week: Int, start: Int) -> Double {
      guard let effort = effort[team], week >= start, week - start < effort.count else { return 0 }
      return effort[week - start]
    }
  }

  /// The number of weeks, at least one.
  var weeks: Int
  var items: [Item]
  var needs: [Need]
  /// What the raises of needs must count for together: which of them rise is open. Looked at by ``bound(timeLimit:effort:)``
  /// only.
  var relief = 0.0
  /// At most so many items are lifted by their levers in one week; `nil` for no limit.
  var movesPerWeek: Int?
  var actions: [Action]
  /// The sum of the costs of actions; `nil` for no limit.
  var budget: Double?
  /// The effort that a team has in each week; beyond the list its last entry holds. Teams that are not named,
  /// or have an empty list, have no limit.
  var teams: [String: [Double]]

  init(
    weeks: Int, items: [Item], needs: [Need] = [], movesPerWeek: Int? = nil, actions: [Action] = [],
    budget: Double? = nil, teams: [String: [Double]] = [:]
  ) {
    self.weeks = weeks
    self.items = items
    self.needs = needs
    self.movesPerWeek = movesPerWeek
    self.actions = actions
    self.budget = budget
    self.teams = teams
  }

  /// What a team has in a week, from one; `nil` for no limit.
  func capacity(of team: String, week: Int) -> Double? {
    guard let capacity = teams[team], let last = capacity.last else { return nil }
    return week <= capacity.count ? capacity[week - 1] : last
  }

  /// Stops at what the caller must not ask for.
  func requireValid() {
    precondition(weeks >= 1, "a plan has at least one week")
    for item in items {
      precondition(
        item.upper.count == weeks && item.headroom.count == weeks && item.lower.count == weeks,
        "limits of an item are given per week")
      precondition(zip(item.upper, item.upper.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 }, "lifts never fall")
      precondition(item.leastStep >= 0, "a step is not below zero")
    }
    for need in needs {
      precondition((1...weeks).contains(need.week), "a need falls into the plan")
      precondition(need.items.allSatisfy(items.indices.contains), "a need names items by position")
    }
    for action in actions {
      precondition(action.cost >= 0 && action.cost.isFinite, "a cost is not below zero")
      precondition(action.starts.lowerBound >= 1, "weeks count from one")
      precondition(
        action.effects.allSatisfy { items.indices.contains($0.item) }, "effects name items by position")
      precondition(
        (action.requires + action.excludes).allSatisfy(actions.indices.contains),
        "actions are named by position")
    }
  }
}

/// Which actions start when, and how far levers lift.
struct ActionPlan: Sendable, Hashable {
  enum Status: Sendable, Hashable {
    /// No plan costs less, but for a millionth of the cost.
    case optimal
    /// A limit ended the search: no plan costs less than ``bound``.
    case feasible
    /// There is no plan.
    case infeasible
    /// A limit ended the search before a plan was found.
    case unknown
  }

  /// Per item and week: the lift by its lever until the week's end. Zero without a plan.
  var lifts: [[Double]]
  /// Per action: the week of its start, from one; `nil` if it is not chosen.
  var starts: [Int?]
  /// The costs of actions and the effort of lifts; infinite without a plan.
  var cost: Double
  /// No plan costs less.
  var bound: Double
  var status: Status
  /// By how much the last programme that was solved, whose curves are replaced by tangents, understates the
  /// effort of this plan's lifts.
  var linearisationError: Double

  /// Whether there is something to carry out.
  var isPlan: Bool { status == .optimal || status == .feasible }
  /// (cost − bound)/cost; zero for a proven optimum, `nil` without a plan.
  var gap: Double? {
    guard isPlan else { return nil }
    return cost > bound ? (cost - bound) / cost : 0
  }
}
