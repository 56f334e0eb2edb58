import Planning
import Scorecard

/// A plan as people and scripts read it: text, CSV and JSON.
///
/// This file holds the skeleton; every section of the document stands in a file of its own, as do ``json`` and
/// ``csv``.
public struct PlanReport: Sendable {
  let plan: Plan
  let history: History
  let origin: Day
  let language: Language
  let style: NumberStyle
  let say: Phrasing

  /// - Parameters:
  ///   - plan: What is reported.
  ///   - history: The history it was made of.
  ///   - language: Of words and of numbers in text; CSV and JSON do not depend on it.
  public init(_ plan: Plan, history: History, language: Language) {
    self.plan = plan
    self.history = history
    self.language = language
    guard let origin = history.latestDay else { preconditionFailure("a plan has a history") }
    self.origin = origin
    style = NumberStyle(language: language)
    say = Phrasing(language)
  }

  /// The units that the plan is about and their rivals, as positions in the history.
  public var units: Set<Int> {
    Set(plan.targets.flatMap { $0.rivals + $0.group } + (plan.unit.map { [$0] } ?? []))
  }

  /// The plan as a document: the answer first, then what it rests on; sections without content are left out.
  public var document: Document {
    var blocks: [Document.Block] = [.heading(level: 1, Text(title)), .paragraph(verdict)]
    blocks += alarm
    blocks += targetSection
    blocks += obstacleSection
    blocks += relaxationSection
    blocks += componentSection
    blocks += weekSection
    blocks += unitSection
    blocks += initiativeSection
    blocks += focusSection
    blocks += breakdownSection
    blocks += frontierSection
    blocks += rivalSection
    blocks += valueSection
    blocks += scenarioSection
    blocks.append(.note(Text(footnote)))
    return Document(language: language, blocks)
  }

  /// A heading over blocks; nothing without them.
  func section(vi: String, en: String, _ blocks: [Document.Block]) -> [Document.Block] {
    blocks.isEmpty ? [] : [.heading(level: 2, Text(say(vi: vi, en: en)))] + blocks
  }

  func note(vi: String, en: String) -> Document.Block { .note(Text(say(vi: vi, en: en))) }

  private var title: String {
    let (weeks, end) = (say.weeks(plan.weeks), style.date(day(week: plan.weeks)))
    let subject = plan.unit.map(unitName) ?? groupNames
    return say(
      vi: "Kế hoạch \(plan.unit == nil ? "cho" : "của") \(subject): \(weeks), đến \(end)",
      en: "Plan for \(subject): \(weeks), to \(end)")
  }

  /// The groups of a plan without a unit.
  private var groupNames: String {
    var names: [String] = []
    for target in plan.targets {
      guard case .group(let group, _) = target.target.requirement else { continue }
      let name = words(for: group, count: target.group.count)
      if !names.contains(name) { names.append(name) }
    }
    return say.all(names)
  }
}

// MARK: - What the sections share

extension PlanReport {
  /// What is less rounds to nothing.
  static let least = 0.005
  /// So many rows of units are shown in text.
  static let mostRows = 15

  func day(week: Int) -> Day { origin.adding(days: 7 * week) }

  /// A day of the plan with its year: 15/12/2025, 15 Dec 2025.
  func date(week: Int) -> String { style.date(day(week: week)) }

  func unitName(_ unit: Int) -> String { say.oneLine(history.units[unit].name) }

  func name(_ indicator: Indicator) -> String { indicator.name(in: language, index: history.index) }

  /// A component by the name that a specification gives it.
  func componentName(_ text: String) -> String {
    history.index?.indicator(named: text).map(name) ?? say.oneLine(text)
  }

  /// Whether there are scores to reach that something must be done for, or that the forecast reaches in time.
  var hasPlan: Bool { plan.probabilityAfter != nil && (plan.status != .alreadyMet || needsLift) }

  /// Whether the plan asks for anything beyond the forecast.
  var needsLift: Bool {
    !liftedComponents.isEmpty || !liftedUnits.isEmpty || !plan.initiatives.isEmpty
  }

  /// The components that must gain more than their forecast, the greatest gain first.
  var liftedComponents: [Plan.ComponentPlan] {
    plan.components.filter { ($0.lift ?? 0) >= Self.least }.sorted {
      (shownGain($0) ?? 0, $1.score) > (shownGain($1) ?? 0, $0.score)
    }
  }

  /// The score to reach as it is shown, in hundredths: rounded up, since it must not be understated. Every
  /// figure on the page is made of these, so that what stands there adds up.
  func shownScore(_ score: Double) -> Double { (score * 100 - 1e-6).rounded(.up) / 100 }

  /// The gain that leads to the score as shown.
  func shownGain(_ component: Plan.ComponentPlan) -> Double? {
    component.required.map { shownScore($0) - component.score }
  }

  /// A probability within a sentence: 34 %, below 1 %, above 99 %.
  func chance(_ probability: Double?) -> String {
    let written = style.probability(probability)
    switch written.first {
    case "<": return say(vi: "dưới \(written.dropFirst())", en: "below \(written.dropFirst())")
    case ">": return say(vi: "trên \(written.dropFirst())", en: "above \(written.dropFirst())")
    default: return written
    }
  }

  /// A chance that someone asked for, with the decimals that it has.
  func wanted(_ chance: Double) -> String {
    let percent = chance * 100
    return style.percent(chance, places: abs(percent - percent.rounded()) < 1e-9 ? 0 : 1)
  }
}
