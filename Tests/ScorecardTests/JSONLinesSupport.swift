import Foundation

@testable import Scorecard

/// A table that can be written as CSV and as JSON lines.
struct TestTable {
  /// Of each column the names that it may go by; CSV has the first.
  var columns: [[String]]
  var rows: [[String]]

  /// The CSV; no cell has line ends.
  var csv: String {
    ([columns.map { $0[0] }] + rows).map { row in
      row.map { cell in
        cell.contains { ",\" ".contains($0) } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: ",") + "\n"
    }.joined()
  }

  /// The JSON lines below a blank one, so that lines have the numbers that they have in the CSV. The first has all keys, in
  /// the order of columns.
  ///
  /// - Parameters:
  ///   - writesNumbers: Whether what JSON takes for a number is written as one.
  ///   - generator: Chooses the order and names of keys, escapes, spaces, and whether an empty cell is null.
  func jsonLines(writesNumbers: Bool, _ generator: inout SeededGenerator) -> String {
    func space() -> String { ["", "", "", " ", "\t", "  "].randomElement(using: &generator)! }
    return "\n"
      + rows.enumerated().map { number, row in
        var members: [String] = []
        for (names, cell) in zip(columns, row) {
          let key = Self.quoted(names.randomElement(using: &generator)!, &generator)
          let value: String
          if cell.isEmpty {
            if number > 0, Bool.random(using: &generator) { continue }
            value = Bool.random(using: &generator) ? "null" : "\"\""
          } else if writesNumbers, cell.wholeMatch(of: /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/) != nil {
            value = cell
          } else {
            value = Self.quoted(cell, &generator)
          }
          members.append(space() + key + space() + ":" + space() + value + space())
        }
        if number > 0 { members.shuffle(using: &generator) }
        return space() + "{" + members.joined(separator: ",") + "}" + space()
          + (Bool.random(using: &generator) ? "\n" : "\r\n")
      }.joined()
  }

  /// A JSON text with any escapes.
  static func quoted(_ text: String, _ generator: inout SeededGenerator) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar == "\"" || scalar == "\\" || scalar.value < 0x20
      if mustEscape || Int.random(in: 0..<12, using: &generator) == 0 {
        switch scalar {
        case "\"", "\\", "/": output += "\\\(scalar)"
        case "\n": output += "\\n"
        default:
          for unit in String(scalar).utf16 {
            let hex = String(unit, radix: 16, uppercase: Bool.random(using: &generator))
            output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
          }
        }
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}

extension TestTable {
  private static let dates = [["as_of", "Ngày", "date"]]
  private static let junk = [
    "", "", "x", "1.2.3", "NaN", "-", "5%", "99999", "-3", "1e400", "\"", "a\\b", "/",
  ]

  /// A table of one of the three shapes, with strange cells.
  ///
  /// - Parameter commas: Whether numbers may be written with commas.
  static func random(
    _ shape: FileShape, oddity: Double, commas: Bool, _ generator: inout SeededGenerator
  ) -> Self {
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
    func one(_ list: [String]) -> String { list.randomElement(using: &generator)! }
    func day() -> String {
      let (month, day) = (
        1 + Int.random(in: 0..<9, using: &generator), 10 + Int.random(in: 0..<18, using: &generator)
      )
      if chance(oddity) { return one(["31/02/2025", "", "soon", "2025-13-01", "\(day)/0\(month)/2025"]) }
      return "2025-0\(month)-\(day)"
    }
    func number(_ greatest: Int) -> String {
      let (whole, places) = (
        Int.random(in: 0..<greatest, using: &generator), Int.random(in: 0..<5, using: &generator)
      )
      if chance(oddity) { return one(junk + (commas ? ["1,5", "1.234,5", "1,234", "1.234.567"] : [])) }
      let digits = (0..<places).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
      return "\(whole)" + (places == 0 ? "" : ".") + digits
    }
    let names = [
      "Bắc Ninh", "bắc ninh", "A, B", "a \"b\"", "日本", "👩‍👩‍👧", "tab\tx", "x\\y", "e\u{301}", "\u{A0}a", "12",
      "1.234",
    ]
    let count = Int.random(in: 1..<30, using: &generator)
    var table: TestTable
    switch shape {
    case .plain:
      let isStep = chance(0.4)
      table = TestTable(
        columns: [
          ["series", "chuỗi", "Series_Name"], isStep ? ["step", "bước"] : dates[0], ["value", "Giá trị"],
          ["foo"],
        ], rows: [])
      var name = "s"
      for row in 0..<count {
        if chance(0.2) { name = chance(oddity) ? one(names + [""]) : "s\(row)" }
        let time = isStep ? (chance(oddity) ? one(junk) : "\(row)") : day()
        table.rows.append([name, time, number(2000), one(["", "x", "7"])])
      }
    case .long:
      table = TestTable(
        columns: [
          dates[0], ["unit", "Đơn vị"], ["level", "cấp"], ["indicator", "Chỉ số"], ["score", "Điểm"],
          ["max", "tối đa"], ["status", "Trạng thái"], ["note", "rank", "ghi chú"],
        ], rows: [])
      for _ in 0..<count {
        table.rows.append([
          day(), one(names + (chance(oddity) ? [""] : [])), chance(oddity) ? "province" : "",
          one(
            ["total", "transparency", "online_payment", "Tổng điểm"] + (chance(oddity) ? ["foo", ""] : [])),
          number(30), one(["", "", "18"]), one(["", "published", "sơ bộ, \"x\""]), one(["", "1", "x"]),
        ])
      }
    case .wide:
      table = TestTable(
        columns: [
          dates[0], ["unit", "Đơn vị"], ["transparency", "Transparency"], ["total", "Tổng điểm"],
          ["mystery"], ["remark", "stt"],
        ], rows: [])
      for _ in 0..<count {
        table.rows.append([
          day(), one(names + (chance(oddity) ? [""] : [])), number(25), number(110),
          chance(0.1) ? number(9) : "",
          one(["", "8", "y"]),
        ])
      }
    }
    return table
  }
}

/// A file that goes when nobody needs it.
final class TemporaryFile {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("headway-\(UUID().uuidString)")
    .path

  init(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
