import Reporting

@testable import Forecasting
@testable import Planning
@testable import Scorecard

/// A case of every kind of fault, with what its message has to mention.
struct WordingSample: Sendable {
  let name: String
  let mentions: [String]
  let message: @Sendable (Language) -> String

  init(_ value: some Any, _ mentions: [String], _ message: @escaping @Sendable (Language) -> String) {
    name = String(String(describing: value).prefix { $0 != "(" })
    self.mentions = mentions
    self.message = message
  }
}

enum WordingSamples {
  static let index = IndexDefinition.decision766
  static let day = Day(year: 2025, month: 11, day: 17)!
  static let earlier = Day(year: 2025, month: 10, day: 13)!

  private static let notRecognized: DayError = {
    guard case .failure(let error) = Day.parse("17.Nov") else { preconditionFailure("17.Nov is no day") }
    return error
  }()

  static let rowProblems: [RowProblem] = [
    RowProblem(line: 12, column: 5, columnName: "score", value: "1.2.3", reason: .notANumber),
    RowProblem(line: 12, column: 5, columnName: "score", value: "92%", reason: .notANumber),
    RowProblem(line: 12, column: 5, columnName: "score", value: "n/a", reason: .notANumber),
    RowProblem(line: 13, column: 5, columnName: "score", value: "nan", reason: .notFinite),
    RowProblem(line: 14, column: 5, columnName: "score", value: "1,234", reason: .ambiguousNumber),
    RowProblem(
      line: 15, column: 5, columnName: "score", value: "-3", reason: .belowZero, day: day, unit: "Bắc Ninh",
      indicator: .total, number: -3),
    RowProblem(
      line: 16, column: 5, columnName: "score", value: "97.5", reason: .aboveMaximum(18), day: day,
      unit: "Bắc Ninh", indicator: .component(0), number: 97.5),
    RowProblem(line: 17, column: 1, columnName: "as_of", value: "17.Nov", reason: .date(notRecognized)),
    RowProblem(
      line: 17, column: 1, columnName: "as_of", value: "31/02/2025",
      reason: .date(.impossible(year: 2025, month: 2, day: 31))),
    RowProblem(
      line: 17, column: 1, columnName: "as_of", value: "11/17/2025",
      reason: .date(.impossible(year: 2025, month: 17, day: 11))),
    RowProblem(
      line: 17, column: 1, columnName: "as_of", value: "17/11/3025", reason: .date(.implausibleYear(3025))),
    RowProblem(line: 18, column: 2, columnName: "step", value: "2.5", reason: .notAStep),
    RowProblem(line: 19, column: 2, columnName: "unit", reason: .missing(.unit)),
    RowProblem(line: 20, value: "a | b | c", reason: .wrongCellCount(expected: 5, found: 7)),
    RowProblem(line: 20, value: "a | b | c", reason: .wrongCellCount(expected: 5, found: 3)),
    RowProblem(line: 21, value: "a | b", reason: .cutOff),
    RowProblem(line: 22, column: 3, columnName: "level", value: "“x” y", reason: .strayQuote),
    RowProblem(line: 23, column: 3, columnName: "note", value: "aaa", reason: .cellTooLong(limit: 65_536)),
    RowProblem(line: 24, value: "{\"a\":", reason: .notJSON(character: 6)),
    RowProblem(line: 25, columnName: "score", value: "true", reason: .notTextOrNumber),
    RowProblem(line: 26, columnName: "date", value: "2025-11-17", reason: .repeatedKey(other: "as_of")),
    RowProblem(
      line: 24, column: 2, columnName: "as_of", value: "2024-01-01",
      reason: .beforeState(oldest: "2025-09-29")),
    RowProblem(line: 24, column: 3, columnName: "score", value: "=SUM(A1:A9)", reason: .formulaWithoutValue),
  ]

  static let heldBack = [
    HeldBackUnit(
      name: "Hợp Thịnh",
      reason: .differentLevels([.init(level: .department, line: 3), .init(level: .commune, line: 9)])),
    HeldBackUnit(name: "Hợp Thịnh", reason: .noUsableScore(firstLine: 9)),
  ]

  static let unknown = [
    UnknownIndicator(name: "Chỉ số lạ", column: nil, firstLine: 9, count: 1),
    UnknownIndicator(name: "Chỉ số lạ", column: 7, firstLine: 9, count: 12),
  ]

  static let mismatch = MaximumMismatch(
    indicator: .component(5), inFile: 25, inIndex: 22, firstLine: 9, count: 40)

