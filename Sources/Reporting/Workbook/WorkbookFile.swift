internal import CXlsxWriter

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why there is no workbook.
public enum WorkbookWriteError: Error, Hashable, Sendable {
  /// The library libxlsxwriter is not there, or not in the version that Headway was built with: install
  /// `libxlsxwriter-dev`.
  case notInstalled
  /// Its temporary files could not be written; the words of the system or of the library.
  case notMade(reason: String)
}

/// Writes workbooks as files of Office Open XML (ECMA-376) by libxlsxwriter.
///
/// This file and its extension for charts are the only ones here that know of C and of pointers. The library writes
/// to a path: that of a file without a name, whose bytes are then read. Hence the caller alone decides where they
/// go, be it a pipe.
struct WorkbookFile {
  typealias Format = UnsafeMutablePointer<lxw_format>
  typealias Worksheet = UnsafeMutablePointer<lxw_worksheet>

  /// The bytes of a workbook.
  static func bytes(of workbook: Workbook) throws(WorkbookWriteError) -> [UInt8] {
    guard let library = functions else { throw .notInstalled }
    let folder = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array((folder + "/headway-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor < 0 { throw .notMade(reason: systemRemark) }
    defer { close(descriptor) }
    // Nothing stays behind, however the process ends.
    unlink(template)
    let kept = copy(folder)
    defer { release(kept) }
    var file = try WorkbookFile(library, path: "/dev/fd/\(descriptor)", folder: kept)
    let problem = file.write(workbook)
    if problem != LXW_NO_ERROR {
      throw .notMade(reason: library.lxw_strerror(problem).map { String(cString: $0) } ?? "")
    }
    let bytes = try contents(of: descriptor)
    // The library does not notice a full disk everywhere. A whole file ends with the directory of its parts.
    guard bytes.count > 22, bytes[(bytes.count - 22)...].starts(with: [0x50, 0x4B, 5, 6]) else {
      throw .notMade(reason: String(cString: strerror(ENOSPC)))
    }
    return bytes
  }

  // MARK: The library

  // Loaded once, before first use.
  private static let functions: CXlsxFunctions? = {
    var functions = CXlsxFunctions()
    return cxlsx_load(&functions) != 0 ? functions : nil
  }()

  let library: CXlsxFunctions
  let book: UnsafeMutablePointer<lxw_workbook>
  private var formats: [CellStyle: Format] = [:]
  /// The first complaint of the library.
  private var problem = LXW_NO_ERROR

  /// - Parameter folder: For the library's own temporary files; it lives as long as the workbook.
  private init(
    _ library: CXlsxFunctions, path: String, folder: UnsafeMutablePointer<CChar>?
  ) throws(WorkbookWriteError) {
    self.library = library
    var options = lxw_workbook_options(constant_memory: 0, tmpdir: folder, use_zip64: 0)
    guard let book = library.workbook_new_opt(path, &options) else {
      throw .notMade(reason: Self.systemRemark)
    }
    self.book = book
  }

  /// Writes all sheets and closes the file.
  private mutating func write(_ workbook: Workbook) -> lxw_error {
    setProperties(workbook)
    for sheet in workbook.sheets { write(sheet, of: workbook) }
    let closing = library.workbook_close(book)
    return problem != LXW_NO_ERROR ? problem : closing
  }

  mutating func check(_ result: lxw_error) {
    if problem == LXW_NO_ERROR { problem = result }
  }

  private mutating func setProperties(_ workbook: Workbook) {
    var properties = lxw_doc_properties()
    properties.created = time_t(workbook.day.ordinal) * 86_400
    properties.title = Self.copy(workbook.title)
    defer { Self.release(properties.title) }
    check(library.workbook_set_properties(book, &properties))
  }

  // MARK: Formats

  private mutating func format(_ style: CellStyle) -> Format? {
    if let known = formats[style] { return known }
    guard let format = library.workbook_add_format(book) else { return nil }
    if style.size != CellStyle.usualSize { library.format_set_font_size(format, style.size) }
    if style.isBold { library.format_set_bold(format) }
    if style.isItalic { library.format_set_italic(format) }
    library.format_set_font_color(format, style.color)
    if let fill = style.fill {
      library.format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      library.format_set_fg_color(format, fill)
    }
    if let line = style.line {
      library.format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      library.format_set_bottom_color(format, line)
    }
    switch style.side {
    case .leading: library.format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .trailing: library.format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    case nil: break
    }
    switch style.height {
    case .top: library.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .middle: library.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .bottom: library.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
    }
    if style.wraps { library.format_set_text_wrap(format) }
    if style.indent > 0 { library.format_set_indent(format, UInt8(style.indent)) }
    if let number = style.numberFormat { library.format_set_num_format(format, number) }
    formats[style] = format
    return format
  }

  // MARK: Sheets

  private mutating func write(_ sheet: Sheet, of workbook: Workbook) {
    guard let worksheet = library.workbook_add_worksheet(book, sheet.name) else {
      return check(LXW_ERROR_PARAMETER_VALIDATION)
    }
    for (column, width) in sheet.columnWidths.enumerated() {
      check(library.worksheet_set_column(worksheet, UInt16(column), UInt16(column), width, nil))
    }
    for (row, height) in sheet.rowHeights.sorted(by: { $0.key < $1.key })
    where !sheet.fittedRows.contains(row) {
      check(library.worksheet_set_row(worksheet, UInt32(row), height, nil))
    }
    for area in sheet.merged where area.columns.count > 1 {
      let style =
        sheet.cells[.init(row: area.rows.lowerBound, column: area.columns.lowerBound)]?.style ?? .body
      check(
        library.worksheet_merge_range(
          worksheet, UInt32(area.rows.lowerBound), UInt16(area.columns.lowerBound),
          UInt32(area.rows.upperBound),
          UInt16(area.columns.upperBound), "", format(style)))
    }
    for (place, cell) in sheet.cells.sorted(by: { $0.key < $1.key }) { write(cell, at: place, worksheet) }
    setView(sheet, worksheet)
    setPrinting(sheet, worksheet, title: workbook.title)
    for chart in sheet.charts { insert(chart, worksheet) }
  }

  private mutating func write(_ cell: Cell, at place: Sheet.Place, _ worksheet: Worksheet) {
    let (row, column) = (UInt32(place.row), UInt16(place.column))
    let style = format(cell.style)
    switch cell.content {
    case .blank: check(library.worksheet_write_blank(worksheet, row, column, style))
    case .number(let value): check(library.worksheet_write_number(worksheet, row, column, value, style))
    case .text(let text): check(library.worksheet_write_string(worksheet, row, column, text, style))
    case .runs(let runs): write(runs, cell.style, row, column, worksheet)
    }
  }

  private mutating func write(
    _ runs: [Text.Run], _ style: CellStyle, _ row: UInt32, _ column: UInt16, _ worksheet: Worksheet
  ) {
    // A stretch carries a font and nothing else.
    let font = CellStyle(size: style.size, isBold: style.isBold, isItalic: style.isItalic, color: style.color)
    var fragments = runs.map { run in
      lxw_rich_string_tuple(format: format(font.emphasized(run.emphasis)), string: Self.copy(run.string))
    }
    defer { for fragment in fragments { Self.release(fragment.string) } }
    let whole = format(style)
    let result = fragments.withUnsafeMutableBufferPointer { buffer in
      var list = buffer.indices.map { index -> UnsafeMutablePointer<lxw_rich_string_tuple>? in
        buffer.baseAddress! + index
      }
      list.append(nil)
      return library.worksheet_write_rich_string(worksheet, row, column, &list, whole)
    }
    check(result)
  }

  private mutating func setView(_ sheet: Sheet, _ worksheet: Worksheet) {
    if !sheet.showsGrid { library.worksheet_gridlines(worksheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue)) }
    if let frozen = sheet.frozen {
      library.worksheet_freeze_panes(worksheet, UInt32(frozen.row), UInt16(frozen.column))
    }
    if let area = sheet.filtered {
      check(
        library.worksheet_autofilter(
          worksheet, UInt32(area.rows.lowerBound), UInt16(area.columns.lowerBound),
          UInt32(area.rows.upperBound),
          UInt16(area.columns.upperBound)))
    }
    for scale in sheet.scales {
      var condition = lxw_conditional_format()
      condition.type = UInt8(LXW_CONDITIONAL_2_COLOR_SCALE.rawValue)
      // Not the least: one unit far below would leave all others white.
      condition.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_PERCENTILE.rawValue)
      condition.min_value = 2
      condition.min_color = CellColor.shade
      condition.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      condition.max_value = scale.maximum
      condition.max_color = CellColor.white
      check(
        library.worksheet_conditional_format_range(
          worksheet, UInt32(scale.area.rows.lowerBound), UInt16(scale.area.columns.lowerBound),
          UInt32(scale.area.rows.upperBound), UInt16(scale.area.columns.upperBound), &condition))
    }
  }

