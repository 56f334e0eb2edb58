/// What the scores of a table have in common, as far as the sheet tells it.
struct TableMeaning {
  var day: Day?
  var indicator: Indicator?
  var unit: String?
  var level: Level?
  /// The days of columns that have some.
  var days: [Int: Day] = [:]
  /// What was assumed.
  var assumed: [WorkbookRemark.Kind] = []

  /// The day of a score in a column, where the row has none.
  func day(ofColumn column: Int) -> Day? { days[column] ?? day }

  /// Any day of the table, for units that have no score.
  var anyDay: Day { day ?? days.values.min() ?? Day(ordinal: 0) }
}

extension TableMeaning {
  /// What a sheet and its workbook tell.
  struct Context {
    let sheet: String
    let index: IndexDefinition
    let years: YearOfDays
    let isPlain: Bool
    let isStep: Bool
    /// Whether scores of which nothing names the indicator may be totals.
    let mayTakeAsTotal: Bool
    /// The day of the first table of the sheet.
    let firstDay: SheetDay?
  }

  /// What the sheet tells of a table; why it cannot be read, where it does not tell enough.
  static func of(
    _ table: SheetTable, in grid: SheetGrid, _ context: Context
  ) -> (meaning: TableMeaning?, refused: WorkbookRemark.Kind?, day: SheetDay?) {
    let header = table.header
    let sheet = context.sheet
    if let repeated = header.repeated {
      return (nil, .repeatedColumn(first: repeated.first, second: repeated.second), nil)
    }
    if header.isPlain != context.isPlain || (context.isStep && header.columns[.step] == nil) {
      return (nil, .otherShape(header.isPlain ? .plain : .wide), nil)
    }
    var meaning = TableMeaning(level: header.level ?? Level.ofHeading(sheet))
    if header.unitColumn == nil, !header.hasUnitsAcross {
      guard isUnit(sheet, context.index) else { return (nil, .noUnit, nil) }
      meaning.unit = sheet
      meaning.assumed.append(.unitOfSheet)
    }
    if header.hasUnitsAcross {
      meaning.assumed.append(.unitsAcross(header.scores.prefix(5).map(\.name), count: header.scores.count))
    }
    if !context.isPlain, let other = otherScores(table, sheet) { return (nil, .notScores(other), nil) }
    var day: SheetDay?
    if !context.isStep, let found = monthFirst(table, in: grid, sheet) {
      return (nil, .monthFirst(found), nil)
    }
    if !context.isStep, header.columns[.date] == nil {
      let (found, refused) = meaning.findDays(of: table, context)
      if let refused { return (nil, refused, found) }
      day = found
    }
    if !context.isPlain, header.columns[.indicator] == nil,
      header.scores.contains(where: { $0.indicator == nil })
    {
      meaning.indicator = indicator(of: table, sheet, context.index)
      if meaning.indicator == nil {
        // A level as the name of a sheet says that its sheets differ by that.
        guard context.mayTakeAsTotal || Level.ofHeading(sheet) != nil else { return (nil, .noIndicator, day) }
        meaning.indicator = .total
        meaning.assumed.append(.takenAsTotal)
      }
    }
    return (meaning, nil, day)
  }

  // MARK: Units and indicators

  /// Whether the name of a sheet may be that of a unit.
  private static func isUnit(_ sheet: String, _ index: IndexDefinition) -> Bool {
    guard HeaderMeaning(sheet, index: index) == .unknown, Level.ofHeading(sheet) == nil else { return false }
    let words = NameKey.folded(sheet).split(separator: " ")
    let date = DateText(sheet)
    return date.mentions.isEmpty && !date.hasWeek
      && !words.allSatisfy { word in
        let letters = word.filter { !$0.isNumber }
        return letters.isEmpty || generalWords.contains(String(letters))
      }
  }

  /// Words of which names of sheets are made that name no unit.
  private static let generalWords: Set<String> = [
    "sheet", "trang", "tinh", "bang", "table", "data", "so", "lieu", "du", "tong", "hop", "bao", "cao", "ket",
    "qua", "diem", "lich", "su", "history", "report", "summary", "nam", "thang", "quy", "tuan", "theo", "doi",
    "cham", "chi", "tiet", "bieu", "do", "chart", "scores", "year", "week", "toan", "cac", "don", "vi",
    "import",
    "export", "chung", "moi", "cu",
  ]

  /// The indicator that the name of a sheet or its titles name.
  static func indicator(of table: SheetTable, _ sheet: String, _ index: IndexDefinition) -> Indicator? {
    if let named = HeaderMeaning.indicator(sheet, index: index) { return named }
    return ([sheet] + table.titles + table.sharedTitles).lazy
      .compactMap { HeaderMeaning.indicator(inTitle: $0, index: index) }.first
  }