  static let ingestErrors: [(IngestError, [String])] = [
    (.fileNotFound(path: "history.csv"), []),
    (.isDirectory(path: "history.csv"), []),
    (.unreadable(path: "history.csv", reason: "EACCES\nEACCES"), ["EACCES"]),
    (.unreadable(path: "history.csv", reason: ""), []),
    (.temporaryFile(folder: "/var/tmp", reason: "ENOSPC"), ["/var/tmp", "ENOSPC", "TMPDIR"]),
    (.empty, []),
    (.headerOnly(line: 1), [":1:"]),
    (.otherFormat(.workbook), ["Excel", "CSV"]),
    (.otherFormat(.compoundFile), ["Excel", "CSV"]),
    (.workbook(.libraryMissing), ["libzip", "apt-get install libzip-dev"]),
    (.workbook(.passwordProtected), ["Excel"]),
    (.workbook(.oldFormat), [".xls", ".xlsx"]),
    (.workbook(.otherDocument(.openDocument)), [".ods", ".xlsx"]),
    (.workbook(.otherDocument(.binaryWorkbook)), [".xlsb", ".xlsx"]),
    (.workbook(.otherDocument(.otherOffice)), [".xlsx"]),
    (.workbook(.otherDocument(.archive)), [".xlsx"]),
    (.workbook(.damaged(.archive, part: nil)), ["Excel"]),
    (.workbook(.damaged(.packed, part: "xl/s.xml")), ["xl/s.xml"]),
    (.workbook(.damaged(.missing, part: "xl/s.xml")), ["xl/s.xml"]),
    (.workbook(.damaged(.markup(offset: 12), part: "xl/s.xml")), ["12", "XML", "xl/s.xml"]),
    (.workbook(.damaged(.documentType, part: "xl/s.xml")), ["xl/s.xml"]),
    (.workbook(.damaged(.nesting, part: "xl/s.xml")), ["xl/s.xml"]),
    (.workbook(.damaged(.outsideLink("../x"), part: "xl/s.xml")), ["../x", "xl/s.xml"]),
    (.workbook(.damaged(.cellOutOfRange("XFE1"), part: "xl/s.xml")), ["XFE1"]),
    (.workbook(.damaged(.repeatedCell("B2"), part: "xl/s.xml")), ["B2"]),
    (.workbook(.damaged(.brokenReference("B2"), part: "xl/s.xml")), ["B2"]),
    (.workbook(.tooLarge(.bytes(limit: 1 << 29))), ["512 MB"]),
    (.workbook(.tooLarge(.ratio(limit: 200))), ["200"]),
    (.workbook(.tooLarge(.cells(limit: 500))), ["500"]),
    (.workbook(.tooLarge(.parts(limit: 500))), ["500"]),
    (.workbook(.noSheet), ["Excel"]),
    (.workbook(.noTable([], sheets: 3)), ["3"]),
    (.otherFormat(.database), ["SQLite"]),
    (.store(.newer(["9 x"])), ["9 x"]),
    (.otherFormat(.pdf), ["PDF", "CSV"]),
    (.binary(offset: 12, line: 3), [":3:", "12"]),
    (.notUTF8(offset: 12, line: 3, byte: 0xD0), [":3:", "12", "0xD0"]),
    (.notUTF16(offset: 12, line: 3), [":3:", "12"]),
    (.quoteNeverClosed(line: 3, column: 4), [":3:", "4"]),
    (.unreadableHeader(line: 3, reason: .strayQuote), [":3:"]),
    (.unreadableHeader(line: 3, reason: .wrongCellCount(expected: 400, found: 500)), [":3:", "400", "500"]),
    (.noRecognizedColumns(found: ["abc", "xyz"], count: 5, line: 3), [":3:", "abc", "xyz", "3 "]),
    (
      .missingColumns([.date, .unit], shape: .long, found: ["abc"], count: 1, line: 3),
      [":3:", "abc", "as_of", "unit"]
    ),
    (
      .missingColumns([.indicator], shape: .wide, found: ["abc"], count: 1, line: 3),
      [":3:", "abc", "indicator"]
    ),
    (.missingColumns([.value], shape: .plain, found: ["abc"], count: 1, line: 3), [":3:", "abc", "value"]),
    (
      .repeatedColumn(first: "abc", second: "xyz", columns: [2, 5], line: 3), [":3:", "abc", "xyz", "2", "5"]
    ),
    (.jsonArray, ["JSON", "jq"]),
    (.noRecognizedKeys(found: ["abc", "xyz"], count: 5), ["abc", "xyz", "3 "]),
    (.missingKeys([.date, .unit], shape: .long, found: ["abc"], count: 1), ["abc", "as_of", "unit"]),
    (.missingKeys([.indicator], shape: .wide, found: ["abc"], count: 1), ["abc", "indicator"]),
    (.tooManyKeys(limit: 400), ["400"]),
    (.noUsableRow(problems: [], count: 0, heldBack: [], unknown: []), []),
    (.inWorkbook(.noUsableRow(problems: [], count: 12, heldBack: [], unknown: []), CellPlaces()), ["12"]),
  ]

