import Foundation
import Testing

/// Histories from workbooks, as a user would give them to the command.
@Suite struct WorkbookTests {
  private static func fixture(_ name: String) -> String {
    Command.root.appendingPathComponent("Tests/ScorecardTests/Fixtures/\(name)").path
  }

  @Test(arguments: ["long.xlsx", "long-libreoffice.xlsx"])
  func forecast_ofAWorkbook_isThatOfTheTable(_ name: String) throws {
    let options = ["--format", "csv", "--as-of", "17/11/2025"]
    let run = try Command.run(["forecast", Self.fixture(name)] + options)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.text == (try Command.run(["forecast", Example.path] + options)).text)
  }

  @Test(arguments: ["wide.xlsx", "weeks.xlsx"])
  func forecast_ofOtherShapes_hasTheSameRows(_ name: String) throws {
    let run = try Command.run(["forecast", Self.fixture(name), "--format", "csv"])
    let table = try Command.run(["forecast", Example.path, "--format", "csv"])
    #expect(run.code == 0)
    #expect(run.lines.sorted() == table.lines.sorted())
  }

  @Test func workbook_servesAllCommands() throws {
    let book = Self.fixture("weeks.xlsx")
    for arguments in [
      ["plan", book, "--unit", Example.unit, "--target", "92.5", "--format", "json"],
      ["compare", book, "--unit", Example.unit], ["backtest", book, "--weeks", "2", "--language", "vi"],
      ["check", book, "--format", "csv"],
    ] {
      let run = try Command.run(arguments)
      #expect([0, 2].contains(run.code), "\(arguments): \(run.errors)")
      #expect(!run.output.isEmpty)
    }
  }

  @Test func standardInput_isReadAsWell() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.fixture("long.xlsx"))))
    let run = try Command.run(["forecast", "-", "--format", "csv"], input: bytes)
    #expect(run.code == 0)
    #expect(run.text == (try Command.run(["forecast", Example.path, "--format", "csv"])).text)
  }

  @Test func check_namesSheetAndCell() throws {
    let run = try Command.run(["check", Self.fixture("weeks.xlsx"), "--format", "json"])
    let findings = try #require(try run.json["findings"] as? [[String: Any]])
    let total = try #require(findings.first { $0["code"] as? String == "total_mismatch" })
    #expect(total["sheet"] as? String == "Tuần 17-11-2025")
    #expect(total["cell"] as? String == "I8" && total["line"] as? Int == 8)
    let footer = try #require(findings.first { $0["code"] as? String == "sheet_rows_left_out" })
    #expect(footer["remark"] as? String == "footer_rows")
    let text = try Command.run(["check", Self.fixture("weeks.xlsx"), "--language", "vi"]).text
    #expect(text.contains("Tuần 17-11-2025!I8") && text.contains("“Trung bình”"))
  }

  @Test func bomb_isRefusedAtOnce() throws {
    let run = try Command.run(["forecast", Self.fixture("bomb.xlsx")])
    #expect(run.code == 65)
    #expect(run.errors.contains("bomb.xlsx: ") && run.errors.contains("200"))
  }

  @Test func earlierForecast_isNoWorkbook() throws {
    let run = try Command.run(["forecast", Example.path, "--since", Self.fixture("long.xlsx")])
    #expect(run.code == 65)
    #expect(run.errors.contains("a CSV file is needed here"))
  }
}
