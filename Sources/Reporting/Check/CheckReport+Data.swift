import Scorecard

extension CheckReport {
  /// The findings for programs: `severity,code,as_of,unit,indicator,value,message`. `as_of` is a date by
  /// ISO 8601, or the step of a history that counts steps; `indicator` an id.
  public func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: ["severity", "code", "as_of", "unit", "indicator", "value", "message"], format: format)
    for finding in findings {
      writer.append([
        .text(finding.severity.rawValue), .text(finding.code.rawValue),
        finding.day.map(result.history.field) ?? .empty,
        .text(finding.unit ?? ""), .text(finding.indicator.map(id) ?? ""),
        .number(finding.value.map(Self.tidy)),
        .text(finding.message(in: say.language, index: index, axis: say.axis, places: result.places)),
      ])
    }
    return writer.text
  }

  /// The rows as comma-separated values.
  public var csv: String { rows(.csv) }

  /// The findings with all their details: `{"schema": "headway.check/1", …}`, ended by a line feed.
  public var json: String {
    let history = result.history
    let tree: JSONValue = [
      "schema": "headway.check/1",
      "file": .string(file),
      "language": .string(say.language.rawValue),
      "data": [
        "units": .integer(history.units.count), "series": .integer(seriesCount),
        "scores": .integer(history.count),
        "rows": .integer(result.rowCount), "first_as_of": history.earliestDay.map(json) ?? .null,
        "last_as_of": history.latestDay.map(json) ?? .null,
      ],
      "overrides": history.overridesMember.1,
      "findings": .array(findings.map(json)),
      "counts": .object(Finding.Severity.allCases.map { ($0.rawValue, .integer(count(of: $0))) }),
    ]
    return tree.text + "\n"
  }

  private func json(_ finding: Finding) -> JSONValue {
    .object(
      [
        ("severity", .string(finding.severity.rawValue)), ("code", .string(finding.code.rawValue)),
        ("as_of", finding.day.map(json) ?? .null), ("unit", .string(finding.unit)),
        ("indicator", .string(finding.indicator.map(id))), ("value", .number(finding.value.map(Self.tidy))),
        ("line", finding.line.map { .integer(row(ofLine: $0)) } ?? .null),
        (
          "message",
          .string(finding.message(in: say.language, index: index, axis: say.axis, places: result.places))
        ),
        ("cure", .string(finding.cure(in: say.language))),
      ] + place(of: finding) + details(of: finding))
  }

  /// Of a workbook sheet and cell.
  private func place(of finding: Finding) -> [(String, JSONValue)] {
    guard let places = result.places else { return [] }
    if case .workbook(let remark) = finding.detail {
      return [("sheet", .string(remark.sheet)), ("cell", .string(remark.cell))]
    }
    let place = finding.line.flatMap { places[$0] }
    return [("sheet", .string(place?.sheet)), ("cell", .string(place?.cell))]
  }

  /// Of a workbook the row of the sheet.
  private func row(ofLine line: Int) -> Int { result.places.map { $0[line]?.row ?? line } ?? line }

  /// A line of the file, or of a workbook sheet and cell.
  private func json(line: Int) -> JSONValue {
    result.places?[line].map { .string($0.description) } ?? .integer(line)
  }

  private func details(of finding: Finding) -> [(String, JSONValue)] {
    switch finding.detail {
    case .none:
      return []
    case .row(let problem):
      return [
        ("column", problem.column.map { .integer($0) } ?? .null),
        ("column_name", .string(problem.columnName)),
        ("text", .string(problem.value)), ("reason", .string(problem.reason.code)),
      ]
    case .furtherRows(let count), .furtherUnknownIndicators(let count):
      return [("count", .integer(count))]
    case .aboveMaximum(let maximum):
      return [("max", .number(maximum))]
    case .levels(let sightings):
      let levels = sightings.map { sighting -> JSONValue in
        ["level": .string(sighting.level.rawValue), "line": json(line: sighting.line)]
      }
      return [("levels", .array(levels))]
    case .unknownIndicator(let name, let column, let count):
      return [
        ("name", .string(name)), ("column", column.map { .integer($0) } ?? .null), ("count", .integer(count)),
      ]
    case .totalMismatch(let sum, let difference, let tolerance):
      return [
        ("sum", .number(Self.tidy(sum))), ("difference", .number(Self.tidy(difference))),
        ("tolerance", .number(Self.tidy(tolerance))),
      ]
    case .jump(let jump):
      return [
        ("previous_as_of", json(jump.previousDay)), ("previous_score", .number(jump.previousScore)),
        ("change", .number(Self.tidy(jump.change))), ("days", .integer(jump.days)),
        ("usual_weekly_change", .number(Self.tidy(jump.usualWeeklyChange))),
        ("deviations", .number(Self.tidy(jump.deviations))),
      ]
    case .similarUnits(let other, _, let likeness, let daysInCommon):
      return [
        ("other_unit", .string(other)), ("likeness", .string(likeness.code)),
        ("days_in_common", .integer(daysInCommon)),
      ]
    case .maximumDiffers(let inFile, let inIndex, let count):
      return [
        ("max_in_file", .number(inFile)), ("max_in_index", .number(inIndex)), ("count", .integer(count)),
      ]
    case .futureDate(let today):
      return [("today", json(today))]
    case .staleValue(let until, let observations, let usually):
      return [
        ("until", json(until)), ("observations", .integer(observations)),
        ("usually", .number(Self.tidy(usually))),
      ]
    case .missingWeeks(let after, let before, let weeks, let indicators):
      return [
        ("after", json(after)), ("before", json(before)), ("weeks", .integer(weeks)),
        ("indicators", .array(indicators.map { .string(id($0)) })),
      ]
    case .outOfDate(let last, let latest, let weeks):
      return [("last", json(last)), ("latest", json(latest)), ("weeks", .integer(weeks))]
    case .correction(let oldScore, let oldLine, let newLine):
      return [
        ("old_score", .number(oldScore)), ("old_line", json(line: oldLine)),
        ("new_line", json(line: newLine)),
      ]
    case .storedCorrection(let oldScore, let old, let new):
      return [("old_score", .number(oldScore))] + old.members(prefix: "old_") + new.members(prefix: "new_")
    case .override(let override, let reported):
      return [("reported", .number(reported))]
        + override.members(in: result.history).filter {
          !["unit", "indicator"].contains($0.0)
        }
    case .duplicate(let firstLine, _):
      return [("first_line", json(line: firstLine))]
    case .workbook(let remark):
      return [("remark", .string(remark.kind.code))]
    }
  }

  private func id(_ indicator: Indicator) -> String { indicator.id(in: index) }

  private func json(_ day: Day) -> JSONValue {
    say.axis == .steps ? .integer(day.ordinal / 7) : .string(day.description)
  }

  /// A number without the dust that differences of decimals leave behind the ninth digit.
  private static func tidy(_ value: Double) -> Double {
    value.magnitude < 1e6 ? (value * 1e9).rounded() / 1e9 : value
  }
}

