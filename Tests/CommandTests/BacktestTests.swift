import Foundation
import Scorecard
import Testing

/// The backtest as a user runs it.
@Suite struct BacktestTests {
  private static let weekly: String = {
    var generator = SeededGenerator(state: 4)
    var text = "as_of,unit,level,indicator,score\n"
    var levels = [91.0, 88]
    for week in 0..<24 {
      let day = Day(year: 2025, month: 1, day: 6)!.adding(days: 7 * week)
      for unit in levels.indices {
        levels[unit] += Double.random(in: -0.2...0.3, using: &generator)
        text += "\(day),Đơn vị \(unit),commune,total,\(String(format: "%.2f", levels[unit]))\n"
      }
    }
    return text
  }()

  private static let weeks: String =
    "series,step,value\n"
    + (0..<30).map { "a,\($0),\(100 + $0 * 7 % 13)\nb,\($0 + 3),\(5000 - 40 * $0 + $0 * $0 % 17)\n" }.joined()

  @Test func plainSeries_inBothLanguages() throws {
    let folder = try Folder()
    let path = try folder.write("h.csv", Self.weeks)
    let english = try Command.run(["backtest", path, "--weeks", "2"])
    #expect(english.code == 0 && english.errors == "")
    #expect(english.text.contains("Made at 12 past origins, forecasts of 2 series 2 weeks ahead were off by"))
    #expect(english.text.contains("80\u{A0}% intervals held"))
    #expect(english.text.contains("2 weeks ahead (12 origins, 24 outcomes)"))
    let vietnamese = try Command.run(["backtest", path, "--weeks", "2", "--language", "vi"])
    #expect(
      vietnamese.text.contains("Dự báo 2 chuỗi trước 2 tuần, lập tại 12 thời điểm đã qua, lệch bình quân"))
    #expect(!vietnamese.text.contains("origins") && !vietnamese.text.contains("ahead"))
    for line in english.lines + vietnamese.lines { #expect(line.count <= 80, "\(line)") }
  }

