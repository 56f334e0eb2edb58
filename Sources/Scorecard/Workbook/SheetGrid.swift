/// The cells of a sheet that hold something, in the order of rows and columns.
struct SheetGrid: Sendable {
  struct Cell: Sendable {
    enum Content: UInt8, Sendable {
      case number, text, sharedText, boolean, error, day
      /// A formula of which the file does not hold the result.
      case formulaWithoutValue
    }

    let row: Int32
    let column: Int32
    let content: Content
    let style: Int32
    /// Bytes of the grid; for a shared text its number and zero.
    let start: Int
    let count: Int32
  }

  /// A row that holds cells.
  struct Row: Sendable {
    let number: Int
    let cells: Range<Int>
  }

  private(set) var cells: [Cell] = []
  private(set) var rows: [Row] = []
  private(set) var merges: [MergedCells] = []
  private(set) var hiddenRows: Set<Int> = []
  private(set) var hiddenColumns: [ClosedRange<Int>] = []
  /// The last column that holds cells.
  private(set) var lastColumn = 0
  private var bytes: [UInt8] = []

  private let strings: SharedStrings
  private let formats: CellFormats
  private let countsFrom1904: Bool

  /// The most cells of a workbook: 120 units with seven indicators for a hundred years.
  static let cellLimit = 5_000_000
  private static let mergeLimit = 200_000

  /// Reads the cells of a sheet.
  ///
  /// - Parameter budget: How many cells the workbook may still have.
  init(_ reader: PartReader, of package: WorkbookPackage, budget: inout Int) throws(WorkbookError) {
    (strings, formats) = (package.strings, package.formats)
    countsFrom1904 = package.countsFrom1904
    var scanner = XMLScanner(reader)
    var place = CellReference(row: 0, column: 0)
    loop: while true {
      switch try scanner.next() {
      case .done: break loop
      case .start where scanner.isNamed("row"):
        place = CellReference(row: scanner.number("r") ?? place.row + 1, column: 0)
        guard (1...CellReference.rowLimit).contains(place.row) else {
          throw .damaged(.cellOutOfRange("A\(place.row)"), part: reader.name)
        }
        if scanner.flag("hidden") { hiddenRows.insert(place.row) }
      case .start where scanner.isNamed("c"):
        place.column += 1
        if let reference = scanner.attribute("r") {
          guard let stated = CellReference(reference) else {
            throw .damaged(
              .cellOutOfRange(String(decoding: reference.prefix(40), as: UTF8.self)), part: reader.name)
          }
          place = stated
        }
        guard place.row > 0, place.column <= CellReference.columnLimit else {
          throw .damaged(.cellOutOfRange(place.description), part: reader.name)
        }
        try readCell(&scanner, place, part: reader.name)
        if cells.count > budget { throw .tooLarge(.cells(limit: Self.cellLimit)) }
      case .start where scanner.isNamed("col") && scanner.flag("hidden"):
        if let first = scanner.number("min"), let last = scanner.number("max"), first <= last {
          hiddenColumns.append(first...min(last, CellReference.columnLimit))
        }
      case .start where scanner.isNamed("mergeCell"):
        if let range = scanner.attribute("ref").flatMap(MergedCells.init) { merges.append(range) }
        if merges.count > Self.mergeLimit { throw .tooLarge(.parts(limit: Self.mergeLimit)) }
      default: break
      }
    }
    budget -= cells.count
    try arrange(part: reader.name)
  }

  private mutating func readCell(
    _ scanner: inout XMLScanner, _ place: CellReference, part: String
  ) throws(WorkbookError) {
    let style = scanner.number("s") ?? 0
    let type = scanner.attribute("t").map { String(decoding: $0, as: UTF8.self) } ?? "n"
    let start = bytes.count
    var formula: [UInt8] = []
    var hasFormula = false
    var inside: UInt8 = 0
    let outer = scanner.depth - 1
    while scanner.depth > outer {
      switch try scanner.next() {
      case .start:
        if scanner.isNamed("v") {
          inside = 1
        } else if scanner.isNamed("f") {
          (inside, hasFormula) = (2, true)
        } else if scanner.isNamed("is") {
          try SharedStrings.appendText(of: &scanner, to: &bytes)
        } else {
          try scanner.skipElement()
        }
      case .end: inside = 0
      case .text:
        if inside == 1 { try scanner.appendText(to: &bytes) }
        if inside == 2, formula.count < 200 { try scanner.appendText(to: &formula) }
      case .done: break
      }
    }
    var content: Cell.Content
    switch type {
    case "s": content = .sharedText
    case "str", "inlineStr":
      content = .text
      if type == "str" { SharedStrings.unescape(&bytes, from: start) }
    case "b": content = .boolean
    case "e": content = .error
    case "d": content = .day
    default: content = .number
    }
    let isBlank = Self.isBlank(bytes[start...])
    if hasFormula, isBlank, content != .text {
      bytes.removeLast(bytes.count - start)
      bytes.append(UInt8(ascii: "="))
      bytes += formula
      content = .formulaWithoutValue
    } else if isBlank {
      bytes.removeLast(bytes.count - start)
      return
    }
    var text = (start: start, count: bytes.count - start)
    if content == .sharedText {
      guard let number = Int(String(decoding: bytes[start...], as: UTF8.self)), number >= 0,
        number < strings.count
      else { throw .damaged(.brokenReference(place.description), part: part) }
      bytes.removeLast(text.count)
      if Self.isBlank(strings[number]) { return }
      text = (number, 0)
    }
    cells.append(
      Cell(
        row: Int32(place.row), column: Int32(place.column), content: content, style: Int32(clamping: style),
        start: text.start, count: Int32(clamping: text.count)))
  }

