/// The position of a cell in a sheet: row and column, both from 1.
struct CellReference: Hashable, Sendable {
  var row: Int
  var column: Int

  /// What a sheet of Excel has.
  static let rowLimit = 1_048_576, columnLimit = 16_384

  init(row: Int, column: Int) { (self.row, self.column) = (row, column) }

  /// Reads a reference such as `C7` or `$C$7`; nil where no sheet has such a cell.
  init?(_ text: some Collection<UInt8>) {
    var (row, column) = (0, 0)
    var digits = 0
    for byte in text {
      if byte == UInt8(ascii: "$") { continue }
      if byte &- 48 < 10 {
        guard column > 0 else { return nil }
        digits += 1
        row = row * 10 + Int(byte &- 48)
      } else {
        let letter = Int(byte & 0xDF) - 64
        guard digits == 0, (1...26).contains(letter) else { return nil }
        column = column * 26 + letter
      }
      guard row <= Self.rowLimit, column <= Self.columnLimit else { return nil }
    }
    guard row > 0, column > 0 else { return nil }
    self.init(row: row, column: column)
  }

  /// The letters of a column: A, …, Z, AA, …
  static func letters(ofColumn column: Int) -> String {
    var letters = ""
    var rest = column
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}

extension CellReference: CustomStringConvertible {
  var description: String { Self.letters(ofColumn: column) + String(row) }
}

/// Cells that are shown as one, which has the content of the first of them.
struct MergedCells: Hashable, Sendable {
  let first: CellReference, last: CellReference

  /// Reads a range such as `C7:D9`.
  init?(_ text: ArraySlice<UInt8>) {
    let ends = text.split(separator: UInt8(ascii: ":"))
    guard let first = ends.first.flatMap(CellReference.init),
      let last = ends.last.flatMap(CellReference.init),
      ends.count <= 2, first.row <= last.row, first.column <= last.column
    else { return nil }
    (self.first, self.last) = (first, last)
  }

  func contains(row: Int) -> Bool { first.row <= row && row <= last.row }
}
