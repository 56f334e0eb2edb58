import Foundation
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

@Suite struct JSONValueTests {
  @Test func membersKeepTheirOrder() {
    let probability: Double? = nil
    let value: JSONValue = [
      "schema": "headway.plan/1", "unit": "Bắc Ninh", "target": 93, "gain": 0.1, "met": false,
      "probability": .number(probability), "path": [92.4, 92.5], "each": [["a": 1], [:]], "none": [],
    ]
    #expect(
      value.text == """
        {
          "schema": "headway.plan/1",
          "unit": "Bắc Ninh",
          "target": 93,
          "gain": 0.1,
          "met": false,
          "probability": null,
          "path": [92.4, 92.5],
          "each": [
            {
              "a": 1
            },
            {}
          ],
          "none": []
        }
        """)
  }

  @Test func numbersAreShortestAndNeverInvalid() {
    let value: JSONValue = [0.1, 93.0, -0.0, 1e-7, 1e300, .number(.nan), .number(-.infinity), 9_007_199_254_740_993]
    #expect(value.text == "[0.1, 93, 0, 1e-07, 1e+300, null, null, 9007199254740993]")
  }

  @Test func stringsAreEscaped() {
    let value: JSONValue = "\"\\\n\r\t\u{1}\u{1F}\u{2028}ế👍"
    #expect(value.text == #""\"\\\n\r\t\u0001\u001f\u2028ế👍""#)
  }

  /// Foundation's decoder is the independent judge of random trees.
  @Test func foundationDecodesWhatIsWritten() throws {
    struct Item: Decodable {
      let number: Double?
      let string: String
    }
    var random = SplitMix64(state: 8259)
    for _ in 0..<300 {
      let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      let key = String(
        String.UnicodeScalarView(
          (0..<8).compactMap { _ in Unicode.Scalar(UInt16.random(in: 0...0x2100, using: &random)) }))
      let value: JSONValue = .object([(key, ["number": .number(number), "string": .string(key)])])
      let read = try JSONDecoder().decode([String: Item].self, from: Data(value.text.utf8))
      let item = try #require(read[key])
      #expect(item.number == (number.isFinite ? number : nil))
      #expect(item.string.utf8.elementsEqual(key.utf8))
    }
  }
}