  static let workbookRemarks: [(WorkbookRemark.Kind, [String])] = [
    (.hiddenSheet, []),
    (.noHeader, []),
    (.noRows, []),
    (.noUnit, []),
    (.noDate(found: nil), []),
    (.noDate(found: "Tuần 46"), ["“Tuần 46”"]),
    (.severalDates([earlier, day]), ["13", "17", "2025"]),
    (.noIndicator, []),
    (.repeatedColumn(first: "abc", second: "xyz"), ["abc", "xyz"]),
    (.otherShape(.plain), []),
    (.otherShape(.wide), []),
    (.unnumberedRows(["abc"], count: 1), ["1", "“abc”"]),
    (.unnumberedRows(["abc", "xyz"], count: 12), ["12", "“abc”, “xyz”, …"]),
    (.footerRows(["abc"], count: 1), ["1", "“abc”"]),
    (.footerRows([], count: 12), ["12"]),
    (.columns(["abc", "xyz"]), ["“abc”, “xyz”"]),
    (.notAvailable(count: 1), ["1", "#N/A"]),
    (.notAvailable(count: 12), ["12", "#N/A"]),
    (.hiddenRows(count: 1), ["1"]),
    (.hiddenRows(count: 12), ["12"]),
    (.hiddenColumns(["C", "AB"]), ["C, AB"]),
    (.takenAsTotal, []),
    (.year(day), ["2025"]),
  ]

  static let forecastFileErrors: [(ForecastFileError, [String])] = [
    (.file(.empty), ["`headway forecast"]),
    (.file(.fileNotFound(path: "earlier.csv")), []),
    (.headerOnly(line: 1), [":1:"]),
    (
      .missingColumns(["step", "median"], found: ["abc"], count: 3, line: 2),
      [":2:", "`step`, `median`", "abc", "2 "]
    ),
    (.repeatedColumn("abc", columns: [2, 5], line: 3), [":3:", "abc", "2", "5"]),
    (.noUsableRow(problems: [], count: 12), ["12"]),
    (.noCommonSeries(["xyz"]), ["xyz"]),
    (.notEarlier(origin: day, latest: earlier), ["17", "13", "2025"]),
    (.nothingKnown(origin: earlier), ["13", "2025"]),
  ]

  static let forecastFileProblems: [(ForecastFileProblem.Reason, String, [String])] = [
    (.row(.notANumber), "abc", [":7:", "4", "abc"]),
    (.row(.notANumber), "", [":7:", "4"]),
    (.row(.date(.impossible(year: 2025, month: 2, day: 31))), "31/02/2025", ["31/02/2025"]),
    (.row(.aboveMaximum(18)), "97.5", ["97.5", "18", "--index"]),
    (.unknownIndicator, "abc", ["abc", "--index"]),
    (.stepOutOfRange(limit: 78), "99", ["99", "78"]),
    (.anotherDay(expected: day), "2025-11-18", ["2025-11-18", "2025-11-17"]),
    (.anotherDay(expected: Day(ordinal: 70)), "11", ["11", "10"]),
    (.repeated(line: 3), "xyz", ["xyz", "3"]),
    (.reversedInterval, "92.5", ["92.5"]),
  ]

  static let indexErrors: [(IndexDefinitionError, [String])] = [
    (.notYAML(line: 3, column: 4, problem: "???"), [":3:", "4", "???"]),
    (.notYAML(line: nil, column: nil, problem: "???"), ["???"]),
    (.wrongKind(key: "aliases", expected: .sequence, line: 3), [":3:", "aliases"]),
    (.wrongKind(key: "", expected: .mapping, line: 3), [":3:"]),
    (.wrongKind(key: "aliases", expected: .scalar, line: 3), [":3:", "aliases"]),
    (.missingKey("id", line: 3), [":3:", "id"]),
    (.unknownKey("maxx", line: 3), [":3:", "maxx"]),
    (.repeatedKey("maxx", line: 3), [":3:", "maxx"]),
    (.noComponents, []),
    (.emptyName(component: "abc"), ["abc"]),
    (.duplicateName("dup", first: "abc", second: "xyz"), ["dup", "abc", "xyz"]),
    (.maximumNotPositive(component: "abc", text: "-5", line: 3), [":3:", "abc", "-5"]),
    (.reservedID("total"), ["total"]),
  ]

