/// The parts of a workbook, as its table of contents names them.
struct WorkbookPackage {
  struct Sheet: Sendable {
    let name: String
    /// Where its cells are; nil for sheets of other kinds, such as charts.
    let part: String?
    let isHidden: Bool
  }

  let archive: ZipArchive
  private(set) var sheets: [Sheet] = []
  private(set) var strings = SharedStrings()
  private(set) var formats = CellFormats()
  /// Whether days are counted from 1904 and not from 1900.
  private(set) var countsFrom1904 = false
  /// The day on which the workbook was last saved, as it says itself.
  private(set) var saved: Day?

  private static let sheetLimit = 10_000

  /// Opens the bytes of a file and reads all but the sheets.
  init(_ bytes: [UInt8]) throws(WorkbookError) {
    archive = try ZipArchive(bytes)
    if let other = try Self.otherDocument(archive) { throw .otherDocument(other) }
    let root = try Self.links(archive, "_rels/.rels", from: "")
    guard let workbook = root.first(where: { $0.kind == "officeDocument" })?.target else {
      throw .damaged(.missing, part: "xl/workbook.xml")
    }
    let folder = workbook.lastIndex(of: "/").map { String(workbook[..<$0]) } ?? ""
    let file = workbook.split(separator: "/").last.map(String.init) ?? workbook
    let links = try Self.links(
      archive, (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels", from: folder)
    try readWorkbook(workbook, links)
    if let part = links.first(where: { $0.kind == "styles" })?.target {
      formats = try CellFormats(try archive.part(part))
    }
    if let part = links.first(where: { $0.kind == "sharedStrings" })?.target {
      strings = try SharedStrings(try archive.part(part))
    }
    if let part = root.first(where: { $0.kind == "core-properties" })?.target, archive.hasPart(part) {
      saved = try Self.dayOfSaving(try archive.part(part))
    }
  }

  private mutating func readWorkbook(_ part: String, _ links: [Link]) throws(WorkbookError) {
    var scanner = XMLScanner(try archive.part(part))
    while true {
      switch try scanner.next() {
      case .done: return
      case .start where scanner.isNamed("workbookPr"):
        countsFrom1904 = scanner.flag("date1904")
      case .start where scanner.isNamed("sheet"):
        guard let name = try scanner.text("name"), let id = try scanner.text("id"),
          let link = links.first(where: { $0.id == id })
        else { throw .damaged(.brokenReference(try scanner.text("name") ?? ""), part: part) }
        let state = try scanner.text("state") ?? "visible"
        sheets.append(
          Sheet(
            name: NameKey.spelling(name), part: link.kind == "worksheet" ? link.target : nil,
            isHidden: state != "visible"))
        if sheets.count > Self.sheetLimit { throw .tooLarge(.parts(limit: Self.sheetLimit)) }
      default: break
      }
    }
  }

  private static func dayOfSaving(_ reader: PartReader) throws(WorkbookError) -> Day? {
    var scanner = XMLScanner(reader)
    var text: [UInt8] = []
    var isInside = false
    loop: while true {
      switch try scanner.next() {
      case .done: break loop
      case .start: isInside = scanner.isNamed("modified")
      case .end: isInside = false
      case .text: if isInside { try scanner.appendText(to: &text) }
      }
    }
    return try? Day.parse(String(decoding: text, as: UTF8.self)).get()
  }

  /// What else an archive is, where it has no workbook.
  private static func otherDocument(
    _ archive: ZipArchive
  ) throws(WorkbookError) -> WorkbookError.Document? {
    if archive.hasPart("xl/workbook.bin") { return .binaryWorkbook }
    if archive.hasPart("word/document.xml") || archive.hasPart("ppt/presentation.xml") { return .otherOffice }
    if archive.hasPart("mimetype"), archive.hasPart("content.xml") {
      var kind: [UInt8] = []
      _ = try archive.part("mimetype").append(to: &kind)
      return String(decoding: kind, as: UTF8.self).contains("spreadsheet") ? .openDocument : .otherOffice
    }
    return archive.hasPart("_rels/.rels") || archive.hasPart("[Content_Types].xml") ? nil : .archive
  }

  // MARK: Links

  private struct Link {
    let id: String
    /// The last word of its type, which is the same in both editions of the standard.
    let kind: String
    /// A part of the package; nil where it leads out of it.
    let target: String?
  }

  /// The links of a part. Only those that are followed must stay inside.
  private static func links(
    _ archive: ZipArchive, _ part: String, from folder: String
  ) throws(WorkbookError) -> [Link] {
    var scanner = XMLScanner(try archive.part(part))
    var links: [Link] = []
    while true {
      switch try scanner.next() {
      case .done: return links
      case .start where scanner.isNamed("Relationship"):
        guard let id = try scanner.text("Id"), let type = try scanner.text("Type"),
          let target = try scanner.text("Target")
        else { throw .damaged(.brokenReference(""), part: part) }
        let kind = type.split(separator: "/").last.map(String.init) ?? ""
        let isOutside = try scanner.text("TargetMode") == "External"
        let path = isOutside ? nil : path(target, from: folder)
        if path == nil, Self.followed.contains(kind) { throw .damaged(.outsideLink(target), part: part) }
        links.append(Link(id: id, kind: kind, target: path))
        if links.count > 10 * sheetLimit { throw .tooLarge(.parts(limit: 10 * sheetLimit)) }
      default: break
      }
    }
  }

  private static let followed: Set<String> = [
    "officeDocument", "worksheet", "styles", "sharedStrings", "core-properties",
  ]

  /// A target as a name within the package; nil where it leads out of it.
  static func path(_ target: String, from folder: String) -> String? {
    if target.contains(":") || target.contains("\\") { return nil }
    var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." {
        if steps.popLast() == nil { return nil }
      } else {
        steps.append(step)
      }
    }
    return steps.isEmpty ? nil : steps.joined(separator: "/")
  }
}
