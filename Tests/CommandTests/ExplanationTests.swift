import Forecasting
import Foundation
import Reporting
import Scorecard
import Testing

/// `forecast --explain` and `forecast --since`, as a user runs them.
@Suite struct ExplanationTests {
  /// The forecast of 10 November, as a file holds it.
  private static let earlier =
    (try? Command.run(["forecast", Example.path, "--as-of", "2025-11-10", "--format", "csv"]))?.output ?? []

  private static let columns =
    "unit,indicator,step,as_of,mean,median,lo80,hi80,lo95,hi95,model,earlier_median,change,change_model,change_correction,change_new_data"

  private func since(
    _ arguments: [String] = [], history: String = Example.path, earlier: [UInt8] = Self.earlier
  ) throws -> Run {
    let folder = try Folder()
    let file = try folder.write("earlier.csv", earlier)
    return try Command.run(["forecast", history, "--since", file] + arguments)
  }

  private func number(_ row: [String: String], _ name: String) -> Double { Double(row[name] ?? "") ?? .nan }

  // MARK: Changes

  @Test func changes_inEachFormat() throws {
    let csv = try since(["--format", "csv"])
    #expect(csv.code == 0 && csv.errors == "")
    let (header, rows) = table(csv)
    #expect(header == Self.columns)
    let plain = try Command.run(["forecast", Example.path, "--format", "csv"])
    #expect(
      csv.lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).prefix(11) }
        == plain.lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).prefix(11) })
    let compared = rows.filter { $0["change"] != "" }
    // Each series of the earlier forecast, in three of its four weeks.
    #expect(compared.count == 3 * (Self.earlier.split(separator: 0x0A).count - 1) / 4)
    for row in compared {
      let parts = ["change_model", "change_correction", "change_new_data"].map { number(row, $0) }
      #expect(abs(parts.reduce(0, +) - number(row, "change")) < 1e-8)
      #expect(abs(number(row, "median") - number(row, "earlier_median") - number(row, "change")) < 1e-7)
      #expect(parts[0] == 0 && parts[1] == 0)
    }

    let json = try since(["--format", "json"]).json
    let whole = try #require(json["since"] as? [String: Any])
    #expect(whole["origin"] as? String == "2025-11-10" && whole["outcomes"] as? Int == 13)
    #expect((whole["added"] as? [Any])?.count == 3)
    let series = try #require(json["series"] as? [[String: Any]])
    let changes = series.flatMap { $0["changes"] as? [[String: Any]] ?? [] }
    #expect(changes.count == compared.count)
    for change in changes {
      let parts = ["model", "correction", "new_data"].compactMap { change[$0] as? Double }
      #expect(abs(parts.reduce(0, +) - (change["change"] as? Double ?? .nan)) < 1e-8)
    }
  }

  @Test(arguments: [
    ("en", "Changes since the forecast of 10 Nov 2025", "Hải Phòng: up 0."),
    ("vi", "Thay đổi so với dự báo ngày 10/11/2025", "Hải Phòng: tăng 0,"),
  ])
  func changes_inWords(_ language: String, _ title: String, _ sentence: String) throws {
    let run = try since(["--language", language])
    #expect(run.code == 0)
    #expect(run.text.contains(title) && run.text.contains(sentence))
    #expect(run.text.contains(language == "en" ? "through new data." : ", do số liệu mới."))
    for line in run.lines { #expect(line.count <= 80) }
  }

  @Test func sameHistory_changesNothing() throws {
    let now = try Command.run(["forecast", Example.path, "--format", "csv"])
    let rows = table(try since(["--format", "csv"], earlier: now.output)).rows
    for row in rows {
      #expect(
        ["change", "change_model", "change_correction", "change_new_data"].allSatisfy { row[$0] == "0" })
    }
    // What is compared may itself have been compared.
    let again = try since(["--format", "csv"])
    #expect(
      table(try since(["--format", "csv"], earlier: again.output)).rows.allSatisfy { $0["change"] == "0" })
  }

  @Test(arguments: [
    ("en", "a correction of 3 Nov 2025", "another model"),
    ("vi", "do điều chỉnh số liệu ngày 03/11/2025", "do mô hình khác"),
  ])
  func correctionsAndModels_areTold(_ language: String, _ correction: String, _ model: String) throws {
    let folder = try Folder()
    let text = Example.long() + "2025-11-03,Hợp Thịnh,commune,total,93.44\n"
    let history = try folder.write("history.csv", text)
    let corrected = try since(["--language", language], history: history)
    #expect(corrected.code == 0)
    #expect(corrected.text.replacing("\n  ", with: " ").contains(correction))
    #expect(!corrected.text.contains(model))
    let other = try since(["--language", language, "--model", "last", "--unit", "Hợp Thịnh"])
    #expect(other.text.contains(model))
    let rows = table(try since(["--format", "csv"], history: history)).rows.filter {
      $0["unit"] == "Hợp Thịnh" && $0["change"] != ""
    }
    #expect(rows.count == 3 && rows.allSatisfy { number($0, "change_model") == 0 })
    #expect(rows.allSatisfy { abs(number($0, "change_correction")) > 1e-4 })
  }

  @Test func plainSeries_areCompared() throws {
    var text = "series,step,value\n"
    for series in 0..<30 {
      for step in 0..<30 { text += "s\(series),\(step),\(100 + (step * 37 + series * 11) % 13 + step)\n" }
    }
    let folder = try Folder()
    let history = try folder.write("plain.csv", text)
    let earlier = try Command.run(["forecast", history, "--as-of", "27", "--format", "csv"])
    for language in ["en", "vi"] {
      let run = try since(["--language", language, "--explain"], history: history, earlier: earlier.output)
      #expect(run.code == 0 && run.errors == "")
      // Of thirty series the twenty with the greatest changes are told, with the way to the others.
      #expect(run.lines.count { $0.hasPrefix("• s") } <= 45)
      #expect(run.text.contains("`--unit`"))
    }
    let rows = table(try since(["--format", "csv"], history: history, earlier: earlier.output)).rows
    #expect(rows.filter { $0["change"] != "" }.count == 60)
    #expect(rows.allSatisfy { $0["change"] == "" || $0["change_model"] == "0" })
  }

  // MARK: Bad files

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let code: Int32
    let mentions: [String]

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ code: Int32, _ mentions: [String]) {
      self.init(name, Array(text.utf8), code, mentions)
    }

    init(_ name: String, _ bytes: [UInt8], _ code: Int32, _ mentions: [String]) {
      (self.name, self.bytes, self.code, self.mentions) = (name, bytes, code, mentions)
    }
  }

  private static let header = "unit,indicator,step,as_of,median\n"
  private static let good = header + "Bắc Ninh,total,2,2025-11-24,92.3\n"

  static let cases: [Case] = [
    Case("empty", "", 65, ["`headway forecast"]),
    Case("header only", header, 65, [":1:"]),
    Case("a history", Example.bytes, 65, [":1:", "`step`, `median`", "“as_of”"]),
    Case("binary", [0x41, 0, 0x42], 65, [":1:"]),
    Case("not UTF-8", [0x41, 0xFF, 0x42], 65, [":1:", "0xFF"]),
    Case("Excel", Array("PK\u{3}\u{4}".utf8), 65, ["Excel"]),
    Case("another history", header + "Z,total,2,2025-11-24,92.3\n", 65, ["“Z”", "`--index`"]),
    Case(
      "another index", header + "Bắc Ninh,speed,2,2025-11-24,92.3\n", 65, [":2:", "“speed”", "`--index`"]),
    Case("later", header + "Bắc Ninh,total,1,2026-11-23,92.3\n", 65, ["16", "`--as-of`"]),
    Case("too early", header + "Bắc Ninh,total,1,2024-11-25,92.3\n", 65, ["18", "2024"]),
    Case("no number", good + "Bắc Ninh,total,1,2025-11-17,n/a\n", 3, [":3:", "5 (median)", "“n/a”"]),
    Case("no day", good + "Bắc Ninh,total,1,31/02/2025,92\n", 3, [":3:", "4 (as_of)", "“31/02/2025”"]),
    Case(
      "another day", good + good.split(separator: "\n")[1] + "\nBắc Ninh,total,1,2025-11-18,92\n", 3, [":4:"]),
    Case("no step", good + "Bắc Ninh,total,x,2025-11-17,92\n", 3, [":3:", "3 (step)", "“x”", "78"]),
    Case("cut off", good + "Bắc Ninh,tot", 3, [":3:"]),
    Case("another unit", good + "Z,total,1,2025-11-17,92\n", 0, []),
  ]

  @Test(arguments: cases, ["en", "vi"])
  func earlierFile_isNamedWithPlaceValueAndCure(_ sample: Case, _ language: String) throws {
    let run = try since(["--language", language], earlier: sample.bytes)
    #expect(run.code == sample.code, "\(run.errors)")
    #expect(run.output.isEmpty == (sample.code == 65))
    for mention in sample.mentions { #expect(run.errors.contains(mention), "\(mention) in \(run.errors)") }
    if sample.code != 0 { #expect(run.errors.contains("earlier.csv")) }
  }

  @Test func earlierFile_missingDirectoryOrOutput() throws {
    let folder = try Folder()
    let file = try folder.write("earlier.csv", Self.earlier)
    #expect(try Command.run(["forecast", Example.path, "--since", folder.path("missing.csv")]).code == 66)
    #expect(try Command.run(["forecast", Example.path, "--since", folder.url.path]).code == 66)
    #expect(try Command.run(["forecast", Example.path, "--since", file, "--output", file]).code == 64)
    #expect(try folder.read("earlier.csv") == Self.earlier)
  }

  @Test func damagedEarlierFiles_neverEndTheProcess() throws {
    var generator = SeededGenerator(state: FuzzTests.seed)
    let history = try HistoryReader.read(Example.bytes).history
    let forecaster = Forecaster(horizon: 2)
    let current = ScorecardForecast(history, forecaster: forecaster, pathCount: 20)
    var compared = 0
    for round in 0..<FuzzTests.count {
      let bytes = FuzzTests.mutated(Self.earlier, &generator)
      let language = Language.allCases[round % 2]
      do throws(ForecastFileError) {
        let earlier = try ForecastFileReader.read(bytes, for: history)
        let notices = earlier.notices(in: language, file: "e").joined()
        #expect(notices.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        // Each comparison is a forecast or more; some will do.
        if round % 10 != 0 { continue }
        let revision = try ForecastRevision(from: earlier, to: current, forecaster: forecaster)
        compared += 1
        for change in revision.changes {
          #expect(abs(change.model + change.correction + change.newData - change.total) < 1e-9)
        }
        let report = ForecastReport(
          current, levels: [], language: language, explains: true, revision: revision)
        let text = TextRenderer(width: 60).render(report.document)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(report.csv.count + report.json.count > 10)
      } catch {
        let message = error.message(in: language, file: "e")
        #expect(message.count > 20)
      }
    }
    #expect(compared > FuzzTests.count / 40)
  }

  // MARK: Drivers

  @Test func drivers_addUpInJSON() throws {
    let json = try Command.run(["forecast", Example.path, "--explain", "--format", "json"]).json
    for series in try #require(json["series"] as? [[String: Any]]) {
      let last = ((series["last"] as? [String: Any])?["score"] as? Double) ?? .nan
      for week in series["forecast"] as? [[String: Any]] ?? [] {
        let explained = try #require(week["explained"] as? String)
        let value = try #require(week[explained] as? Double)
        let drivers = try #require(week["drivers"] as? [[String: Any]])
        let sum = drivers.reduce(0) { $0 + ($1["amount"] as? Double ?? .nan) }
        if series["indicator"] as? String != "discrepancy" { #expect(abs(value - last - sum) < 1e-7) }
      }
    }
    let csv = try Command.run(["forecast", Example.path, "--explain", "--format", "csv"])
    #expect(try csv.output == Command.run(["forecast", Example.path, "--format", "csv"]).output)
  }

  @Test func drivers_areToldInWords() throws {
    let english = try Command.run(["forecast", Example.path, "--explain", "--unit", Example.unit])
    #expect(english.text.contains("What drives the forecast"))
    #expect(
      english.text.contains("• Satisfaction: unchanged at 17.86 in 4 weeks. All observations are equal"))
    let vietnamese = try Command.run([
      "forecast", Example.path, "--explain", "--unit", Example.unit, "--language", "vi",
    ])
    #expect(vietnamese.text.contains("Yếu tố tạo nên dự báo"))
    #expect(vietnamese.text.contains("• Tổng điểm: +0,"))
    // Without a choice of units, one sentence for each unit.
    let all = try Command.run(["forecast", Example.path, "--explain"])
    #expect(all.lines.count { $0.hasPrefix("• ") } == 13)
    for run in [english, vietnamese, all] {
      #expect(run.code == 0)
      for line in run.lines { #expect(line.count <= 80) }
    }
  }
}