  static let planErrors: [(PlanError, [String])] = [
    (.unknownUnit("Bac Nin", suggestions: ["Bắc Ninh", "Bắc Giang"]), ["Bac Nin", "Bắc Ninh", "Bắc Giang"]),
    (.unknownUnit("Bac Nin", suggestions: []), ["Bac Nin"]),
    (.unknownComponent("abc", known: ["xyz"]), ["abc", "xyz"]),
    (
      .unknownEffectUnit("Bac Nin", initiative: "Tập huấn", suggestions: ["Bắc Ninh"]),
      ["Bac Nin", "Tập huấn", "Bắc Ninh"]
    ),
    (.unknownEffectUnit("Bac Nin", initiative: "Tập huấn", suggestions: []), ["Bac Nin", "Tập huấn"]),
    (
      .unknownScenarioUnit("Bac Nin", scenario: "Kịch bản 1", suggestions: ["Bắc Ninh"]),
      ["Bac Nin", "Kịch bản 1", "Bắc Ninh"]
    ),
    (.emptyGroup(UnitGroup(Level(rawValue: "abc")), known: [.province]), ["abc", "province"]),
    (.emptyGroup(UnitGroup(Level(rawValue: "abc")), known: []), ["abc", "level"]),
    (.emptyGroup(UnitGroup(Level(rawValue: "abc"), .below(75)), known: [Level(rawValue: "abc")]), ["75"]),
    (.emptyGroup(UnitGroup(.commune, .bottom(3)), known: [.commune]), []),
    (.emptyBreakdown(Level(rawValue: "abc"), known: [.province]), ["abc", "province"]),
    (.noUnit, ["--unit"]),
    (.repeatedComponent("abc", as: "xyz"), ["abc", "xyz"]),
    (.repeatedInitiative("abc"), ["abc"]),
    (.unknownInitiative("abc", of: "Tập huấn", known: ["xyz"]), ["abc", "Tập huấn", "xyz"]),
    (.initiativeCycle(["abc", "xyz"]), ["“abc” → “xyz” → “abc”"]),
    (.initiativeCycle((1...9).map { "abc\($0)" }), ["“abc6” → … → “abc1”"]),
    (.repeatedScenario("abc"), ["abc"]),
    (.emptyScenario("abc"), ["abc"]),
    (.invalidShare("abc", 1.5), ["abc", "150%"]),
    (.invalidShare("abc", .nan), ["abc", "nan"]),
    (.invalidRank(0), ["0"]),
    (
      .unknownTeam("trainning", initiative: "Tập huấn", known: ["training"]),
      ["trainning", "Tập huấn", "training"]
    ),
    (.tooManyTargets(1000, most: 100), ["1000", "100"]),
    (.breakdownToOwnLevel(.province), []),
    (.notARival("Đồng Nai"), ["Đồng Nai"]),
    (.noSolver, ["coinor-libcbc-dev"]),
    (.scoreOutOfRange("online_services", score: 13, maximum: 12), ["online_services", "13", "12"]),
    (.invalidGroupSize(0), ["0"]),
    (.invalidWish(0), ["0"]),
    (.invalidUnitWeight("abc", -5), ["abc", "5"]),
    (.invalidMoves(0), ["0"]),
    (.invalidRampUp(initiative: "Tập huấn"), ["Tập huấn"]),
    (.invalidStart(initiative: "Tập huấn", earliest: 3, latest: 2), ["Tập huấn", "3", "2"]),
    (.invalidStart(initiative: "Tập huấn", earliest: 0, latest: nil), ["Tập huấn", "0"]),
    (.noIndex, []),
    (.noTotal(unit: "Bắc Ninh"), ["Bắc Ninh"]),
    (.rivalWithoutTotal("Bắc Ninh"), ["Bắc Ninh"]),
    (.rivalIsUnit("Bắc Ninh"), ["Bắc Ninh"]),
    (.noRivals, []),
    (.noTargets, ["--target"]),
    (.componentNotPlanned("abc"), ["abc"]),
    (.weekOutOfRange(7, weeks: 4), ["7", "4"]),
    (.invalidConfidence(80), ["80", "0.8"]),
    (.invalidWeeks(99), ["99", "52"]),
    (.invalidNumber("abc", -5), ["abc", "5"]),
    (.invalidNumber("abc", .nan), ["abc", "nan"]),
  ]