extension RowProblem.Reason {
  /// The reason in files; it stays the same over versions.
  fileprivate var code: String {
    switch self {
    case .notANumber: "not_a_number"
    case .notFinite: "not_finite"
    case .ambiguousNumber: "ambiguous_number"
    case .belowZero: "below_zero"
    case .aboveMaximum: "above_maximum"
    case .date: "not_a_date"
    case .notAStep: "not_a_step"
    case .missing: "missing"
    case .wrongCellCount: "wrong_cell_count"
    case .cutOff: "cut_off"
    case .strayQuote: "stray_quote"
    case .cellTooLong: "cell_too_long"
    case .notJSON: "not_json"
    case .notTextOrNumber: "not_text_or_number"
    case .repeatedKey: "repeated_key"
    case .beforeState: "before_state"
    case .formulaWithoutValue: "formula_without_value"
    }
  }
}

extension Finding.Likeness {
  /// The likeness in files; it stays the same over versions.
  fileprivate var code: String {
    switch self {
    case .sameLetters: "same_letters"
    case .oneLetterApart: "one_letter_apart"
    }
  }
}

extension WorkbookRemark.Kind {
  /// The remark in files; it stays the same over versions.
  fileprivate var code: String {
    switch self {
    case .hiddenSheet: "hidden_sheet"
    case .noHeader: "no_header"
    case .noRows: "no_rows"
    case .noUnit: "no_unit"
    case .noDate: "no_date"
    case .severalDates: "several_dates"
    case .noIndicator: "no_indicator"
    case .repeatedColumn: "repeated_column"
    case .otherShape: "other_shape"
    case .unnumberedRows: "unnumbered_rows"
    case .footerRows: "footer_rows"
    case .columns: "columns"
    case .notAvailable: "not_available"
    case .hiddenRows: "hidden_rows"
    case .hiddenColumns: "hidden_columns"
    case .takenAsTotal: "taken_as_total"
    case .year: "year"
    }
  }
}
