import Testing

@testable import Reporting

@Suite struct CSVWriterTests {
  @Test func fieldsAreQuotedOnlyWhereNeeded() {
    var csv = CSVWriter(columns: ["unit", "message"])
    csv.append(["Bắc Ninh", "a,b"])
    csv.append(["say \"no\"", "two\nlines"])
    csv.append(["\r\n", " outer "])
    #expect(
      csv.text == """
        unit,message
        Bắc Ninh,"a,b"
        "say ""no\""","two
        lines"
        "\r\n"," outer "

        """)
  }

  @Test func aLoneCarriageReturnIsQuoted() {
    var csv = CSVWriter(columns: ["a"])
    csv.append(["x\ry"])
    #expect(csv.text == "a\n\"x\ry\"\n")
  }

  @Test func numbersHaveAPointAndKeepTheirDigits() {
    var csv = CSVWriter(columns: ["a", "b", "c", "d", "e"])
    csv.append([.number(0.1), .fixed(0.285, places: 2), .integer(-3), .number(.nan), .fixed(nil, places: 1)])
    csv.append([93.0, 92.37, 4, nil, .empty])
    #expect(csv.text == "a,b,c,d,e\n0.1,0.29,-3,,\n93,92.37,4,,\n")
  }

  @Test func aLoneEmptyFieldIsNotAnEmptyLine() {
    var csv = CSVWriter(columns: ["a"])
    csv.append([nil])
    csv.append([""])
    #expect(csv.text == "a\n\"\"\n\"\"\n")
  }

  @Test func portionsAddUpToTheWhole() {
    var csv = CSVWriter(columns: ["a"])
    let first = csv.drain()
    csv.append([1])
    #expect(first + csv.drain() == "a\n1\n")
    #expect(csv.text.isEmpty)
  }

  /// A reader written for this test gets back what was written, whatever the characters.
  @Test func randomFieldsReadBack() {
    var random = SplitMix64(state: 4180)
    let alphabet: [Unicode.Scalar] = ["a", "ế", ",", "\"", "\n", "\r", " ", ";", "\u{301}"]
    var csv = CSVWriter(columns: ["p", "q"])
    var rows = [["p", "q"]]
    for _ in 0..<500 {
      let row = (0..<2).map { _ in
        var field = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &random) {
          field.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
        }
        return String(field)
      }
      rows.append(row)
      csv.append(row.map { .text($0) })
    }
    #expect(Self.read(csv.text).map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
  }

  private static func read(_ text: String) -> [[String]] {
    var (rows, row, field, isQuoted) = ([[String]](), [String](), String.UnicodeScalarView(), false)
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (scalar, isQuoted) {
      case ("\"", true) where scalars.first == "\"": field.append(scalars.removeFirst())
      case ("\"", _): isQuoted.toggle()
      case (",", false), ("\n", false):
        row.append(String(field))
        field = .init()
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      default: field.append(scalar)
      }
    }
    return rows
  }
}