  static let planFileFaults: [(PlanFileError.Fault, [String])] = [
    (.notYAML("???"), ["???"]),
    (.notAMapping, []),
    (.notASetOfKeys("levers"), ["levers"]),
    (.itemNotASetOfKeys("effects"), ["effects"]),
    (.noValue("unit"), ["unit"]),
    (.sameKey("abc", as: "ABC"), ["abc", "ABC"]),
    (.commaInBrackets("pace"), ["pace", "0.3"]),
    (.missingKey("at_least", of: "group"), ["group", "at_least: 91"]),
    (.keyOfOtherTarget("over", target: "total", known: ["week"]), ["over", "total", "week"]),
    (.contradiction("fixed", "wish"), ["fixed", "wish"]),
    (.notAShare("at_least", value: "175%"), ["at_least", "175%"]),
    (.notAWish("wish", value: "abc"), ["wish", "abc"]),
    (.notACount("rank", value: "abc", least: 1), ["rank", "abc", "1"]),
    (.notALevel("group"), ["group"]),
    (.emptyList("over"), ["over"]),
    (.segmentOutOfOrder, ["up_to"]),
    (.endOfLastSegment, ["up_to"]),
    (.fallingRate(1, before: 3), ["1", "3"]),
    (.plan(.repeatedInitiative("abc")), ["abc"]),
    (.notAName("over"), ["over"]),
    (.outOfRange("confidence", value: 75), ["confidence", "75", "0.8"]),
    (.outOfRange("cost", value: 0), ["cost"]),
    (.outOfRange("total", value: 1e7), ["total"]),
    (.outOfRange("wish", value: 0), ["wish"]),
    (.outOfRange("pace", value: -1), ["pace", "1"]),
    (.repeatedKey("weeks"), ["weeks"]),
    (.unknownKey("abc", known: ["xyz"]), ["abc", "xyz"]),
    (.notANumber("gain", value: "abc"), ["gain", "abc"]),
    (.notABoolean("locked", value: "abc"), ["locked", "abc"]),
    (.notAWeek("weeks", value: "abc"), ["weeks", "abc"]),
    (.notAList("over"), ["over"]),
    (.unclearTarget, []),
    (.leadWithoutRivals, ["over"]),
    (.unclearComponentTarget("abc"), ["abc"]),
  ]

  static let planOptionFaults: [(PlanOptionFault, [String])] =
    PlanOptionFault.Option.allCases.map {
      (.wrongForm($0, value: "abc"), ["--\($0.rawValue): “abc”", "--\($0.rawValue) "])
    } + [
      (.wrongForm(.moves, value: ""), ["--moves"]), (.weakestFirstAlone, ["--weakest-first", "--breakdown"]),
    ]

  /// A finding of every code and with every kind of detail.
  static let stateErrors: [(StateError, [String])] = [
    (.file(.isDirectory(path: "weekly.state")), []), (.notAState, []), (.otherVersion(found: 7), ["7"]),
    (.otherModel(found: .line, asked: .patterns), ["`--model trend`", "`--model auto`"]),
    (.otherAxis(isStep: true), ["as_of"]), (.otherAxis(isStep: false), ["step"]),
    (.cutShort(bytes: 17), ["17"]),
    (.damaged(offset: 120), ["120"]),
  ]

  static let stateOptionFaults: [(StateOptionFault, [String])] = [
    (.option("--unit"), ["--unit", "--state"]), (.notPlain(path: "h.csv"), ["h.csv", "--state"]),
    (.fewSeries(count: 1, needed: 2000, path: "h.csv"), ["h.csv", "1"]),
    (.shortSeries(path: "h.csv"), ["20"]),
    (.sameFile(path: "h.csv"), ["h.csv"]),
  ]

