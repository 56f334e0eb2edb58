import ArgumentParser
import Planning
import Reporting
import Scorecard

/// The options that say what a plan is to reach and with what means.
///
/// They are texts until they are read: what is wrong with them is then said in the chosen language.
struct PlanOptions: ParsableArguments {
  @Option(
    name: .customLong("unit"),
    help: ArgumentHelp("The unit that plans; only a plan for groups can do without.", valueName: "name"),
    completion: NameCompletion.units)
  var units: [String] = []

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The total to reach; can be repeated for other weeks.", valueName: "points[@week]"))
  var target: [String] = []

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The lead to reach over rivals; by default 1 where there is --over.", valueName: "points[@week]"))
  var lead: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A rival, or all of the same level, which is the default; can be repeated.", valueName: "name|all"),
    completion: NameCompletion.rivals)
  var over: [String] = []

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The rank to reach among all of the same level, from the top; can be repeated.",
      valueName: "rank[@week]"))
  var rank: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A component's score to reach, or with + its gain, or with % the share of its maximum; can be repeated.",
      valueName: "id=[+]points[%][@week]"),
    completion: NameCompletion.components)
  var component: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The total that every unit of a level is to reach, or only the weakest, or only those below some points; \
      can be repeated.
      """, valueName: "level[:bottom=count|:below=points]=points[@week]"))
  var group: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("A component that nothing can be done for; can be repeated.", valueName: "id"),
    completion: NameCompletion.components)
  var lock: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What a component can gain in a week at most, its forecast included; can be repeated.",
      valueName: "id=points"),
    completion: NameCompletion.components)
  var pace: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("What a point of a component costs; can be repeated.", valueName: "id=rate"),
    completion: NameCompletion.components)
  var cost: [String] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("How many components can be lifted in one week at most.", valueName: "count"))
  var moves: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Break the plan down to the units of a level.", valueName: "level"),
    completion: NameCompletion.levels)
  var breakdown: String?

  @Flag(name: .customLong("weakest-first"), help: "Lift the weakest units of the breakdown first.")
  var weakestFirst = false

  @Option(
    name: .customLong("what-if"),
    help: ArgumentHelp(
      """
      A scenario to look at beside the plan, such as "online_services=90%" (or =10.8, =+0.5, =90%@2) or \
      "Hải Phòng=+0.1/week", several assumptions apart by semicolons; can be repeated.
      """, valueName: "assumptions"))
  var whatIf: [String] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The wanted chance that all targets are reached, such as 0.8 or 80%; by default 0.8.",
      valueName: "chance"))
  var confidence: String?

  @Option(
    name: .customLong("plan"), help: ArgumentHelp("A plan file in YAML.", valueName: "file"),
    completion: NameCompletion.yaml)
  var askedPlan: String?

  var plan: String? { askedPlan ?? CurrentSettings.settings.plan.value }

  func validate() throws {
    if units.count > 1 {
      throw ValidationError(
        "--unit is given \(units.count) times; a plan is for one unit, and --group for several.")
    }
  }
}
