/// Known formats that are no text, by the bytes that their files begin with.
public enum FileSignature: String, Hashable, Sendable, CaseIterable {
  /// A ZIP archive, as workbooks of Excel are.
  case workbook
  /// The compound file of older office programs, and of protected workbooks.
  case compoundFile = "compound_file"
  /// A database of SQLite.
  case database
  /// A page for printing.
  case pdf
  /// A table of a web page, as programs export them under the name of a workbook.
  case html
  /// A workbook as one XML text, the format of Excel 2003.
  case xmlWorkbook = "xml_workbook"

  /// The format, or nil where the beginning tells of none.
  init?(of bytes: [UInt8]) {
    let beginnings: [(FileSignature, [UInt8])] = [
      (.workbook, [0x50, 0x4B, 0x03, 0x04]), (.compoundFile, [0xD0, 0xCF, 0x11, 0xE0]),
      (.database, Array("SQLite format 3\0".utf8)), (.pdf, Array("%PDF-".utf8)),
    ]
    if let known = beginnings.first(where: { bytes.starts(with: $0.1) }) {
      self = known.0
    } else if let markup = Self.markup(bytes.prefix(1 << 11)) {
      self = markup
    } else {
      return nil
    }
  }

  /// What a text is that begins with markup.
  private static func markup(_ head: ArraySlice<UInt8>) -> FileSignature? {
    // Marks of byte order and the zeros of UTF-16 are passed over.
    let plain = head.lazy.filter { $0 != 0 && $0 < 0x80 }
    guard let first = plain.first(where: { $0 > 0x20 }), first == UInt8(ascii: "<") || first | 0x20 == 0x6D
    else {
      return nil
    }
    let text = String(decoding: plain.drop { $0 <= 0x20 }, as: UTF8.self).lowercased()
    if text.hasPrefix("mime-version:") { return .html }
    if text.hasPrefix("<?xml") || text.hasPrefix("<workbook") {
      if text.contains("<workbook") || text.contains("excel.sheet") { return .xmlWorkbook }
      return text.contains("<html") || text.contains("<table") ? .html : nil
    }
    let isPage = ["<html", "<!doctype html", "<head", "<body", "<table", "<meta", "<style", "<div", "<!--"]
      .contains { text.hasPrefix($0) }
    return isPage ? .html : nil
  }

  /// Whether these bytes begin a file that is neither text nor a workbook: more of it need not be read.
  static func isForeign(_ bytes: [UInt8]) -> Bool {
    if let known = FileSignature(of: bytes) { return known != .workbook && known != .compoundFile }
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return !isUTF16 && bytes.contains(0)
  }
}
