import Testing

@testable import Scorecard

@Suite struct SimulationTests {
  private func scorecard(_ units: Int, _ setting: SimulationSetting) -> [SimulatedUnit] {
    let simulation = ScorecardSimulation(setting)
    return (1...units).map { simulation.unit($0) }
  }

  private func findings(_ history: History) -> [Finding] {
    DataCheck.findings(in: IngestResult(history: history, rowCount: history.count))
  }

  private func name(_ level: Level, _ ordinal: Int) -> String { "\(level.rawValue) \(ordinal)" }

  // MARK: What a unit depends on

  @Test func units_followTheSeed() {
    let setting = SimulationSetting(weekCount: 20, seed: 3)
    #expect(scorecard(30, setting) == scorecard(30, setting))
    var other = setting
    other.seed = 4
    #expect(zip(scorecard(30, setting), scorecard(30, other)).allSatisfy { $0.hundredths != $1.hundredths })
    let series = SeriesSimulation(setting)
    #expect(series.series(5) == SeriesSimulation(setting).series(5))
    #expect(series.series(5).units != SeriesSimulation(other).series(5).units)
  }

  @Test func units_dependOnTheirNumberAlone() {
    let setting = SimulationSetting(weekCount: 30, faultShare: 0.05)
    let simulation = ScorecardSimulation(setting)
    let inOrder = (1...40).map { simulation.unit($0) }
    var used = simulation.unit(1_000_000_000)
    for number in (1...40).reversed() {
      simulation.fill(&used, number: number)
      #expect(used == inOrder[number - 1])
    }
    let series = SeriesSimulation(setting)
    var usedSeries = series.series(1_000_000_000)
    for number in (1...40).reversed() {
      series.fill(&usedSeries, number: number)
      #expect(usedSeries == series.series(number))
    }
  }

  @Test func faults_leaveTheCourseAsItIs() {
    let calm = SimulationSetting(weekCount: 30, faultShare: 0)
    var faulty = calm
    faulty.faultShare = 0.02
    let lasting: Set<SimulatedFault.Kind> = [.step, .freeze]
    for (one, other) in zip(scorecard(200, calm), scorecard(200, faulty))
    where !other.faults.contains(where: { lasting.contains($0.kind) }) {
      // The last report may be faulty, or a correction of the one before.
      guard other.faults.last.map({ $0.weeks.upperBound < 29 }) ?? true else { continue }
      // Where weeks are missing, scores that stand still are moved by a hundredth at other times.
      let differences = zip(one.hundredths.suffix(7), other.hundredths.suffix(7)).map { abs($0 - $1) }
      #expect(differences.allSatisfy { $0 <= 2 })
    }
  }

  // MARK: Scores

  @Test func scores_lieInTheirDomain_andAddUp() {
    let maxima = IndexDefinition.decision766.components.map { Int($0.maximum) * 100 }
    for unit in scorecard(300, SimulationSetting(weekCount: 40, faultShare: 0)) {
      #expect(unit.weeks == Array(0..<40) && unit.faults.isEmpty)
      for report in unit.weeks.indices {
        let scores = Array(unit.hundredths[(7 * report)..<(7 * report + 7)])
        #expect(zip(scores, maxima).allSatisfy { (0...$1).contains($0) })
        #expect(scores[6] == scores[..<6].reduce(0, +))
      }
    }
  }

  @Test func levels_areThoseOfAProvince() {
    let units = scorecard(400, SimulationSetting(faultShare: 0))
    #expect(units.prefix(5).allSatisfy { $0.level == .province })
    #expect(units[5..<25].allSatisfy { $0.level == .department })
    #expect(units[25...].allSatisfy { $0.level == .commune })
    #expect(units.map(\.ordinal) == Array(1...5) + Array(1...20) + Array(1...375))
    let latest = units.map { Double($0.hundredths.last ?? 0) / 100 }
    #expect((91...93).contains(latest[0]), "the first province leads about as Bắc Ninh does")
    let communes = latest[25...].sorted()
    #expect((89...92).contains(communes[communes.count / 2]))
    #expect(communes[0] > 70 && communes[communes.count - 1] < 98)
    // Scores at the maximum and just below it.
    let payment = units.compactMap { $0.hundredths.dropLast(3).last }
    #expect(payment.count { $0 == 1000 } > 20 && payment.count { (980..<1000).contains($0) } > 100)
    // Most totals rise.
    let rising = units.count { ($0.hundredths.last ?? 0) > $0.hundredths[6] }
    #expect((240...380).contains(rising))
  }