  @Test func csv_hasEachIndicatorHorizonAndModel() throws {
    let folder = try Folder()
    let path = try folder.write("h.csv", Self.weeks)
    let run = try Command.run(["backtest", path, "--format", "csv", "--weeks", "3", "--origins", "5"])
    let rows = table(run).rows
    #expect(rows.count == 9)
    #expect(rows.allSatisfy { $0["indicator"] == "value" && $0["origins"] == "5" && $0["forecasts"] == "10" })
    #expect(rows.map { $0["horizon"] } == ["1", "1", "1", "2", "2", "2", "3", "3", "3"])
    #expect(rows.prefix(3).map { $0["model"] } == ["auto", "last", "drift"])
    for row in rows {
      for name in ["mae", "mase", "smape", "crps", "coverage80", "coverage95", "owa", "wis"] {
        #expect((Double(row[name] ?? "") ?? -1) >= 0, "\(name)")
      }
      #expect((1...10).reduce(0) { $0 + (Int(row["pit\($1)"] ?? "") ?? 0) } == 10)
      if row["model"] == "last" { #expect(row["owa"] == "1") }
    }
    let vietnamese = try Command.run([
      "backtest", path, "--format", "csv", "--weeks", "3", "--origins", "5", "--language", "vi",
    ])
    #expect(vietnamese.output == run.output)
  }

  @Test func csv_keepsItsShapeWhereNothingCanBeJudged() throws {
    let run = try Command.run(["backtest", Example.path, "--format", "csv"])
    let rows = table(run).rows
    #expect(rows.count == 7 * 4 * 3)
    let empty = rows.filter { $0["origins"] == "0" }
    #expect(!empty.isEmpty && empty.allSatisfy { $0["mae"] == "" && $0["forecasts"] == "0" })
  }

  @Test func json_saysTheSameAndMore() throws {
    let arguments = ["backtest", Example.path, "--origins", "4"]
    let json = try Command.run(arguments + ["--format", "json"]).json
    let rows = table(try Command.run(arguments + ["--format", "csv"])).rows
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(results.count == rows.count)
    for (result, row) in zip(results, rows) {
      #expect(result["indicator"] as? String == row["indicator"])
      #expect(result["model"] as? String == row["model"])
      #expect((result["mae"] as? Double) == Double(row["mae"] ?? ""))
      #expect((result["pit"] as? [Int])?.count == 10)
    }
    let overall = try #require(json["overall"] as? [[String: Any]])
    #expect(overall.map { $0["model"] as? String } == ["auto", "last", "drift"])
    #expect((overall[0]["worst_origin"] as? [String: Any])?["as_of"] as? String == "2025-10-13")
    let origins = try #require(json["past_origins"] as? [[String: Any]])
    #expect(origins.first?["as_of"] as? String == "2025-11-10")
    let first = try #require((origins.first?["results"] as? [[String: Any]])?.first)
    #expect(first["indicator"] as? String == "total" && (first["forecasts"] as? [Int])?.count == 4)
  }

  @Test func levelsAndModels_shapeTheTable() throws {
    let run = try Command.run([
      "backtest", Example.path, "--format", "csv", "--levels", "90, 50", "--model", "damped, robust",
      "--model",
      "auto", "--weeks", "1",
    ])
    let (header, rows) = table(run)
    #expect(header.hasPrefix("indicator,horizon,origins,mae,mase,smape,crps,coverage50,coverage90,model,owa"))
    #expect(rows.prefix(5).map { $0["model"] } == ["damped", "robust", "auto", "last", "drift"])
  }

  @Test func unit_judgesItAlone_asOfUsesNothingLater() throws {
    let folder = try Folder()
    let path = try folder.write("h.csv", Self.weekly)
    let unit = try Command.run(["backtest", path, "--unit", "đơn vị 1", "--format", "json"]).json
    #expect(unit["units"] as? [String] == ["Đơn vị 1"])
    let both = table(try Command.run(["backtest", path, "--format", "csv"])).rows
    #expect(both[0]["forecasts"] == "24")
    let early = Self.weekly.split(separator: "\n").filter { $0 < "2025-05-02" || $0.hasPrefix("as_of") }
      .joined(separator: "\n")
    let cut = try Command.run(["backtest", path, "--as-of", "01/05/2025", "--format", "csv"])
    let other = try folder.write("early.csv", early + "\n")
    #expect(cut.code == 0)
    #expect(try cut.output == Command.run(["backtest", other, "--format", "csv"]).output)
  }

  @Test func correction_appended_leavesForecastsAsTheyWere() throws {
    let folder = try Folder()
    func run(_ score: String) throws -> [[String: Any]] {
      let path = try folder.write(
        "h.csv", Self.weekly + "2025-03-03,Đơn vị 0,commune,total,\(score)\n")
      let json = try Command.run(["backtest", path, "--format", "json", "--origins", "4"]).json
      #expect(json["corrections"] as? Int == 1)
      return try #require(json["past_origins"] as? [[String: Any]])
    }
    // All outcomes judged are later than the corrected week.
    #expect(try NSArray(array: run("50.25")).isEqual(to: run("99.125")))
    let path = try folder.write("h.csv", Self.weekly + "2025-03-03,Đơn vị 0,commune,total,50.25\n")
    let words = try Command.run(["backtest", path]).text.split { $0.isWhitespace || $0 == "│" }
    #expect(words.joined(separator: " ").contains("of 1 corrected score it knew the value first seen"))
  }

  @Test(arguments: [
    "as_of,unit,indicator,score\n2025-11-17,A,total,90\n",
    "as_of,unit,indicator,score\n2025-11-10,A,total,90\n2025-11-17,A,total,91\n",
    "as_of,unit,indicator,score\n2025-01-06,A,total,90\n2025-01-13,A,total,91\n2025-11-17,A,total,91\n",
    "series,step,value\na,1,5\nb,1,6\nb,2,6\n",
  ])
  func tooShort_isBadDataWithACure(_ text: String) throws {
    let folder = try Folder()
    let path = try folder.write("h.csv", text)
    let run = try Command.run(["backtest", path])
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.errors.contains("h.csv") && run.errors.contains("add earlier weeks"))
    let vietnamese = try Command.run(["backtest", path, "--language", "vi"])
    #expect(vietnamese.code == 65 && vietnamese.errors.contains("chưa đủ số liệu"))
  }

  @Test func sameSeed_sameBytes_andFileOrStandardInput() throws {
    let folder = try Folder()
    let arguments = ["backtest", Example.path, "--format", "json"]
    let first = try Command.run(arguments)
    #expect(try first.output == Command.run(arguments).output)
    let file = try Command.run(arguments + ["--output", folder.path("b.json"), "--quiet"])
    #expect(file.code == 0 && file.output.isEmpty && file.errors == "")
    #expect(try folder.read("b.json") == first.output)
    let piped = try Command.run(["backtest", "-", "--format", "json"], input: Example.bytes)
    #expect(piped.output == first.output)
  }

  @Test func badRows_areLeftOutAndTold() throws {
    let folder = try Folder()
    let path = try folder.write("h.csv", Self.weekly + "2025-06-23,Đơn vị 0,commune,total,abc\n")
    let run = try Command.run(["backtest", path])
    #expect(run.code == 3 && run.errors.contains("“abc”"))
    #expect(try Command.run(["backtest", path, "--quiet"]).errors == "")
  }

  @Test func noTerminal_noProgress_helpNamesTheModels() throws {
    let help = try Command.run(["help", "backtest"])
    #expect(help.code == 0)
    for word in ["--origins", "--model", "saturating", "--unit", "--levels"] {
      #expect(help.text.contains(word))
    }
  }
}