  private static func isBlank(_ text: ArraySlice<UInt8>) -> Bool {
    if let first = text.first, first > 0x20, first < 0x7F { return false }
    return text.allSatisfy { $0 <= 0x20 }
      || NameKey.spelling(String(decoding: text.prefix(400), as: UTF8.self)).isEmpty
  }

  /// Puts cells in order, which files need not keep.
  private mutating func arrange(part: String) throws(WorkbookError) {
    func precedes(_ one: Cell, _ other: Cell) -> Bool { (one.row, one.column) < (other.row, other.column) }
    if !zip(cells, cells.dropFirst()).allSatisfy(precedes) {
      cells.sort(by: precedes)
      for (one, next) in zip(cells, cells.dropFirst()) where !precedes(one, next) {
        throw .damaged(
          .repeatedCell(CellReference(row: Int(one.row), column: Int(one.column)).description), part: part)
      }
    }
    lastColumn = Int(cells.map(\.column).max() ?? 0)
    var first = 0
    for position in cells.indices
    where position + 1 == cells.count || cells[position + 1].row != cells[position].row {
      rows.append(Row(number: Int(cells[position].row), cells: first..<position + 1))
      first = position + 1
    }
  }

  // MARK: Looking up

  /// The row of a number, where it holds cells.
  func row(numbered number: Int) -> Row? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].number == number ? rows[low] : nil
  }

  /// The cell of a row in a column.
  func cell(_ row: Row, _ column: Int) -> Cell? {
    var (low, high) = (row.cells.lowerBound, row.cells.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if Int(cells[middle].column) < column { low = middle + 1 } else { high = middle }
    }
    return low < row.cells.upperBound && Int(cells[low].column) == column ? cells[low] : nil
  }

  /// How the number of a cell is shown.
  func format(_ cell: Cell) -> CellFormat { formats[Int(cell.style)] }

  /// The day of a cell that holds one, by its format or its type.
  func day(_ cell: Cell) -> Result<Day, DayError>? {
    switch cell.content {
    case .day: Day.parse(text(cell))
    case .number where format(cell).kind == .date:
      Double(String(decoding: raw(cell), as: UTF8.self)).flatMap {
        CellNumber.day(ofSerial: $0, from1904: countsFrom1904)
      }
    default: nil
    }
  }

  /// What a cell holds, as a person reads it: a number without binary dust and with the decimals of its format, a day by
  /// ISO 8601, a share with its per cent sign.
  func text(_ cell: Cell) -> String {
    var text: [UInt8] = []
    appendText(of: cell, to: &text)
    return NameKey.spelling(String(decoding: text, as: UTF8.self))
  }

  /// Appends what ``text(_:)`` gives; texts as they stand.
  func appendText(of cell: Cell, to text: inout [UInt8]) {
    switch cell.content {
    case .number:
      let format = format(cell)
      switch format.kind {
      case .date:
        switch day(cell) {
        case .success(let day): text += day.description.utf8
        case .failure(.impossible(let year, let month, let day)): text += "\(day)/\(month)/\(year)".utf8
        case .failure, nil: text += raw(cell)
        }
      case .percent: CellNumber.appendPercent(raw(cell), to: &text)
      case .number, .time: CellNumber.append(raw(cell), decimals: format.decimals, to: &text)
      }
    case .boolean: text += (raw(cell).elementsEqual("0".utf8) ? "FALSE" : "TRUE").utf8
    case .sharedText: text += strings[cell.start]
    case .text, .error, .day, .formulaWithoutValue: text += raw(cell)
    }
  }

  /// A number as its cell shows it, where that has fewer decimals than the file.
  func roundedText(_ cell: Cell) -> [UInt8]? {
    let format = format(cell)
    guard cell.content == .number, format.kind == .number, let most = format.mostDecimals else { return nil }
    guard let rounded = CellNumber.rounded(raw(cell), decimals: most) else { return nil }
    var text: [UInt8] = []
    // Decimals of the kind “0.##” that are zero are not shown.
    CellNumber.append(rounded[...], decimals: 0, to: &text)
    if text.contains(UInt8(ascii: ".")) {
      while text.last == UInt8(ascii: "0") { text.removeLast() }
      if text.last == UInt8(ascii: ".") { text.removeLast() }
    }
    var shown: [UInt8] = []
    CellNumber.append(text[...], decimals: format.decimals, to: &shown)
    return shown
  }

  /// A number as it is in the file, with 15 significant digits.
  func exactText(_ cell: Cell) -> String {
    var text: [UInt8] = []
    CellNumber.append(raw(cell), decimals: 0, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a cell says that a value is not available: nothing is wrong with that.
  func isNotAvailable(_ cell: Cell) -> Bool {
    cell.content == .error && raw(cell).elementsEqual("#N/A".utf8)
  }

  private func raw(_ cell: Cell) -> ArraySlice<UInt8> { bytes[cell.start..<cell.start + Int(cell.count)] }
}
