/// Looks for what is wrong or odd in the data of a history.
public enum DataCheck {
  /// Everything found, in the order of severity, day (what concerns no day first) and unit.
  ///
  /// - Parameters:
  ///   - result: what a reader made of a file.
  ///   - today: the day that dates are compared with; nil to leave that out.
  /// - Complexity: O(n log n) in the number of scores.
  public static func findings(in result: IngestResult, today: Day? = nil) -> [Finding] {
    var findings = ingestFindings(result)
    let history = result.history
    findings += recordFindings(history)
    findings += totalMismatches(history)
    findings += JumpCheck(history).findings()
    findings += GapCheck(history).findings()
    findings += staleValues(history)
    findings += SimilarUnitCheck(history).findings()
    if let today { findings += futureDates(history, today: today) }
    return findings.enumerated()
      .sorted { first, second in
        let (a, b) = (first.element, second.element)
        if a.severity != b.severity { return a.severity < b.severity }
        if a.day != b.day {
          guard let dayA = a.day else { return true }
          guard let dayB = b.day else { return false }
          return dayA < dayB
        }
        let (unitA, unitB) = (a.unitPosition ?? Int.max, b.unitPosition ?? Int.max)
        if unitA != unitB { return unitA < unitB }
        return first.offset < second.offset
      }
      .map(\.element)
  }

  /// What the reader has noted.
  private static func ingestFindings(_ result: IngestResult) -> [Finding] {
    var findings: [Finding] = []
    let history = result.history
    for problem in result.problems {
      let code: Finding.Code
      var detail = Finding.Detail.row(problem)
      switch problem.reason {
      case .belowZero: code = .belowZero
      case .aboveMaximum(let maximum):
        code = .aboveMaximum
        detail = .aboveMaximum(maximum)
      default: code = .unreadableRow
      }
      findings.append(
        Finding(
          .error, code, day: problem.day, unit: problem.unit,
          unitPosition: problem.unit.flatMap { history.unit(named: $0) }, indicator: problem.indicator,
          value: problem.number, line: problem.line, detail: detail))
    }
    if result.problemCount > result.problems.count {
      findings.append(
        Finding(
          .error, .unreadableRow,
          detail: .furtherRows(count: result.problemCount - result.problems.count)))
    }
    for unit in result.heldBackUnits {
      switch unit.reason {
      case .differentLevels(let sightings):
        findings.append(
          Finding(
            .error, .twoLevels, unit: unit.name, line: sightings.last?.line, detail: .levels(sightings)))
      case .noUsableScore(let line):
        findings.append(Finding(.error, .noUsableScore, unit: unit.name, line: line))
      }
    }
    for unknown in result.unknownIndicators {
      findings.append(
        Finding(
          .warning, .unknownIndicator, line: unknown.firstLine,
          detail: .unknownIndicator(name: unknown.name, column: unknown.column, count: unknown.count)))
    }
    if result.unknownIndicatorCount > result.unknownIndicators.count {
      findings.append(
        Finding(
          .warning, .unknownIndicator,
          detail: .furtherUnknownIndicators(
            count: result.unknownIndicatorCount - result.unknownIndicators.count)))
    }
    for mismatch in result.maximumMismatches {
      findings.append(
        Finding(
          .warning, .maximumDiffers, indicator: mismatch.indicator, value: mismatch.inFile,
          line: mismatch.firstLine,
          detail: .maximumDiffers(
            inFile: mismatch.inFile, inIndex: mismatch.inIndex, count: mismatch.count)))
    }
    for remark in result.remarks {
      findings.append(
        Finding(remark.leavesOut ? .warning : .info, remark.code, detail: .workbook(remark)))
    }
    return findings
  }

  /// Corrections, duplicates, and units with a single day.
  private static func recordFindings(_ history: History) -> [Finding] {
    var findings: [Finding] = []
    for one in history.corrections {
      let detail =
        if let old = one.oldArrival, let new = one.newArrival {
          Finding.Detail.storedCorrection(oldScore: one.oldScore, old: old, new: new)
        } else {
          Finding.Detail.correction(oldScore: one.oldScore, oldLine: one.oldLine, newLine: one.newLine)
        }
      findings.append(
        Finding(
          .info, .correction, day: one.day, unit: history.units[one.unit].name, unitPosition: one.unit,
          indicator: one.indicator, value: one.newScore, line: one.newLine, detail: detail))
    }
    for one in history.duplicates {
      findings.append(
        Finding(
          .info, .duplicate, day: one.day, unit: history.units[one.unit].name, unitPosition: one.unit,
          indicator: one.indicator, value: one.score, line: one.line,
          detail: .duplicate(firstLine: one.firstLine, line: one.line)))
    }
    for unit in history.units.indices {
      let entries = history.entries(ofUnit: unit)
      guard let first = entries.first, entries.allSatisfy({ $0.rows.count == 1 }) else { continue }
      let days = Set(entries.map { history.columns.days[$0.rows.lowerBound] })
      guard days.count == 1, let day = days.first else { continue }
      let total = entries.first { $0.indicator == .total || entries.count == 1 }
      findings.append(
        Finding(
          .info, .singleObservation, day: Day(ordinal: Int(day)), unit: history.units[unit].name,
          unitPosition: unit, indicator: total?.indicator,
          value: total.map { history.columns.scores[$0.rows.lowerBound] },
          line: Int(history.columns.lines[first.rows.lowerBound])))
    }
    return findings
  }

