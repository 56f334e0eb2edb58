/// Puts the blocks of a section on a sheet, one below the other.
///
/// The columns of all tables of a sheet are the same, as wide as the widest needs them; running text goes over all
/// of them. Programs do not set the height of rows whose cells are merged, hence it is estimated.
struct SheetLayout {
  var sheet: Sheet
  private(set) var row = 0
  private let language: Language
  private let keepsColumns: Bool
  /// The columns over which running text goes.
  private let lastColumn: Int
  private let textWidth: Double
  /// The tables so far: where their headers lie, what these say, and whether a page ends within them.
  private var headers: [(row: Int, titles: [Text], isSplit: Bool)] = []
  private let printer: PageMeasure
  /// The first row of the page that is being filled.
  private var pageStart = 0

  /// What an A4 page holds upright at full size, in characters.
  static let portraitWidth = 94.0
  /// From here on a page lies on its side: upright it would be printed at less than four fifths.
  private static let widestUpright = 118.0
  private static let widestColumn = 42.0

  /// A sheet with columns for all the blocks.
  ///
  /// - Parameter keepsColumns: Whether columns in which nothing stands are kept.
  init(
    name: String, heading: String, blocks: [Document.Block], language: Language, keepsColumns: Bool = false
  ) {
    sheet = Sheet(name: name, heading: heading)
    self.language = language
    self.keepsColumns = keepsColumns
    var widths: [Double] = []
    for block in blocks {
      for (column, width) in Self.widths(of: block, keepsColumns).enumerated() {
        if column < widths.count { widths[column] = max(widths[column], width) } else { widths.append(width) }
      }
    }
    let total = widths.reduce(0, +)
    if total < Self.portraitWidth {
      // Columns take up to a quarter more, the widest takes what is then left, or most of it stays beside them.
      widths = widths.map { $0 * min(1.25, Self.portraitWidth / max(total, 1)) }
      let rest = Self.portraitWidth - widths.reduce(0, +)
      if rest < 24, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
        widths[widest] += rest
      } else {
        widths.append(rest)
      }
    }
    sheet.columnWidths = widths
    sheet.isLandscape = widths.reduce(0, +) > Self.widestUpright
    lastColumn = widths.count - 1
    textWidth = TextMeasure.room(widths[...])
    printer = PageMeasure(columnWidths: widths, isLandscape: sheet.isLandscape)
  }

  // MARK: Widths

  private static func widths(of block: Document.Block, _ keepsColumns: Bool) -> [Double] {
    switch block {
    case .table(let table): widths(of: table, columns(of: table, keepsColumns))
    case .keyFigures(let figures):
      [
        min((figures.map { TextMeasure.width($0.title.plain) }.max() ?? 0) + 2, widestColumn),
        (figures.map { TextMeasure.width($0.value.plain, .figureValue) }.max() ?? 0) + 3, 30,
      ]
    default: []
    }
  }

  /// The columns of a table that are shown; none of a table without rows.
  private static func columns(of table: Table, _ keepsColumns: Bool) -> [Int] {
    let filled = table.filledColumns
    return keepsColumns && !filled.isEmpty ? Array(table.columns.indices) : filled
  }

  private static func widths(of table: Table, _ columns: [Int]) -> [Double] {
    columns.enumerated().map { position, column in
      let title = table.columns[column].title.plain
      let cells = table.groups.flatMap { $0.rows.map { $0[column] } }
      let widest = cells.map { TextMeasure.width(shown($0)) }.max() ?? 0
      let word = cells.map { TextMeasure.longestWord(shown($0)) }.max() ?? 0
      let body = min(widest, max(widestColumn - 2, word))
      // A title takes up to three lines.
      let head = max(TextMeasure.longestWord(title, .header), TextMeasure.width(title, .header) / 2.6)
      let indent = table.columns[column].alignment == .leading && position > 0 ? 1.5 : 0
      return max(7, body + 2, min(head, widestColumn) + 1.5) + indent
    }
  }

  /// What a cell shows: a day with its year.
  private static func shown(_ text: Text) -> String {
    if let quantity = text.quantity, quantity.form == .date { return "00/00/0000" }
    return text.plain
  }

  // MARK: Blocks

  /// Adds a block; figures are placed by ``place(_:)``.
  mutating func append(_ block: Document.Block) {
    switch block {
    case .heading(let level, let text): heading(text, level: level)
    case .paragraph(let text): wide(text, .body)
    case .note(let text): wide(text, .note)
    case .bullets(let items): for item in items { wide(Text("•  ") + item, .item) }
    case .numbered(let items):
      for (position, item) in items.enumerated() { wide(Text(String(position + 1) + ".  ") + item, .item) }
    case .table(let table): append(table, isFiltered: Self.isLong(table) && sheet.filtered == nil)
    case .keyFigures(let figures): append(figures)
    case .figure: break
    }
  }

  private mutating func heading(_ text: Text, level: Int) {
    guard !text.isEmpty else { return }
    if row > 0, level > 1, sheet.rowHeights[row - 1] != Self.gap { space() }
    wide(text, level == 1 ? .title : level == 2 ? .section : .heading)
    if level == 2 { space(4) }
  }

  private static let gap = 9.0

  /// An empty row.
  private mutating func space(_ height: Double = gap) {
    sheet.rowHeights[row] = height
    row += 1
  }

  /// A text over all columns.
  private mutating func wide(_ text: Text, _ style: CellStyle) {
    guard !text.isEmpty else { return }
    let area = Sheet.Area.row(row, columns: 0...lastColumn)
    for column in area.columns { sheet.cells[.init(row: row, column: column)] = Cell(.blank, style) }
    sheet.cells[.init(row: row, column: 0)] = Cell(text, style, language: language)
    if lastColumn > 0 { sheet.merged.append(area) }
    let lines = TextMeasure.lines(text.plain, within: textWidth - 1.5 * Double(style.indent), style)
    sheet.rowHeights[row] = TextMeasure.height(lines: lines, style) + (style == .body ? 3 : 0)
    row += 1
  }

  private mutating func append(_ figures: [KeyFigure]) {
    guard !figures.isEmpty else { return }
    for figure in figures {
      let texts = [
        (figure.title, CellStyle.figureTitle), (figure.value, .figureValue), (figure.remark, .figureRemark),
      ]
      for column in 0...max(lastColumn, 2) {
        sheet.cells[.init(row: row, column: column)] = Cell(.blank, .figureRemark)
      }
      for (column, (text, style)) in texts.enumerated() {
        sheet.cells[.init(row: row, column: column)] = Cell(text, style, language: language)
      }
      if lastColumn > 2 { sheet.merged.append(.row(row, columns: 2...lastColumn)) }
      let lines = max(
        TextMeasure.lines(
          figure.remark.plain, within: TextMeasure.room(sheet.columnWidths[2...]) - 1.5, .figureRemark),
        TextMeasure.lines(figure.title.plain, within: TextMeasure.room(sheet.columnWidths[0...0])))
      sheet.rowHeights[row] = max(27, TextMeasure.height(lines: lines))
      row += 1
    }
    space()
  }

  // MARK: Tables

  /// From here on a table is worth filtering.
  private static let longTable = 12

  private static func isLong(_ table: Table) -> Bool {
    table.groups.count == 1 && table.groups[0].rows.count >= longTable
  }

  /// Adds a table and says where it lies, from its header to its last row; a table without rows is left out.
  @discardableResult
  mutating func append(_ table: Table, isFiltered: Bool) -> Sheet.Area? {
    let columns = Self.columns(of: table, keepsColumns)
    guard !columns.isEmpty else { return nil }
    if let caption = table.caption, !caption.isEmpty {
      sheet.cells[.init(row: row, column: 0)] = Cell(
        caption.emphasized(.strong), .caption, language: language)
      sheet.rowHeights[row] = 20
      row += 1
    }
    let header = row
    let styles = columns.enumerated().map { position, column in
      style(table.columns[column], isFirst: position == 0)
    }
    fill(zip(columns, styles).map { (table.columns[$0].title, $1(.header)) })
    for group in table.groups where !group.rows.isEmpty {
      if let heading = group.heading {
        // The cells beside it are empty, so that it may be longer than its column.
        fill(columns.indices.map { ($0 == 0 ? heading : "", .group) }, isOneLine: true)
        sheet.rowHeights[row - 1] = 20
      }
      for cells in group.rows {
        fill(zip(columns, styles).map { (cells[$0], $1(.entry)) })
      }
    }
    headers.append((header, columns.map { table.columns[$0].title }, !fits(header..<row)))
    let area = Sheet.Area(rows: header...(row - 1), columns: 0...(columns.count - 1))
    if isFiltered { sheet.filtered = area }
    space()
    return area
  }

  /// What a column does to a style: names behind numbers keep a distance.
  private func style(_ column: Table.Column, isFirst: Bool) -> (CellStyle) -> CellStyle {
    let isLeading = column.alignment == .leading
    return { base in
      base.with {
        $0.side = isLeading ? .leading : .trailing
        $0.indent = isLeading && !isFirst ? 1 : 0
      }
    }
  }

  /// Writes the cells of a row; texts that are too long for their column are wrapped.
  private mutating func fill(_ cells: [(text: Text, style: CellStyle)], isOneLine: Bool = false) {
    let needed = cells.enumerated().map { column, cell in
      let room = TextMeasure.room(sheet.columnWidths[column...column]) - 1.5 * Double(cell.style.indent)
      return isOneLine || cell.text.quantity != nil
        ? 1 : TextMeasure.lines(cell.text.plain, within: room, cell.style)
    }
    let lines = needed.max() ?? 1
    for (column, (text, style)) in cells.enumerated() {
      let wrapped = style.with {
        $0.wraps = $0.wraps || needed[column] > 1
        if lines == 1, $0.height == .top { $0.height = .middle }
      }
      sheet.cells[.init(row: row, column: column)] = Cell(text, wrapped, language: language)
    }
    sheet.rowHeights[row] = TextMeasure.height(lines: lines)
    // Only rows of merged cells have to be measured here.
    if lines > 1 { sheet.fittedRows.insert(row) }
    row += 1
  }

  // MARK: Charts

  /// Places a chart over the whole width, and goes on below it.
  mutating func place(_ chart: SheetChart) {
    var chart = chart
    // The usual row has 20 pixels.
    let rows = Int((chart.height / 20).rounded(.up)) + 1
    if !fits(row..<(row + rows)), row > pageStart {
      sheet.pageBreaks.append(row)
      pageStart = row
    }
    chart.place = Sheet.Place(row: row, column: 0)
    chart.width = TextMeasure.pixels(sheet.columnWidths[...])
    sheet.charts.append(chart)
    row += rows
  }

  // MARK: Pages

  private func height(_ rows: Range<Int>) -> Double {
    rows.reduce(0) { $0 + (sheet.rowHeights[$1] ?? CellStyle.usualHeight) }
  }

  /// Whether rows are printed on one page.
  private func fits(_ rows: Range<Int>) -> Bool {
    let before = height(pageStart..<rows.lowerBound).truncatingRemainder(dividingBy: printer.pageHeight)
    return before + height(rows) <= printer.pageHeight
  }

  // MARK: The end

  /// With more above it, a header that stays would leave too little of the screen; in points.
  private static let highestHead = 170.0

  /// The sheet: where one header is that of all its tables, it stays while the rest is scrolled, and where a page
  /// ends within a table, every page begins with it.
  func finished() -> Sheet {
    var sheet = sheet
    guard let first = headers.first, headers.allSatisfy({ $0.titles == first.titles }) else { return sheet }
    if headers.contains(where: \.isSplit) { sheet.repeatedRows = first.row...first.row }
    if height(0..<first.row) <= Self.highestHead { sheet.frozen = Sheet.Place(row: first.row + 1, column: 0) }
    return sheet
  }
}
