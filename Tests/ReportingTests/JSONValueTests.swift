import Foundation
import Testing

@testable import Reporting

@Suite struct JSONValueTests {
  @Test func unsigned_keepsAllBits() {
    #expect(JSONValue.unsigned(.max).text == "18446744073709551615")
  }

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
    let value: JSONValue = [
      0.1, 93.0, -0.0, 1e-7, 1e300, .number(.nan), .number(-.infinity), 9_007_199_254_740_993,
    ]
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
      let value: JSONValue = .object(
        [key].map { ($0, ["number": .number(number), "string": .string($0)]) })
      let read = try JSONDecoder().decode([String: Item].self, from: Data(value.text.utf8))
      let item = try #require(read[key])
      #expect(item.number == (number.isFinite ? number : nil))
      #expect(item.string.utf8.elementsEqual(key.utf8))
    }
  }
}