  static let findings: [Finding] = [
    finding(.error, .unreadableRow, line: 12, .row(rowProblems[0])),
    finding(.error, .unreadableRow, .furtherRows(count: 25)),
    finding(.error, .aboveMaximum, indicator: .component(0), value: 97.5, line: 16, .aboveMaximum(18)),
    finding(.error, .belowZero, value: -3, line: 15, .row(rowProblems[5])),
    finding(
      .error, .twoLevels, line: 9,
      .levels([.init(level: .department, line: 3), .init(level: .commune, line: 9)])),
    finding(.error, .noUsableScore, line: 9, .none),
    finding(.warning, .unknownIndicator, line: 9, .unknownIndicator(name: "Chỉ số lạ", column: 7, count: 12)),
    finding(.warning, .unknownIndicator, .furtherUnknownIndicators(count: 25)),
    finding(
      .warning, .totalMismatch, value: 92.37, line: 2,
      .totalMismatch(sum: 92.30, difference: 92.37 - 92.30, tolerance: 0.035)),
    finding(
      .warning, .totalMismatch, value: 92.23, line: 2,
      .totalMismatch(sum: 92.30, difference: 92.23 - 92.30, tolerance: 0.035)),
    finding(
      .warning, .implausibleJump, value: 91.60, line: 2, jump(from: 69.23, to: 91.60, days: 7, usual: 0.2)),
    finding(
      .warning, .implausibleJump, value: 69.23, line: 2, jump(from: 91.60, to: 69.23, days: 2, usual: 0)),
    finding(
      .warning, .implausibleJump, indicator: .value, value: 1e300, line: 2,
      jump(from: 1, to: 1e300, days: 21, usual: 3.25)),
    finding(
      .warning, .similarUnits,
      .similarUnits(other: "Bắc Ninh", otherPosition: 0, likeness: .sameLetters, daysInCommon: 0)),
    finding(
      .info, .similarUnits,
      .similarUnits(other: "Bắc Ninh", otherPosition: 0, likeness: .oneLetterApart, daysInCommon: 3)),
    finding(
      .warning, .maximumDiffers, indicator: .component(5), value: 25, line: 9,
      .maximumDiffers(inFile: 25, inIndex: 22, count: 40)),
    finding(.warning, .futureDate, value: 92.37, line: 2, .futureDate(today: earlier)),
    finding(
      .info, .staleValue, value: 15.82, line: 2, .staleValue(until: day, observations: 9, usually: 1.6)),
    finding(
      .info, .missingWeek, indicator: .total,
      .missingWeeks(after: earlier, before: day, weeks: 4, indicators: [.total])),
    finding(
      .info, .missingWeek,
      .missingWeeks(after: earlier, before: day, weeks: 1, indicators: [.total, .component(0)])),
    finding(
      .info, .missingWeek,
      .missingWeeks(
        after: earlier, before: day, weeks: 4,
        indicators: [.total, .component(0), .component(1), .component(2)])),
    finding(.info, .outOfDate, .outOfDate(last: earlier, latest: day, weeks: 5)),
    finding(.info, .correction, value: 92.37, line: 9, .correction(oldScore: 92.3, oldLine: 3, newLine: 9)),
    finding(.info, .excluded, value: 92.37, .override(exclusion, reported: 92.37)),
    finding(.info, .overridden, value: 91.85, .override(setting, reported: 92.37)),
    finding(.info, .overridden, value: 91.85, .override(setting, reported: nil)),
    finding(.warning, .overrideWithoutEffect, .override(exclusion, reported: nil)),
    finding(.info, .duplicate, value: 92.37, line: 9, .duplicate(firstLine: 3, line: 9)),
    finding(.info, .singleObservation, value: 92.37, line: 9, .none),
    Finding(
      .warning, .sheetLeftOut, detail: .workbook(WorkbookRemark("Tuần 46", nil, .noDate(found: "Tuần 46")))),
    Finding(
      .info, .sheetRowsLeftOut,
      detail: .workbook(WorkbookRemark("Tuần 46", nil, .footerRows(["Trung bình"], count: 1)))),
    Finding(.info, .sheetReading, detail: .workbook(WorkbookRemark("Tuần 46", nil, .takenAsTotal))),
  ]

  static let exclusion = HistoryOverride(
    .exclude, .all(.department), indicator: .component(2), days: earlier...day, author: "Trần Bình",
    reason: "lỗi đồng bộ", origin: .file("quyet-dinh.yml", line: 3))
  static let setting = HistoryOverride(
    .set(91.85), .unit("Sở Nông nghiệp và Môi trường"), indicator: .total, days: day...day,
    author: "Trần Bình", reason: "công văn số 12",
    origin: .store(number: 4, time: Timestamp(startOf: day)))

  static let overrideErrors: [(OverrideError.Fault, [String])] = [
    (.unknownUnit("Bac Nin", suggestions: ["Bắc Ninh"]), ["Bac Nin", "Bắc Ninh"]),
    (.unknownUnit("Hà Giang", suggestions: []), ["Hà Giang"]),
    (.unknownLevel(Level(rawValue: "ward"), known: [.commune]), ["ward", "commune"]),
    (.unknownLevel(Level(rawValue: "ward"), known: []), ["ward"]),
    (.outOfRange(22.5, maximum: 22), ["22"]), (.outOfRange(-1, maximum: nil), ["1"]), (.nothingLeft, []),
  ]

  static let overrideFileFaults: [(OverrideFileError.Fault, [String])] = [
    (.notYAML("did not find expected ']'"), ["YAML", "expected"]), (.noList, ["overrides"]),
    (.wrongKind(key: nil), []), (.wrongKind(key: "reason"), ["reason"]),
    (.unknownKey("dya", known: ["day", "week"]), ["dya", "week"]), (.repeatedKey("day"), ["day"]),
    (.unclearAction, ["exclude", "set"]), (.missingKey("day"), ["day", "week"]),
    (.missingKey("author"), ["author"]), (.missingKey("score"), ["score"]),
    (.contradiction("day", "week"), ["day", "week"]),
    (.unknownIndicator("abc", known: ["digitization"]), ["abc", "digitization"]),
    (.notADay(key: "from", value: "hôm qua", notRecognized), ["from", "hôm qua"]),
    (.notADay(key: "day", value: "x", nil), ["day", "x"]), (.notAWeek("tuần 42"), ["tuần 42", "2025-W42"]),
    (.daysReversed(from: "2/11/2025", to: "1/11/2025"), ["2/11/2025", "1/11/2025"]),
    (.notANumber(key: "score", value: "cao"), ["score", "cao"]),
  ]

