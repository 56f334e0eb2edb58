/// What a random problem is made of.
enum ProblemKind: String, CaseIterable {
  /// Stated costs, one deadline, one or two targets on the total; far from the maxima.
  case single
  /// The same close to the maxima of some components.
  case capped
  /// Stated costs, two to four targets of all kinds by up to three deadlines.
  case several
  /// The same close to the maxima of some components.
  case severalCapped
  /// No stated costs: effort grows with the lift; paces seen or stated.
  case uncosted
  /// Least steps and a limit on moves in a week.
  case steps
  /// Initiatives under budgets and teams, beside levers.
  case initiatives
  /// The same close to the maxima of some components, with several targets.
  case initiativesCapped

  var isCapped: Bool { [.capped, .severalCapped, .initiativesCapped].contains(self) }
  var hasInitiatives: Bool { [.initiatives, .initiativesCapped].contains(self) }
  var hasSeveralTargets: Bool {
    [.several, .severalCapped, .uncosted, .steps, .initiativesCapped].contains(self)
  }
}
