/// Known formats that are not read, by the bytes that their files begin with.
public enum FileSignature: String, Hashable, Sendable, CaseIterable {
  /// A workbook of Excel: a ZIP archive, or the older compound file.
  case workbook
  /// A database of SQLite.
  case database
  /// A page for printing.
  case pdf

  /// The format, or nil where the beginning tells of none.
  init?(of bytes: [UInt8]) {
    let beginnings: [(FileSignature, [UInt8])] = [
      (.workbook, [0x50, 0x4B, 0x03, 0x04]), (.workbook, [0xD0, 0xCF, 0x11, 0xE0]),
      (.database, Array("SQLite format 3\0".utf8)), (.pdf, Array("%PDF-".utf8)),
    ]
    guard let known = beginnings.first(where: { bytes.starts(with: $0.1) }) else { return nil }
    self = known.0
  }

  /// Whether these bytes begin a file that is no text.
  static func isForeign(_ bytes: [UInt8]) -> Bool {
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return FileSignature(of: bytes) != nil || (!isUTF16 && bytes.contains(0))
  }
}
