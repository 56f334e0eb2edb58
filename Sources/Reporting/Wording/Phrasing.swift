import Scorecard

/// How a sentence is put together in a language: one of two wordings, with numbers, dates and foreign texts
/// written as the language writes them.
struct Phrasing {
  let language: Language
  let style: NumberStyle
  let axis: History.Axis
  /// Of a workbook the cells that lines stand for.
  let places: CellPlaces?

  init(_ language: Language, axis: History.Axis = .dates, places: CellPlaces? = nil) {
    self.language = language
    self.axis = axis
    self.places = places
    style = NumberStyle(language: language)
  }

  /// The wording of the language.
  func callAsFunction(vi: @autoclosure () -> String, en: @autoclosure () -> String) -> String {
    switch language {
    case .vi: vi()
    case .en: en()
    }
  }

  // MARK: Texts from outside

  /// A text from outside on one line: without control characters, so that it cannot steer a terminal.
  func oneLine(_ text: String) -> String {
    let line = NameKey.spelling(String(text.prefix(400)))
    return line.count > 120 ? String(line.prefix(119)) + "…" : line
  }

  /// A text from outside in quotation marks.
  func quoted(_ text: String) -> String { "“\(oneLine(text))”" }

  // MARK: Numbers and dates

  /// A score: at least two decimals, more where it has them.
  func score(_ value: Double) -> String { shortest(value, atLeast: 2) }

  /// A maximum or another number of points that people write without superfluous decimals.
  func points(_ value: Double) -> String { shortest(value, atLeast: 0) }

  /// The same with the number behind it.
  func pointsText(_ value: Double) -> Text {
    let written = points(value)
    let places = written.split(separator: style.decimalSeparator).dropFirst().first?.count ?? 0
    return Text(written, quantity: value.isFinite ? Quantity(value, .decimal(places: places)) : nil)
  }

  /// A number of which the size matters and not each digit: two significant ones.
  func rough(_ value: Double) -> String {
    let size = value.magnitude
    return size >= 1e15 ? value.description : style.decimal(value, places: size >= 10 ? 0 : size >= 1 ? 1 : 2)
  }

  /// The fewest decimals that keep the number; differences of scores leave dust behind the twelfth digit.
  private func shortest(_ value: Double, atLeast places: Int) -> String {
    guard value.magnitude < 1e15 else { return value.isFinite ? value.description : NumberStyle.missing }
    var power = 1.0
    for _ in 0..<places { power *= 10 }
    for candidate in places..<6 {
      if abs((value * power).rounded() / power - value) <= 1e-9 * max(1, value.magnitude) {
        return style.decimal(value, places: candidate)
      }
      power *= 10
    }
    return style.decimal(value, places: 6)
  }

  /// A day; of a history that counts steps, the week's number.
  func date(_ day: Day) -> String {
    switch axis {
    case .dates: style.date(year: day.year, month: day.month, day: day.day)
    case .steps: self(vi: "tuần \(day.ordinal / 7)", en: "week \(day.ordinal / 7)")
    }
  }

  /// A day with the word that goes before it: ngày 17/11/2025, on 17 Nov 2025; tuần 5, in week 5.
  func onDate(_ day: Day) -> String {
    switch axis {
    case .dates: self(vi: "ngày \(date(day))", en: "on \(date(day))")
    case .steps: self(vi: date(day), en: "in \(date(day))")
    }
  }

  /// A number of weeks: 1 tuần, one week, 3 weeks.
  func weeks(_ count: Int) -> String {
    self(vi: "\(style.integer(count)) tuần", en: count == 1 ? "one week" : "\(style.integer(count)) weeks")
  }

  /// A time between two scores: whole weeks, or days where it is much less than a week.
  func duration(days: Int) -> String {
    if days < 4 {
      return self(vi: "\(days) ngày", en: days == 1 ? "one day" : "\(days) days")
    }
    return weeks((days + 3) / 7)
  }

  /// A number with its noun, which English bends.
  func count(_ number: Int, vi: String, one: String, many: String) -> String {
    let written = style.integer(number)
    return self(vi: "\(written) \(vi)", en: "\(written) \(number == 1 ? one : many)")
  }

  // MARK: Lists and places

  /// Items in a row; apart by semicolons where an item has a comma of its own.
  func list(_ items: [String], limit: Int = 12) -> String {
    let shown = items.prefix(limit).map { oneLine($0) } + (items.count > limit ? ["…"] : [])
    return shown.joined(separator: shown.contains { $0.contains(",") } ? "; " : ", ")
  }

  /// Items that all count: a, b and c.
  func all(_ items: [String]) -> String { joined(items, by: self(vi: " và ", en: " and ")) }

  /// Items of which one is to be chosen: a, b or c.
  func choice(_ items: [String]) -> String { joined(items, by: self(vi: " hoặc ", en: " or ")) }

  private func joined(_ items: [String], by word: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + word + last
  }

  /// A file and, where known, a line of it; `-` is standard input.
  func place(_ file: String, line: Int? = nil) -> String {
    let name = file == "-" ? self(vi: "đầu vào chuẩn", en: "standard input") : oneLine(file)
    return line.map { "\(name):\(cell($0) ?? String($0))" } ?? name
  }

  /// Where a row is, within a sentence: dòng 5, line 5; of a workbook ô Tuần 46!C7, cell Tuần 46!C7.
  func line(_ number: Int) -> String {
    if let cell = cell(number) { return self(vi: "ô \(cell)", en: "cell \(cell)") }
    return self(vi: "dòng \(number)", en: "line \(number)")
  }

  /// Of a workbook the cell that a line stands for.
  func cell(_ line: Int) -> String? { places?[line].map { oneLine($0.description) } }

  /// A clause as a sentence: a capital at its beginning and a full stop at its end.
  func sentence(_ clause: String) -> String {
    let text = capitalized(clause)
    return text.last.map { ".!?…".contains($0) } ?? true ? text : text + "."
  }

  /// A clause with a capital at its beginning.
  func capitalized(_ clause: String) -> String { clause.prefix(1).uppercased() + clause.dropFirst() }
}
