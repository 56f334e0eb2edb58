import ArgumentParser
import Commands
import Foundation
import Testing

/// What help says, that its examples run, and what shells complete.
@Suite struct HelpTests {
  /// The words that lead to each command.
  private static let commands: [[String]] = {
    func below(_ command: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
      [words]
        + command.configuration.subcommands.filter { $0.configuration.shouldDisplay }.flatMap { next in
          below(next, words + [next.configuration.commandName ?? ""])
        }
    }
    return below(Headway.self, [])
  }()

  /// The lines of the examples, those that go on in the next one joined.
  private static func examples(_ help: String) -> [String] {
    guard let section = help.components(separatedBy: "EXAMPLES:\n").dropFirst().last else { return [] }
    return section.replacing("\\\n", with: "").split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.hasPrefix("#") }
  }

  @Test(arguments: commands)
  func help_fitsATerminalAndEndsWithExamples(_ words: [String]) throws {
    let help = try Command.run(["help"] + words)
    #expect(help.code == 0 && help.errors == "")
    #expect(help.output == (try Command.run(words + ["--help"])).output)
    for line in help.lines { #expect(line.count <= 80, "\(line)") }
    #expect((2...4).contains(Self.examples(help.text).count))
    #expect(help.text.contains("USAGE: headway"))
  }

  /// In the order of help, in which one makes what another reads.
  @Test func examples_run() throws {
    let folder = try Folder()
    try folder.write("history.csv", Example.bytes)
    // The plan file of the example takes half a minute where nothing is optimized.
    try folder.write("plan.yml", "unit: Bắc Ninh\ntargets: [{total: 92.5}]\n")
    let part = ["--units", "2100", "--weeks", "30", "--shape", "plain", "--faults", "0"]
    #expect(
      try Command.run(["simulate"] + part + ["--output", folder.path("part-1.csv")]).code == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("headway"), withDestinationPath: Command.path)
    var count = 0
    for words in Self.commands {
      for line in Self.examples(try Command.run(["help"] + words).text) {
        count += 1
        let run = try Command.shell("PATH=.:$PATH; \(line)", in: folder)
        // 2 is an answer: the target is infeasible.
        #expect(run.code == 0 || run.code == 2, "\(line): \(run.code) \(run.errors)")
        // One example settles what the next ones must not know.
        try? FileManager.default.removeItem(atPath: folder.path("headway.yml"))
      }
    }
    #expect(count > 30)
  }

  // MARK: Manual

  @Test func manual_hasAPageForEachCommand_thatReadersOfPagesUnderstand() throws {
    let folder = try Folder()
    #expect(try Command.run(["manual", folder.path("")]).code == 0)
    #expect(
      Set(folder.names) == Set(Self.commands.map { (["headway"] + $0).joined(separator: "-") + ".1" }))
    for name in folder.names {
      let page = try folder.read(name)
      #expect(page.allSatisfy { $0 < 0x80 })
      // A reader of pages that is not there judges nothing.
      let check = try Command.shell(
        "command -v groff >/dev/null || exit 0; groff -man -Tutf8 -P-c -P-b -P-o -P-u -ww -b -rLL=78n \(name)",
        in: folder)
      #expect(check.code == 0 && check.errors == "", "\(check.errors)")
      if check.output.isEmpty { continue }
      let text = check.text
      for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "SEE ALSO"] {
        #expect(text.contains("\n" + section), "\(name): \(section)")
      }
      if name == "headway-plan.1" {
        #expect(text.contains("headway plan history.csv --unit \"Bắc Ninh\" --target 93 --lead 1 --over all"))
        #expect(text.contains("--what-if \"online_services=90%\""))
      }
    }
  }

  @Test func manual_toNowhere_isRefused() throws {
    let run = try Command.run(["manual", "none/such", "--language", "vi"])
    #expect(run.code == 73 && run.errors.contains("không ghi được"))
  }

  // MARK: Completion

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScript_isOneOfItsShell(_ shell: String) throws {
    let script = try Command.run(["--generate-completion-script", shell])
    #expect(script.code == 0 && script.text.contains("headway"))
    for word in ["forecast", "language", "autoregression", "sqlite", "yml"] {
      #expect(script.text.contains(word), "\(word)")
    }
    let folder = try Folder()
    try folder.write("script", script.output)
    let check = try Command.shell("command -v \(shell) >/dev/null || exit 0; \(shell) -n script", in: folder)
    #expect(check.code == 0 && check.errors == "", "\(check.errors)")
  }

  /// As bash asks.
  private func offers(
    _ command: String, _ option: String, _ words: [String], in folder: Folder? = nil
  ) throws
    -> [String]
  {
    let line = ["headway", command] + words
    let run = try Command.run(
      ["---completion", command, "--", "--\(option)", "\(line.count - 1)", "0"] + line,
      environment: ["SAP_SHELL": "bash", "SAP_SHELL_VERSION": "5.2"], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    return run.text.split(separator: "\n").map(String.init)
  }

  @Test func unitsOfTheHistory_areOffered() throws {
    let units = Set(Example.rows.map { $0[1] })
    #expect(Set(try offers("forecast", "unit", [Example.path, "--unit"])) == units)
    #expect(Set(try offers("compare", "with", [Example.path, "--with"])) == units.union(["all"]))
    let folder = try Folder()
    try folder.write("my history.csv", Example.bytes)
    #expect(Set(try offers("plan", "unit", ["'my history.csv'", "--unit"], in: folder)) == units)
    #expect(try offers("plan", "unit", ["none.csv", "--unit"]) == [])
  }

  @Test func componentsOfTheIndex_areOffered() throws {
    #expect(try offers("plan", "lock", [Example.path, "--lock"]) == Example.indicators.dropLast())
    let folder = try Folder()
    try folder.write("index.yml", "id: other\ncomponents:\n  - {id: speed, max: 10}\n")
    try folder.write("h.csv", "as_of,unit,speed\n2025-11-10,A,5\n")
    #expect(try offers("plan", "lock", ["h.csv", "--index", "index.yml", "--lock"], in: folder) == ["speed"])
  }
}
