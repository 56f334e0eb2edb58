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

  /// The format, or nil where the beginning tells of none.
  init?(of bytes: [UInt8]) {
    let beginnings: [(FileSignature, [UInt8])] = [
      (.workbook, [0x50, 0x4B, 0x03, 0x04]), (.compoundFile, [0xD0, 0xCF, 0x11, 0xE0]),
      (.database, Array("SQLite format 3\0".utf8)), (.pdf, Array("%PDF-".utf8)),
    ]
    guard let known = beginnings.first(where: { bytes.starts(with: $0.1) }) else { return nil }
    self = known.0
  }

  /// Whether these bytes begin a file that is neither text nor a workbook: more of it need not be read.
  static func isForeign(_ bytes: [UInt8]) -> Bool {
    if let known = FileSignature(of: bytes) { return known != .workbook && known != .compoundFile }
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return !isUTF16 && bytes.contains(0)
  }
}
