import Foundation
import Testing

@testable import Reporting

@Suite struct JSONLinesWriterTests {
  private static func written(_ rows: [[CSVWriter.Field]], columns: [String] = ["a", "b"]) -> String {
    var writer = RowWriter(columns: columns, format: .ndjson)
    for row in rows { writer.append(row) }
    return writer.text
  }

  @Test func rows_areObjectsOnALineEach_withTheDigitsOfCSV() {
    #expect(
      Self.written([["Bắc Ninh", 0.1], [.integer(-3), .fixed(0.285, places: 2)], [.number(1e-7), 93.0]])
        == "{\"a\":\"Bắc Ninh\",\"b\":0.1}\n{\"a\":-3,\"b\":0.29}\n{\"a\":1e-07,\"b\":93}\n")
  }

  @Test func nothing_isNull() {
    #expect(
      Self.written([[nil, ""], [.number(.nan), .fixed(nil, places: 1)]])
        == "{\"a\":null,\"b\":null}\n{\"a\":null,\"b\":null}\n")
    #expect(Self.written([]) == "")
  }

  @Test func anyText_readsBack_andStaysOnItsLine() throws {
    let texts = ["\"", "\\", "a\nb\r\tc", "\u{0}\u{1F}\u{7F}", "\u{2028}", "👩‍👩‍👧", "e\u{301}", "</script>", ","]
    let text = Self.written(texts.map { [.text($0), 1] }, columns: ["a\"\n", "b"])
    let lines = text.split(separator: "\n")
    #expect(lines.count == texts.count)
    for (line, expected) in zip(lines, texts) {
      let row = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let found = try #require(row["a\"\n"] as? String)
      #expect(Array(found.utf8) == Array(expected.utf8))
    }
  }
}