  @Test func shocks_areSharedByUnitsAndComponents() {
    let setting = SimulationSetting(weekCount: 300, seed: 2, faultShare: 0)
    let units = scorecard(40, setting).suffix(30)
    /// The weekly changes of a component over the later weeks, when the first growth has passed.
    func changes(_ unit: SimulatedUnit, _ component: Int) -> [Double] {
      let scores = unit.weeks.indices.map { Double(unit.hundredths[7 * $0 + component]) }
      return zip(scores.dropFirst(100), scores.dropFirst(99)).map { $0 - $1 }
    }
    func correlation(_ first: [Double], _ second: [Double]) -> Double {
      let (a, b) = (first.reduce(0, +) / Double(first.count), second.reduce(0, +) / Double(second.count))
      let product = zip(first, second).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
      let squares =
        first.reduce(0) { $0 + ($1 - a) * ($1 - a) } * second.reduce(0) { $0 + ($1 - b) * ($1 - b) }
      return squares > 0 ? product / squares.squareRoot() : 0
    }
    let transparency = units.map { changes($0, 0) }
    let services = units.map { changes($0, 2) }
    var across = 0.0
    var pairs = 0.0
    for first in transparency.indices {
      for second in transparency.indices where second > first {
        across += correlation(transparency[first], transparency[second])
        pairs += 1
      }
    }
    let within = zip(transparency, services).map(correlation).reduce(0, +) / Double(services.count)
    // Three tenths of the variance are common to a component of all units, 0.3 / 2 + 0.2 to two components of a
    // unit. Of 200 weeks, the standard error of what is common is about 0.3 √(2 / 200) = 0.03, and 0.05 for the
    // other; rounding and held shocks take a little.
    #expect(abs(across / pairs - 0.3) < 0.1)
    #expect(abs(within - 0.35) < 0.13)
  }

  @Test func plainSeries_arePositiveAndOfManySizes() {
    let simulation = SeriesSimulation(SimulationSetting(weekCount: 104, faultShare: 0))
    let all = (1...1000).map { simulation.series($0) }
    #expect(all.allSatisfy { $0.weeks == Array(0..<104) && $0.units.allSatisfy { $0 >= 0 } })
    let intermittent = all.filter { $0.units.contains(0) }
    #expect((10...60).contains(intermittent.count))
    var levels: [Double] = []
    for series in all {
      let scale = (0..<series.decimals).reduce(1.0) { power, _ in 10 * power }
      levels.append(Double(series.units[0]) / scale)
    }
    levels.sort()
    #expect(levels[900] / levels[100] > 1e4)
    #expect(all.allSatisfy { $0.decimals != 3 }, "three decimals may be taken for thousands")
  }

  // MARK: Findings

  @Test(arguments: [2, 3, 7, 13, 26, 60]) func faultlessData_giveNoFindings(_ weeks: Int) {
    let setting = SimulationSetting(weekCount: weeks, faultShare: 0)
    #expect(findings(ScorecardSimulation(setting).history(unitCount: 150, name: name)).isEmpty)
    #expect(findings(SeriesSimulation(setting).history(seriesCount: 300)).isEmpty)
  }

  @Test(arguments: [(52, 0.02), (26, 0.05), (10, 0.1)])
  func plantedFaults_areFoundAndNothingElse(_ weeks: Int, _ share: Double) {
    let setting = SimulationSetting(weekCount: weeks, seed: 8, faultShare: share)
    let simulation = ScorecardSimulation(setting)
    compare(
      findings(simulation.history(unitCount: 250, name: name)),
      (1...250).map { simulation.unit($0).faults }, setting)
    let series = SeriesSimulation(setting)
    compare(
      findings(series.history(seriesCount: 400)), (1...400).map { series.series($0).faults }, setting)
  }

  /// Each finding belongs to a fault of its unit, kind and time, and each fault has a finding.
  private func compare(_ findings: [Finding], _ faults: [[SimulatedFault]], _ setting: SimulationSetting) {
    let last = setting.weekCount - 1
    var unseen = faults.map { $0.filter { $0.finding != nil } }
    for finding in findings {
      guard let unit = finding.unitPosition, let day = finding.day else {
        Issue.record("a finding without unit or day: \(finding)")
        continue
      }
      let week = last - setting.lastDay.days(since: day) / 7
      let fault = faults[unit].first { fault in
        guard fault.finding == finding.code else { return false }
        return switch fault.kind {
        case .drop, .outlier: week == fault.weeks.lowerBound || week == fault.weeks.upperBound
        // What stands still may have stood before.
        case .freeze: (-SimulatedRun.longest...0).contains(week - fault.weeks.lowerBound)
        case .discrepancy: fault.weeks.contains(week)
        default: week == fault.weeks.lowerBound
        }
      }
      guard let fault else {
        Issue.record("not planted: \(finding)")
        continue
      }
      unseen[unit].removeAll { $0 == fault }
    }
    for (unit, faults) in unseen.enumerated() where !faults.isEmpty {
      Issue.record("not found, unit \(unit + 1): \(faults)")
    }
  }

  @Test func allKinds_occur() {
    let setting = SimulationSetting(weekCount: 52, faultShare: 0.05)
    let kinds = Set(scorecard(200, setting).flatMap(\.faults).map(\.kind))
    #expect(kinds == Set(SimulatedFault.Kind.allCases))
  }

  @Test func otherIndices_areSimulatedAsWell() throws {
    let index = try IndexDefinition(
      id: "odd", name: LocalizedName(vietnamese: "Lẻ", english: "Odd"),
      components: [("a", 1.0), ("b", 33.333), ("c", 5000)].map {
        Component(id: $0, name: LocalizedName(vietnamese: $0, english: $0), maximum: $1)
      })
    let simulation = ScorecardSimulation(SimulationSetting(weekCount: 40, faultShare: 0), index: index)
    let history = simulation.history(unitCount: 60, name: name)
    #expect(findings(history).isEmpty)
    #expect(history.count == 60 * 40 * 4)
    let tiny = try IndexDefinition(
      id: "tiny", name: index.name, components: [Component(id: "a", name: index.name, maximum: 0.5)])
    #expect(!ScorecardSimulation.supports(tiny))
  }
}