  private mutating func setPrinting(_ sheet: Sheet, _ worksheet: Worksheet, title: String) {
    // A4.
    library.worksheet_set_paper(worksheet, 9)
    if sheet.isLandscape { library.worksheet_set_landscape(worksheet) }
    let margins = PageMeasure.margins
    library.worksheet_set_margins(worksheet, margins.side, margins.side, margins.top, margins.bottom)
    library.worksheet_fit_to_pages(worksheet, 1, 0)
    if !sheet.pageBreaks.isEmpty {
      var rows = sheet.pageBreaks.map { UInt32($0) } + [0]
      check(library.worksheet_set_h_pagebreaks(worksheet, &rows))
    }
    if let rows = sheet.repeatedRows {
      check(library.worksheet_repeat_rows(worksheet, UInt32(rows.lowerBound), UInt32(rows.upperBound)))
    }
    // The space ends the size of the font where digits follow.
    let heading = sheet.heading == title ? "" : "&R&9 \(Self.printed(sheet.heading))"
    check(library.worksheet_set_header(worksheet, "&L&9 \(Self.printed(title))\(heading)"))
    check(library.worksheet_set_footer(worksheet, "&R&9 &P/&N"))
  }

  /// A text for the margin of a page: at most 255 characters for all of them, and & is a mark.
  private static func printed(_ text: String) -> String {
    Cell.storable(String(text.prefix(90))).split(separator: "&", omittingEmptySubsequences: false).joined(
      separator: "&&")
  }

  // MARK: The system

  /// A text for structures of the library; to be released.
  static func copy(_ text: String) -> UnsafeMutablePointer<CChar>? { strdup(text) }

  static func release(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

  private static var systemRemark: String { String(cString: strerror(errno)) }

  private static func contents(of descriptor: Int32) throws(WorkbookWriteError) -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw .notMade(reason: systemRemark) }
    var bytes = [UInt8](repeating: 0, count: size)
    var filled = 0
    while filled < size {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, size - filled) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .notMade(reason: systemRemark) }
      filled += count
    }
    return bytes
  }
}
