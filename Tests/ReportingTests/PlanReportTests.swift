import Foundation
import Testing

@testable import Planning
@testable import Reporting
@testable import Scorecard

/// What the document of a plan says, in both languages.
@Suite struct PlanReportTests {
  private func report(_ plan: Plan, _ language: Language = .en) -> PlanReport {
    PlanReport(plan, history: PlanSamples.history, language: language)
  }

  /// On lines as long as they need to be, with no-break spaces as plain ones.
  private func text(_ plan: Plan, _ language: Language = .en, width: Int = 2000) -> String {
    TextRenderer(width: width).render(report(plan, language).document).replacing("\u{A0}", with: " ")
  }

  // MARK: All of them

  @Test(arguments: Language.allCases)
  func documents_haveNoEmptyTexts(_ language: Language) {
    for (name, plan) in PlanSamples.all {
      for sentence in report(plan, language).document.sentences {
        #expect(!sentence.isEmpty, "\(name)")
        for flaw in ["  ", "()", "“”", ": .", "..", " ,", " ;", "; .", "Optional("] {
          #expect(!sentence.contains(flaw), "\(name): “\(flaw)” in: \(sentence)")
        }
      }
    }
  }

  @Test(arguments: Language.allCases, [40, 80, 120])
  func noLineIsWider(_ language: Language, _ width: Int) {
    for (name, plan) in PlanSamples.all {
      for line in TextRenderer(width: width).render(report(plan, language).document).split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= width, "\(name): \(line)")
      }
    }
  }

  @Test func noEnglishInVietnamese() {
    let words: Set<String> = [
      "the", "is", "are", "was", "not", "and", "or", "of", "in", "with", "week", "weeks", "points", "total",
      "rank",
      "unit", "units", "forecast", "plan", "gain", "lift", "lead", "over", "target", "by", "to", "wish",
      "given",
      "pursued", "fixed", "cost", "costs", "probability", "feasible", "infeasible", "never", "seen", "yes",
      "no",
      "commune", "communes", "wards", "province", "maximum", "component",
    ]
    for (name, plan) in PlanSamples.all {
      let found = Set(
        text(plan, .vi).replacing("--format csv", with: "").lowercased().split { !$0.isLetter }.map(
          String.init))
      #expect(found.isDisjoint(with: words), "\(name): \(found.intersection(words))")
    }
  }

  /// Words of the field that a reader of an office does not know.
  @Test func noJargon() {
    for (name, plan) in PlanSamples.all {
      let english = text(plan).lowercased()
      for word in [
        "shadow price", "constraint", "marginal", "quantile", "frontier", "monte carlo", "violation",
      ] {
        #expect(!english.contains(word), "\(name): \(word)")
      }
    }
  }

  // MARK: The answer

  @Test(arguments: Language.allCases)
  func verdict_isTwoSentencesThatBeginWithTheStatus(_ language: Language) {
    let words: [Plan.Status: [Language: String]] = [
      .alreadyMet: [.en: "Already met", .vi: "Đã đạt"], .feasible: [.en: "Feasible: ", .vi: "Khả thi"],
      .feasibleIf: [.en: "Feasible only if", .vi: "Chỉ khả thi nếu"],
      .infeasible: [.en: "Infeasible", .vi: "Không khả thi"],
    ]
    var seen: Set<Plan.Status> = []
    for (name, plan) in PlanSamples.all {
      seen.insert(plan.status)
      let verdict = report(plan, language).verdict.plain
      #expect(verdict.hasPrefix(words[plan.status]![language]!), "\(name)")
      #expect(verdict.split(separator: ". ").count == 2 && verdict.hasSuffix("."), "\(name): \(verdict)")
      guard case .paragraph(let first) = report(plan, language).document.blocks[1] else {
        Issue.record("the answer comes first")
        continue
      }
      #expect(first.plain == verdict)
    }
    #expect(seen == Set(Plan.Status.allCases))
  }

  @Test func verdict_saysHowLikelyAndWhatToDo() throws {
    let plan = PlanSamples.feasible
    let style = NumberStyle(language: .en)
    let report = report(plan)
    let verdict = report.verdict.plain
    #expect(verdict.contains(style.probability(plan.probabilityBefore)))
    #expect(verdict.contains("with the plan \(style.probability(plan.probabilityAfter))"))
    let first = try #require(report.liftedComponents.first)
    #expect(verdict.contains("\(report.name(first.indicator)) \(style.change(report.shownGain(first)))"))
    #expect(
      self.report(PlanSamples.alreadyMet).verdict.plain.contains("nothing beyond the forecast") == false)
    #expect(
      self.report(PlanSamples.alreadyMet).verdict.plain.hasSuffix(
        "Nothing beyond the forecast has to be done."))
    let smallest = try #require(PlanSamples.feasibleIf.relaxations.first)
    if case .together(let parts) = smallest {
      #expect(self.report(PlanSamples.feasibleIf).verdict.plain.contains("\(parts.count) targets together"))
    } else {
      #expect(
        self.report(PlanSamples.feasibleIf).verdict.plain.contains(self.report(plan).phrase(for: smallest)))
    }
  }

  // MARK: Targets

  @Test func targets_areMarkedAndCounted() throws {
    let (english, vietnamese) = (text(PlanSamples.rich), text(PlanSamples.rich, .vi))
    #expect(english.contains("Total ≥ 96.00 (wish, given up)") && english.contains("First of 3 (fixed)"))
    #expect(vietnamese.contains("Tổng điểm ≥ 96,00 (mong muốn, chưa theo đuổi)"))
    #expect(vietnamese.contains("Đứng thứ nhất trong 3 địa phương (cố định)"))
    #expect(english.contains("The 3 lowest communes and wards ≥ 80.00"))
    #expect(vietnamese.contains("3 xã, phường điểm thấp nhất ≥ 80,00"))
    #expect(text(PlanSamples.wishesOnly).contains("Total ≥ 88.90 (wish, pursued)"))
    for target in PlanSamples.rich.targets where (target.probabilityAfter ?? 1) < 1 {
      let missed = try #require(report(PlanSamples.rich).shortfallWhenMissedAfter(target))
      #expect(abs(missed * (1 - target.probabilityAfter!) - target.shortfallAfter!) < 1e-9)
    }
  }

  // MARK: Blockers and relaxations

  @Test func samples_holdEveryCase() {
    func names(_ values: [some Any]) -> Int {
      Set(values.map { String(String(describing: $0).prefix { $0 != "(" }) }).count
    }
    #expect(names(PlanSamples.blockers) == 14)
    #expect(names(PlanSamples.relaxations) == 10)
    #expect(names(PlanSamples.violations) == 8)
  }

  @Test func everyCase_hasWordsInBothLanguages() {
    let (english, vietnamese) = (report(PlanSamples.full), report(PlanSamples.full, .vi))
    let words =
      PlanSamples.blockers.map { (english.words(for: $0), vietnamese.words(for: $0)) }
      + PlanSamples.relaxations.map { (english.words(for: $0), vietnamese.words(for: $0)) }
      + PlanSamples.violations.map { (english.words(for: $0), vietnamese.words(for: $0)) }
    for (en, vi) in words {
      for text in [en, vi] {
        #expect(text.count > 15 && text.hasSuffix(".") && !text.contains("  "), "\(text)")
        #expect(text.first?.isLowercase == false, "\(text)")
      }
      #expect(en != vi)
    }
  }

  @Test func blockers_standTogetherByKind() {
    let english = text(PlanSamples.full)
    for start in [
      "• Headroom: ", "• Pace: ", "• Rivals: ", "• Held back: ", "• Units: ", "• All at once: ",
      "• Initiatives and means: ",
    ] { #expect(english.components(separatedBy: start).count == 2, "\(start)") }
    #expect(english.contains("by 12 Jan 2026: Tỉnh B +1.35; Tỉnh C +0.25."))
    #expect(text(PlanSamples.full, .vi).contains("Mức độ hài lòng (dư địa 1,50)"))
  }

  @Test func alarm_onlyWhereTheCheckFailed() {
    for (name, plan) in PlanSamples.all {
      let hasFailed = !(plan.certificate?.violations.isEmpty ?? true)
      #expect(text(plan).contains("WARNING: ") == hasFailed, "\(name)")
      #expect(text(plan, .vi).contains("CẢNH BÁO: ") == hasFailed, "\(name)")
      if !hasFailed, plan.certificate != nil {
        #expect(text(plan).contains("The plan was checked independently"), "\(name)")
      }
    }
    #expect(text(PlanSamples.full).contains("do not use it"))
  }

  // MARK: Components and weeks

  @Test func nextWeek_addsUp() throws {
    for (name, plan) in PlanSamples.all {
      let report = report(plan)
      guard let next = report.nextWeek else {
        #expect(plan.plannedTotals.isEmpty || plan.status == .alreadyMet, "\(name)")
        continue
      }
      #expect(abs(next.total.score - plan.total - next.total.gain) < 1e-9)
      if !next.rising.isEmpty {
        #expect(abs(next.rising.reduce(next.rest) { $0 + $1.gain } - next.total.gain) < 1e-9, "\(name)")
      }
      let shown = report.shownTotals
      #expect(shown.count == plan.weeks)
      let sum = plan.components.reduce(plan.discrepancy) { $0 + report.shownScore($1.required!) }
      #expect(abs(shown.last! - sum) < 1e-9, "\(name)")
      let style = NumberStyle(language: .vi)
      #expect(
        text(plan, .vi).contains(
          "Mục tiêu tuần tới, 22/12/2025: tổng điểm \(style.decimal(next.total.score))"))
    }
  }

  @Test func rushInTheFirstWeek_isSaid() {
    let plan = PlanSamples.plan(
      PlanSpecification(unit: "Tỉnh A", targets: [Target(.total(88.8), week: 1), Target(.total(88.7))]))
    let gains = [plan.plannedTotals[0] - plan.total, plan.plannedTotals[3] - plan.total]
    #expect(gains[0] > gains[1] / 2)
    #expect(text(plan).contains("falls into the first week") && text(plan, .vi).contains("dồn vào tuần đầu"))
    #expect(!text(PlanSamples.feasible).contains("falls into the first week"))
  }

  @Test func levers_areToldAsStated() {
    let english = text(PlanSamples.costs)
    #expect(english.contains("• Processing progress: a point costs 1.5; at most 0.20 a week; "))
    #expect(
      english.contains(
        "• Online public services: a point costs 1 up to +0.20, then 3; nothing beyond the forecast in the first week; "
      ))
    #expect(english.contains("• Satisfaction: locked."))
    let cost = NumberStyle(language: .en).decimal(PlanSamples.costs.cost)
    #expect(english.contains("Cost of the plan at the stated rates: \(cost)."))
    #expect(text(PlanSamples.costs, .vi).contains("• Mức độ hài lòng: bị khóa."))
  }

  @Test func nearTies_areOfGainsThatHardlyDiffer() throws {
    for (_, plan) in PlanSamples.all {
      for tie in report(plan).nearTies {
        #expect(tie.count > 1)
        for (one, other) in zip(tie, tie.dropFirst()) {
          #expect(abs(one.gain! - other.gain!) < max(0.05 * max(one.gain!, other.gain!), 0.02))
        }
      }
      if let next = report(plan).nextBest {
        #expect(next.marginalEffort!.isFinite && !next.lever.isLocked)
        #expect(text(plan).contains(report(plan).name(next.indicator)))
      }
    }
  }

  // MARK: Understanding

  @Test func frontier_saysTheLastProbabilityWithinPace() throws {
    for (name, plan) in PlanSamples.all where plan.frontier.contains(where: { $0.lift >= 0.005 }) {
      let within = plan.frontier.filter(\.isWithinPace)
      let english = text(plan)
      if within.isEmpty {
        #expect(english.contains("None of these probabilities"), "\(name)")
        #expect(plan.status == .feasibleIf)
      } else if within.count == plan.frontier.count {
        #expect(english.contains("All of these probabilities"), "\(name)")
      } else {
        let last = NumberStyle(language: .en).probability(within.last!.chance).replacing("\u{A0}", with: " ")
        #expect(english.contains("within the paces seen so far is \(last)."), "\(name)")
      }
    }
  }

  @Test func rivals_sayWhatChanges() throws {
    let plan = PlanSamples.rich
    let rival = try #require(plan.rivalSensitivities.first)
    let words = report(plan).words(for: rival).replacing("\u{A0}", with: " ")
    let style = NumberStyle(language: .en)
    #expect(words.hasPrefix("If Tỉnh B gains 0.10 a week more than forecast, the probability falls from "))
    #expect(
      words.hasSuffix(
        "rises from \(style.decimal(plan.requiredLifts[1].lift)) to \(style.decimal(rival.requiredLift))."))
    #expect(report(plan).words(for: plan.rivalSensitivities[1]).hasSuffix("nothing changes."))
  }

  @Test func scenarios_standBesideThePlan() throws {
    let plan = PlanSamples.rich
    for outcome in plan.scenarios {
      // All share one starting point, so that the column of totals and that of gains fit together.
      #expect(
        abs(outcome.total - outcome.gain - plan.components.reduce(plan.discrepancy) { $0 + $1.baseline })
          < 1e-9)
    }
    let english = text(plan)
    #expect(english.contains("As planned"))
    let score = plan.components[2].score
    let gain = NumberStyle(language: .en).change(10.8 - score)
    #expect(
      english.contains(
        "• Dịch vụ công: Online public services at 90 % of its maximum (10.80) brings \(gain) points on today"
      ))
    #expect(
      english.contains(
        "Tỉnh B gains 0.20 a week more than forecast; Tỉnh C gains 0.10 a week less than forecast"))
    #expect(english.contains("other targets: Total ≥ 89.20, Lead over Tỉnh B and Tỉnh C ≥ 1.00 (5 Jan 2026)"))
    #expect(english.contains("a probability of 90 % wanted instead of 80 %"))
    #expect(text(plan, .vi).contains("Dịch vụ công trực tuyến đạt 90 % điểm tối đa (10,80) đem lại"))
  }

  @Test func value_isInPointsWithoutCosts() {
    for (name, plan) in PlanSamples.all where plan.components.count > 1 {
      let isWorth = plan.components.contains { ($0.value?.upTo ?? 0) >= 0.005 }
      #expect(text(plan).contains("What a point is worth") == (isWorth && report(plan).hasPlan), "\(name)")
      #expect(!text(plan).contains("saves a cost") || plan.usesCosts)
    }
  }

  // MARK: Units and initiatives

  @Test func units_areRankedAndLimited() {
    let plan = PlanSamples.groups
    let report = report(plan)
    let ranked = report.rankedUnits
    #expect(ranked.count == plan.units.count && Set(ranked.map(\.unit)).count == ranked.count)
    #expect(ranked.prefix(report.liftedUnits.count).allSatisfy { report.lift($0) >= 0.005 })
    let english = text(plan)
    #expect(english.contains("and \(plan.units.count - 15) more"))
    #expect(english.contains("\(report.liftedUnits.count) of \(plan.units.count) units must gain more"))
    #expect(
      english.hasPrefix(
        "Plan for all 20 communes and wards and the 6 communes and wards below 85.00: 4 weeks"))
    #expect(
      text(plan, .vi).hasPrefix("Kế hoạch cho toàn bộ 20 xã, phường và 6 xã, phường dưới 85,00 điểm: 4 tuần"))
    #expect(!english.contains("Required gains") && !english.contains("Focus areas"))
  }

  @Test func initiatives_areListedByStart() throws {
    let english = text(PlanSamples.full)
    let first = try #require(english.range(of: "• Week 1: Rà soát. Document digitization +0.20; cost 12.5; "))
    let second = try #require(
      english.range(
        of:
          "• Weeks 2–3: Tập huấn. Online public services +0.30 (±0.10); Xã 1, Total +0.50, in full from 5 Jan 2026; "
          + "cost 20; finished by 5 Jan 2026."))
    #expect(first.lowerBound < second.lowerBound)
    #expect(english.contains("Cost of the initiatives in all: 32.5."))
    #expect(text(PlanSamples.full, .vi).contains("Tổng chi phí của các giải pháp: 32,5."))
  }

  @Test func sectionsWithoutContent_areLeftOut() {
    let met = text(PlanSamples.alreadyMet)
    for title in [
      "What stands in the way", "Smallest changes", "Required gains", "Week by week", "Units of the groups",
      "Initiatives", "Spread over", "Scenarios", "If rivals", "What a point is worth",
      "What other probabilities",
    ] { #expect(!met.contains(title), "\(title)") }
    let impossible = text(PlanSamples.infeasible)
    for title in ["Required gains", "Week by week", "with plan", "What a point is worth"] {
      #expect(!impossible.contains(title), "nothing may look like a plan where there is none: \(title)")
    }
    #expect(impossible.contains("What stands in the way"))
  }
}