  /// A title or name that says that the numbers are no scores of the week: those of targets, or of the week before.
  private static func otherScores(_ table: SheetTable, _ sheet: String) -> String? {
    ([sheet] + table.titles).first { text in
      var words = NameKey.folded(text).split(separator: " ")[...]
      while let first = words.first,
        first.allSatisfy(\.isNumber) || HeaderMeaning.romanNumerals.contains(String(first))
          || [
            "bang", "phu", "luc", "bieu", "so", "lieu", "diem", "ket", "qua", "tong", "table", "scores",
            "cac",
          ]
          .contains(first)
      {
        words.removeFirst()
      }
      let rest = words.joined(separator: " ")
      let isEarlier = ["tuan truoc", "ky truoc", "last week", "previous week"].contains { rest.hasPrefix($0) }
      return HeaderMeaning.isAim(rest) || (isEarlier && DateText(text).mentions.isEmpty)
    }
  }

  // MARK: Days

  /// A day that the table writes with its month first, unless others show that days stand first: then all may be.
  private static func monthFirst(_ table: SheetTable, in grid: SheetGrid, _ sheet: String) -> String? {
    var found: String?
    var isDayFirst = false
    func look(at text: String) {
      let date = DateText(text)
      found = found ?? date.monthFirst
      isDayFirst = isDayFirst || date.isDayFirst
    }
    for text in [sheet] + table.titles { look(at: text) }
    for (_, name) in table.header.names.sorted(by: { $0.key < $1.key }) { look(at: name) }
    if let column = table.header.columns[.date] {
      for position in table.rows {
        guard let cell = grid.cell(grid.rows[position], column),
          cell.content == .text || cell.content == .sharedText
        else { continue }
        let text = grid.text(cell)
        // Most rows have a plain day.
        switch Day.parse(text) {
        case .success(let day): isDayFirst = isDayFirst || (day.day > 12 && !text.hasPrefix("20"))
        case .failure: if text.utf8.count < 60 { look(at: text) }
        }
      }
    }
    return isDayFirst ? nil : found
  }

  /// The day of the sheet and those of its columns; what is wrong, where a score would have none.
  private mutating func findDays(
    of table: SheetTable, _ context: Context
  ) -> (found: SheetDay, refused: WorkbookRemark.Kind?) {
    let header = table.header
    let isNeeded = header.scores.contains { $0.when == nil }
    var titles = table.titles
    var found = SheetDay(name: context.sheet, titles: titles)
    if case .none(nil) = found, !table.sharedTitles.isEmpty {
      titles = table.sharedTitles
      found = SheetDay(name: context.sheet, titles: titles)
    }
    // Tables further down may have their day from the first.
    if case .none(nil) = found, let first = context.firstDay { found = first }
    var undated: WorkbookRemark.Kind?
    switch found {
    case .day(let one):
      day = one
      if isNeeded, let text = SheetDay.assumption(of: one, name: context.sheet, titles: titles) {
        assumed.append(.takenAsDay(text, one))
      }
    case .ofSomeYear(let open):
      day = context.years.day(open)
      if isNeeded, let day { assumed.append(.year(day)) }
      if day == nil { undated = .noDate(found: "\(open.day).\(open.month)") }
    case .none(let text): undated = .noDate(found: text)
    case .several(let days): undated = .severalDates(days)
    }
    if isNeeded, let undated { return (found, undated) }
    let week = SheetDay.week(name: context.sheet, titles: titles)
    return (found, findDays(ofColumns: header, week: week, context))
  }

  /// The days of columns that have some of their own.
  ///
  /// - Parameter week: The number of the week that ends with the day of the sheet.
  private mutating func findDays(
    ofColumns header: SheetHeader, week: Int?, _ context: Context
  ) -> WorkbookRemark.Kind? {
    var isYearAssumed = false
    var open: [Day] = []
    for score in header.scores {
      switch score.when {
      case .day(let one):
        days[score.column] = one
        if let mention = DateText(score.name).mentions.first(where: { $0.day == one }),
          let text = mention.assumed,
          !assumed.contains(where: { if case .takenAsDay = $0 { true } else { false } })
        {
          assumed.append(.takenAsDay(text, one))
        }
      case .ofSomeYear(let one):
        // The title's day counts before any other.
        let own = day.flatMap { YearOfDays.latest(one, until: $0.adding(days: 7)) }
        guard let found = own ?? context.years.day(one) else { return .noDate(found: score.name) }
        if own == nil, !isYearAssumed {
          isYearAssumed = true
          assumed.append(.year(found))
        }
        days[score.column] = found
        if open.last != found { open.append(found) }
      case .week(let number):
        // Weeks before that of the title are counted back from its day.
        guard let day, let week, (0...30).contains(week - number) else { return .noDate(found: score.name) }
        let found = day.adding(days: -7 * (week - number))
        days[score.column] = found
        if found != day { assumed.append(.takenAsDay(score.name, found)) }
      case .unclear: return .noDate(found: score.name)
      case nil: break
      }
    }
    // Where one year is taken for all, days must not go back and forth.
    let isOrdered = zip(open, open.dropFirst()).allSatisfy(<) || zip(open, open.dropFirst()).allSatisfy(>)
    let repeats = Set(open).count < open.count
    if !isOrdered, !repeats { return .noDate(found: header.scores.last?.name) }
    return nil
  }
}