  /// Weeks in which all components are known and do not add up to the total.
  ///
  /// Rounding explains at most half a unit of the last decimal for the total and for each component:
  /// 0.035 points with six components of two decimals.
  private static func totalMismatches(_ history: History) -> [Finding] {
    guard let index = history.index else { return [] }
    var findings: [Finding] = []
    for unit in history.units.indices {
      let differences = history.series(unit: unit, indicator: .discrepancy)
      if differences.isEmpty { continue }
      var tolerance = 1e-9
      for indicator in [Indicator.total] + index.components.indices.map({ .component($0) }) {
        tolerance += 0.5 * powerOfTenth(history.decimals(ofUnit: unit, indicator: indicator))
      }
      for (day, difference) in differences where abs(difference) > tolerance {
        guard let total = history.observation(unit: unit, indicator: .total, on: day) else { continue }
        findings.append(
          Finding(
            .warning, .totalMismatch, day: day, unit: history.units[unit].name, unitPosition: unit,
            indicator: .total, value: total.score, line: total.line,
            detail: .totalMismatch(
              sum: total.score - difference, difference: difference, tolerance: tolerance)))
      }
    }
    return findings
  }

  /// Values that stay for at least five observations and three times as long as others of the series.
  private static func staleValues(_ history: History) -> [Finding] {
    var findings: [Finding] = []
    let scores = history.columns.scores
    for entry in history.entries where entry.rows.count >= 5 {
      var runs: [Range<Int>] = []
      var start = entry.rows.lowerBound
      for row in entry.rows.dropFirst() where scores[row] != scores[row - 1] {
        runs.append(start..<row)
        start = row
      }
      runs.append(start..<entry.rows.upperBound)
      for run in runs where run.count >= 5 {
        if let maximum = history.maximum(of: entry.indicator), scores[run.lowerBound] >= maximum { continue }
        let usually =
          runs.count == 1 ? 1 : Double(entry.rows.count - run.count) / Double(runs.count - 1)
        guard Double(run.count) >= 3 * usually else { continue }
        findings.append(
          Finding(
            .info, .staleValue, day: Day(ordinal: Int(history.columns.days[run.lowerBound])),
            unit: history.units[entry.unit].name, unitPosition: entry.unit, indicator: entry.indicator,
            value: scores[run.lowerBound], line: Int(history.columns.lines[run.lowerBound]),
            detail: .staleValue(
              until: Day(ordinal: Int(history.columns.days[run.upperBound - 1])), observations: run.count,
              usually: usually)))
      }
    }
    return findings
  }

  /// The first day of each series that lies after today.
  private static func futureDates(_ history: History, today: Day) -> [Finding] {
    if history.axis == .steps { return [] }
    return history.entries.compactMap { entry in
      guard let row = entry.rows.first(where: { Int(history.columns.days[$0]) > today.ordinal }) else {
        return nil
      }
      return Finding(
        .warning, .futureDate, day: Day(ordinal: Int(history.columns.days[row])),
        unit: history.units[entry.unit].name, unitPosition: entry.unit, indicator: entry.indicator,
        value: history.columns.scores[row], line: Int(history.columns.lines[row]),
        detail: .futureDate(today: today))
    }
  }

  static func powerOfTenth(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return 1 / power
  }
}

extension WorkbookRemark {
  /// The kind of finding that it is.
  fileprivate var code: Finding.Code {
    switch kind {
    case .hiddenSheet, .noHeader, .noHeaderOverUnits, .noRows, .noUnit, .noDate, .severalDates, .noIndicator,
      .repeatedColumn,
      .notScores, .monthFirst, .contradiction, .otherShape:
      .sheetLeftOut
    case .unnumberedRows, .rowsBehind, .repeatedUnits, .footerRows, .columns, .notAvailable, .missingMarks:
      .sheetRowsLeftOut
    case .hiddenRows, .hiddenColumns, .takenAsTotal, .rounded, .unitOfSheet, .unitsAcross, .takenAsDay, .year:
      .sheetReading
    }
  }
}