  private static func jump(from: Double, to: Double, days: Int, usual: Double) -> Finding.Detail {
    .jump(
      Finding.Jump(
        previousDay: earlier, previousScore: from, change: to - from, days: days, usualWeeklyChange: usual,
        deviations: 60))
  }

  private static func finding(
    _ severity: Finding.Severity, _ code: Finding.Code, indicator: Indicator? = .total, value: Double? = nil,
    line: Int? = nil, _ detail: Finding.Detail
  ) -> Finding {
    Finding(
      severity, code, day: day, unit: "Sở Nông nghiệp và Môi trường", unitPosition: 0, indicator: indicator,
      value: value, line: line, detail: detail)
  }

  static let methods: [(ScorecardForecast.Method, [String])] = {
    let reasons: [(ModelRecord.Reason, [String])] = [
      (.requested(.linear), []), (.notApplicable(.damped, needed: 4), ["4"]), (.singleObservation, []),
      (.constant, []), (.combined([], origins: 7), ["7"]),
      (.combined([.init(family: .damped, weight: 0.4)], origins: 1), ["40", "1"]),
      (
        .combined(
          [.init(family: .damped, weight: 0.4), .init(family: .saturating, weight: 0.25)], origins: 12),
        ["40", "25", "12"]
      ),
      (.combined([.init(family: .damped, weight: 0.4)], origins: 0), ["40"]),
    ]
    return reasons.map { reason, mentions in
      let steps = [LevelStep(time: -3, size: 22.37)]
      let record = ModelRecord(reason: reason, steps: steps, isResolutionLimited: true)
      return (.model(record), mentions + ["22"])
    } + [(.sumOfComponents, []), (.carried, [])]
  }()

  static let storeErrors: [(StoreError, [String])] = [
    (.notFound, ["headway store import"]), (.isDirectory, []), (.empty, ["headway store import"]),
    (.foreign(isDatabase: true), ["SQLite"]), (.foreign(isDatabase: false), ["Headway"]),
    (.newer(["9 more"]), ["9 more"]), (.damaged(reason: "malformed\nimage"), ["malformed image"]),
    (.busy, []),
    (.cannotRead(reason: "EACCES"), ["EACCES"]), (.cannotWrite(reason: "EROFS"), ["EROFS"]),
    (.interrupted, []),
    (.otherIndex(stored: "766", given: "town"), ["766", "town", "--index"]),
    (.otherComponents(index: "town", stored: ["x 40.0"], given: ["x 50.0"]), ["town", "x 40.0", "x 50.0"]),
    (.nothingKnown(Timestamp(startOf: earlier), first: Timestamp(startOf: day)), ["2025", "--known-on"]),
    (.noForecast(nil, latest: nil), ["--keep"]), (.noForecast(9, latest: 3), ["9", "3"]),
    (.override(OverrideError(fault: .nothingLeft, origin: .program)), []),
    (.noOverride(9, latest: 3), ["9", "3"]), (.noOverride(9, latest: nil), ["9"]),
    (.withdrawn(3, Timestamp(startOf: day)), ["3", "2025"]),
  ]

  static let storeImportErrors: [(StoreImportError, [String])] = [
    (.store(.busy), ["kho.sqlite"]),
    (
      .otherKind(path: "tuan.csv", stored: .scorecard(index: "766"), found: .series(.steps)),
      ["tuan.csv", "kho.sqlite", "766"]
    ),
    (
      .otherKind(path: "tuan.csv", stored: .series(.dates), found: .scorecard(index: "766")),
      ["tuan.csv", "766"]
    ),
    (.timeBefore(latest: Timestamp(startOf: day), given: Timestamp(endOf: earlier)), ["--time", "2025"]),
  ]

