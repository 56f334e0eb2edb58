import Foundation
import Testing

/// However a history is written, its forecast is the same.
@Suite struct ShapeTests {
  private static let expected = (try? Command.run(["forecast", Example.path, "--format", "csv"]))?.text ?? ""

  private func forecast(_ bytes: [UInt8]) throws -> String {
    let folder = try Folder()
    let run = try Command.run(["forecast", try folder.write("lịch sử tuần.csv", bytes), "--format", "csv"])
    #expect(run.code == 0, "\(run.errors)")
    return run.text
  }

  private func forecast(_ text: String) throws -> String { try forecast(Array(text.utf8)) }

  @Test func wide() throws {
    // Indicators come in the order of the columns; the rows of the table are the same.
    let rows = try forecast(Example.wide).split(separator: "\n")
    #expect(rows.sorted() == Self.expected.split(separator: "\n").sorted())
  }

  @Test func semicolonsAndDecimalCommas() throws {
    #expect(try forecast(Example.long(delimiter: ";", change: Example.vietnamese)) == Self.expected)
  }

  @Test func tabs() throws {
    #expect(try forecast(Example.long(delimiter: "\t")) == Self.expected)
  }

  @Test func byteOrderMark() throws {
    #expect(try forecast([0xEF, 0xBB, 0xBF] + Example.bytes) == Self.expected)
  }

  @Test(arguments: [true, false])
  func utf16(_ bigEndian: Bool) throws {
    let units = Array("\u{FEFF}\(Example.long(delimiter: "\t", change: Example.vietnamese))".utf16)
    let bytes = units.flatMap { unit in
      bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    #expect(try forecast(bytes) == Self.expected)
  }

  @Test(arguments: ["/", "-", "."])
  func dayFirst(_ separator: String) throws {
    let text = Example.long { row in
      [row[0].split(separator: "-").reversed().joined(separator: separator)] + row.dropFirst()
    }
    #expect(try forecast(text) == Self.expected)
  }

  @Test func decomposedNames() throws {
    let text = String(decoding: Example.bytes, as: UTF8.self).decomposedStringWithCanonicalMapping
    #expect(text.utf8.count != Example.bytes.count)
    let found = try forecast(text)
    #expect(Array(found.utf8) == Array(Self.expected.utf8), "written composed")
  }

  @Test func vietnameseHeaders() throws {
    let header = ["Ngày báo cáo", "Đơn vị", "Cấp", "Chỉ số", "Điểm"]
    let names = [
      "transparency": "Công khai, minh bạch", "processing": "Tiến độ giải quyết",
      "online_services": "Dịch vụ công trực tuyến", "online_payment": "Thanh toán trực tuyến",
      "satisfaction": "Mức độ hài lòng", "digitization": "Số hóa hồ sơ", "total": "Tổng điểm",
    ]
    let text = Example.long(header: header, delimiter: ";") { row in
      var row = Example.vietnamese(row)
      row[3] = names[row[3]] ?? row[3]
      return row
    }
    #expect(try forecast(text) == Self.expected)
  }

  @Test func windowsLineEnds() throws {
    #expect(try forecast(Example.long().replacing("\n", with: "\r\n")) == Self.expected)
  }

  @Test func shuffledRows() throws {
    var generator = SeededGenerator(state: 5)
    for _ in 0..<3 {
      let text = Example.long(rows: Example.rows.shuffled(using: &generator))
      let rows = try forecast(text).split(separator: "\n")
      #expect(rows.sorted() == Self.expected.split(separator: "\n").sorted())
    }
  }

  @Test func renamedUnits() throws {
    var names: [String: String] = [:]
    for row in Example.rows where names[row[1]] == nil { names[row[1]] = "Place \(names.count) of many" }
    let text = Example.long { row in
      var row = row
      row[1] = names[row[1]] ?? row[1]
      return row
    }
    var found = try forecast(text)
    for (old, new) in names { found = found.replacing(new + ",", with: old + ",") }
    let (one, other) = (found.split(separator: "\n"), Self.expected.split(separator: "\n"))
    #expect(one.count == other.count)
    for (new, old) in zip(one, other) where new != old {
      // Sample paths are drawn by name, so a total that is simulated has the same mean, and quantiles that
      // differ by the error of simulation.
      let (news, olds) = (new.split(separator: ","), old.split(separator: ","))
      #expect(olds.last == "sum_of_components")
      #expect(news.prefix(5) == olds.prefix(5))
      for (new, old) in zip(news[5..<10], olds[5..<10]) {
        #expect(abs((Double(new) ?? .nan) - (Double(old) ?? .nan)) < 0.2)
      }
    }
  }

  @Test func sameRowsTwice_areDuplicates() throws {
    #expect(try forecast(Example.long(rows: Example.rows + Example.rows)) == Self.expected)
  }

  // MARK: Plain series

  private static let series: [(name: String, values: [Double])] = [
    ("lượt xem", (0..<30).map { 100 + Double($0 * 37 % 11) + Double($0) }),
    ("đơn hàng", (0..<20).map { 5 + Double($0 * 53 % 7) / 10 }),
  ]

  @Test func plainSeries_withSteps_goOnWhereEachEnds() throws {
    var text = "series,step,value\n"
    for (name, values) in Self.series {
      for (step, value) in values.enumerated() { text += "\(name),\(step + 3),\(value)\n" }
    }
    let folder = try Folder()
    let run = try Command.run([
      "forecast", try folder.write("plain.csv", text), "--format", "csv", "--weeks", "2",
    ])
    #expect(run.code == 0)
    let rows = table(run).rows
    #expect(rows.map { $0["unit"] } == ["lượt xem", "lượt xem", "đơn hàng", "đơn hàng"])
    #expect(rows.allSatisfy { $0["indicator"] == "value" })
    #expect(rows.map { $0["as_of"] } == ["33", "34", "23", "24"])
    let cut = try Command.run([
      "forecast", folder.path("plain.csv"), "--format", "csv", "--weeks", "2", "--as-of", "20",
    ])
    #expect(table(cut).rows.map { $0["as_of"] } == ["21", "22", "21", "22"])
    for command in ["check", "forecast"] {
      #expect(try Command.run([command, folder.path("plain.csv"), "--language", "vi"]).code == 0)
    }
  }

  @Test func plainSeries_withDates_goOnWeekly() throws {
    var text = "series;as_of;value\n"
    for step in 0..<12 {
      let day = ["06", "13", "20", "27"][step % 4] + "/0\(step / 4 + 1)/2025"
      text += "a;\(day);\(1200 + step * 3),5\n"
    }
    let folder = try Folder()
    let run = try Command.run(["forecast", try folder.write("plain.csv", text), "--format", "csv"])
    #expect(run.code == 0)
    #expect(table(run).rows.map { $0["as_of"] } == ["2025-04-03", "2025-04-10", "2025-04-17", "2025-04-24"])
  }
}
