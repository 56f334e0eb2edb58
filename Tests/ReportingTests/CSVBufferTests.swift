import Testing

@testable import Reporting

@Suite struct CSVBufferTests {
  private func written(_ append: (inout CSVBuffer) -> Void) -> String {
    var buffer = CSVBuffer(capacity: 1)
    append(&buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (9237, 2, "92.37"), (10000, 2, "100.00"), (7, 0, "7"),
    (-120, 0, "-120"), (Int.max, 0, "9223372036854775807"), (Int.min, 3, "-9223372036854775.808"),
  ])
  func units_areWrittenWithTheirPlaces(_ units: Int, _ places: Int, _ text: String) {
    #expect(written { $0.append(units, places: places) } == text)
  }

  @Test func bytes_growAndAreForgotten() {
    var buffer = CSVBuffer(capacity: 1)
    for number in 0..<1000 {
      buffer.append(Array("bytes".utf8))
      buffer.append(UInt8(ascii: ","))
      buffer.append(number, places: 1)
    }
    #expect(buffer.bytes.count == buffer.count)
    #expect(String(decoding: buffer.bytes.suffix(10), as: UTF8.self) == "bytes,99.9")
    buffer.removeAll()
    #expect(buffer.count == 0 && buffer.bytes.isEmpty)
  }

  @Test func cells_areQuotedAsInTheWriter() {
    #expect(CSVBuffer.cell("Xã mô phỏng 1") == Array("Xã mô phỏng 1".utf8))
    #expect(CSVBuffer.cell("a,\"b\"") == Array("\"a,\"\"b\"\"\"".utf8))
  }
}