  /// All of them; a message takes one line.
  static let all: [WordingSample] = {
    var all: [WordingSample] = []
    for problem in rowProblems {
      all.append(
        WordingSample(problem.reason, [":\(problem.line):", problem.value]) {
          problem.message(in: $0, file: "history.csv", index: index)
        })
    }
    for unit in heldBack {
      all.append(
        WordingSample(unit.reason, [":9:", "Hợp Thịnh"]) { unit.message(in: $0, file: "history.csv") })
    }
    for one in unknown {
      all.append(
        WordingSample(one.name, [":9:", "Chỉ số lạ"]) {
          one.message(in: $0, file: "history.csv", index: index)
        })
    }
    all.append(
      WordingSample("mismatch", [":9:", "25", "22"]) {
        mismatch.message(in: $0, file: "history.csv", index: index)
      })
    for (error, mentions) in ingestErrors {
      all.append(
        WordingSample(error, ["history.csv"] + mentions) { error.message(in: $0, file: "history.csv") })
    }
    for (error, mentions) in storeErrors {
      all.append(
        WordingSample(error, ["kho.sqlite"] + mentions) { error.message(in: $0, file: "kho.sqlite") })
    }
    for (error, mentions) in storeImportErrors {
      all.append(WordingSample(error, mentions) { error.message(in: $0, store: "kho.sqlite") })
    }
    all.append(
      WordingSample("kept", ["kho.sqlite", "3"]) {
        KeptNotice(number: 3, isNew: false).message(in: $0, store: "kho.sqlite")
      })
    for (fault, mentions) in overrideErrors {
      all.append(
        WordingSample(fault, ["quyet-dinh.yml:3:"] + mentions) {
          OverrideError(fault: fault, origin: .file("quyet-dinh.yml", line: 3))
            .message(in: $0, file: "history.csv")
        })
    }
    for (fault, mentions) in overrideFileFaults {
      all.append(
        WordingSample(fault, ["quyet-dinh.yml:3:"] + mentions) {
          OverrideFileError(fault: fault, line: 3).message(in: $0, file: "quyet-dinh.yml")
        })
    }
    for (error, mentions) in forecastFileErrors {
      all.append(
        WordingSample(error, ["earlier.csv"] + mentions) { error.message(in: $0, file: "earlier.csv") })
    }
    for (reason, value, mentions) in forecastFileProblems {
      let problem = ForecastFileProblem(
        line: 7, column: 4, columnName: "as_of", value: value, reason: reason)
      all.append(
        WordingSample(reason, ["earlier.csv:7:"] + mentions) { problem.message(in: $0, file: "earlier.csv") })
    }
    for (error, mentions) in indexErrors {
      all.append(WordingSample(error, ["index.yml"] + mentions) { error.message(in: $0, file: "index.yml") })
    }
    for (error, mentions) in planErrors {
      all.append(WordingSample(error, mentions) { error.message(in: $0) })
    }
    for (fault, mentions) in planFileFaults {
      all.append(
        WordingSample(fault, ["plan.yml:5:"] + mentions) {
          PlanFileError(fault: fault, line: 5).message(in: $0, file: "plan.yml")
        })
    }
    for (fault, mentions) in planOptionFaults {
      all.append(WordingSample(fault, mentions) { fault.message(in: $0) })
    }
    for (error, mentions) in stateErrors {
      all.append(
        WordingSample(error, ["weekly.state"] + mentions) { error.message(in: $0, file: "weekly.state") })
    }
    for (fault, mentions) in stateOptionFaults {
      all.append(WordingSample(fault, mentions) { fault.message(in: $0) })
    }
    let beginning = StateBeginning(path: "weekly.state", history: "h.csv", seriesCount: 124)
    all.append(WordingSample("new state", ["weekly.state", "h.csv", "124"]) { beginning.message(in: $0) })
    return all + findingSamples + nameSamples
  }()

  private static var findingSamples: [WordingSample] {
    findings.flatMap { finding in
      let name = finding.code.rawValue
      return [
        WordingSample(name, []) { finding.message(in: $0, index: index) },
        WordingSample(name, []) { finding.cure(in: $0) },
        WordingSample(name, []) { finding.code.title(in: $0) },
      ]
    }
  }

  private static var nameSamples: [WordingSample] {
    var all: [WordingSample] = []
    for (method, mentions) in methods {
      all.append(WordingSample(method, mentions) { method.sentence(in: $0) })
      all.append(WordingSample(method, []) { method.phrase(in: $0) })
    }
    for (kind, mentions) in workbookRemarks {
      let remark = WorkbookRemark("Tuần 46", CellReference(row: 7, column: 3), kind)
      all.append(
        WordingSample(kind, ["book.xlsx:Tuần 46!C7: "] + mentions) {
          remark.message(in: $0, file: "book.xlsx")
        })
    }
    for family in ModelFamily.allCases { all.append(WordingSample(family, []) { family.name(in: $0) }) }
    for severity in Finding.Severity.allCases {
      all.append(WordingSample(severity, []) { severity.title(in: $0) })
    }
    for indicator in [Indicator.total, .discrepancy, .value, .component(5)] {
      all.append(WordingSample(indicator, []) { indicator.name(in: $0, index: index) })
    }
    for level in [Level.province, .department, .commune] {
      all.append(WordingSample(level.rawValue, []) { level.name(in: $0) })
      all.append(WordingSample(level.rawValue, []) { Optional(level).title(in: $0) })
    }
    return all
  }
}
