import Foundation
import Testing

/// A long command says on a terminal how far it is, and nowhere else.
@Suite struct ProgressTests {
  /// Runs the command with a terminal for its output and errors; nil where the system has no `script`.
  private func onTerminal(_ arguments: String, in folder: Folder) throws -> String? {
    #if os(Linux)
      let run = try Command.shell(
        "command -v script >/dev/null || exit 99; script -qec \"$0 \(arguments)\" /dev/null", in: folder)
      if run.code == 99 { return nil }
      #expect(run.code == 0, "\(run.text)")
      return run.text
    #else
      return nil
    #endif
  }

  @Test func partingRows_saysHowFarItIs_onATerminal() throws {
    let folder = try Folder()
    var text = "series,step,value\n"
    // More than is read at a time, with all series of a week behind each other.
    for week in 1...60 {
      for series in 1...3000 { text += "a series with a long name \(series),\(week),\(week + series).5\n" }
    }
    try folder.write("weeks.csv", text)
    let forecast = "forecast weeks.csv --model trend --format csv --output out.csv"
    if let told = try onTerminal(forecast, in: folder) {
      #expect(told.contains("\rputting rows in order, "))
      #expect(told.hasSuffix("\r"), "nothing stays on the line")
    }
    if let told = try onTerminal(forecast + " --language vi", in: folder) {
      #expect(told.contains("\rđang xếp các dòng theo chuỗi, "))
    }
    if let told = try onTerminal(forecast + " --quiet", in: folder) { #expect(told == "") }
    #expect(try Command.run(forecast.split(separator: " ").map(String.init), in: folder).errors == "")
  }
}
