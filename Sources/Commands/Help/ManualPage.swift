import ArgumentParser
import Foundation
import Reporting

/// A page of the manual, section 1: what the help of a command says, in the language of man(7).
struct ManualPage {
  /// The file's name, such as `headway-plan.1`.
  let name: String
  /// In ASCII: letters of other alphabets stand as `\[u1EC7]`, which every reader of pages knows.
  let text: String

  /// All pages, that of the command itself first.
  static func all() throws -> [ManualPage] {
    let dump = try JSONDecoder().decode(Dump.self, from: Data(Headway._dumpHelp().utf8))
    return pages(of: Headway.self, dump.command, above: [])
  }

  private static func pages(
    of command: any ParsableCommand.Type, _ parts: Dump.Command, above: [String]
  ) -> [ManualPage] {
    let words = above + [parts.commandName]
    var below: [ManualPage] = []
    var names: [String] = []
    for next in command.configuration.subcommands where next.configuration.shouldDisplay {
      guard let parts = parts.subcommands?.first(where: { $0.commandName == next.configuration.commandName })
      else { continue }
      names.append(parts.commandName)
      below += pages(of: next, parts, above: words)
    }
    return [ManualPage(command, parts, words: words, below: names)] + below
  }

  private init(
    _ command: any ParsableCommand.Type, _ parts: Dump.Command, words: [String], below: [String]
  ) {
    let title = words.joined(separator: "-")
    name = title + ".1"
    let configuration = command.configuration
    let abstract = configuration.abstract
    var page = ManualText()
    let version = "headway \(Headway.configuration.version)"
    page.request("TH", [title.uppercased(), "1", "", version, "Headway"])
    page.section("NAME")
    // The form by which `apropos` finds it.
    page.raw(
      "\(ManualText.escaped(title)) \\- \(ManualText.escaped(abstract.prefix(1).lowercased() + abstract.dropFirst().trimming(".")))"
    )
    page.section("SYNOPSIS")
    page.paragraph(configuration.usage ?? words.joined(separator: " "))
    page.section("DESCRIPTION")
    for text in (configuration.discussion.isEmpty ? abstract : configuration.discussion).components(
      separatedBy: "\n\n")
    {
      page.paragraph(text)
    }
    let arguments = (parts.arguments ?? []).filter(\.shouldDisplay)
    page.list(
      "ARGUMENTS", Self.entries(arguments.filter { $0.kind == "positional" && $0.sectionTitle == nil }))
    var titles: [String] = []
    for title in arguments.compactMap(\.sectionTitle) where !titles.contains(title) { titles.append(title) }
    for title in titles {
      page.list(title.uppercased(), Self.entries(arguments.filter { $0.sectionTitle == title }))
    }
    page.list("OPTIONS", Self.entries(arguments.filter { $0.kind != "positional" && $0.sectionTitle == nil }))
    page.list(
      "COMMANDS",
      configuration.subcommands.filter { below.contains($0.configuration.commandName ?? "") }.map {
        ((words + [$0.configuration.commandName ?? ""]).joined(separator: " "), $0.configuration.abstract)
      })
    if let command = command as? any ExemplifiedCommand.Type {
      page.section("EXAMPLES")
      for example in command.examples { page.example(example) }
    }
    if words.count == 1 || command == ConfigCommand.self { page.settings() }
    let others = words.count > 1 ? [words.dropLast().joined(separator: "-")] : []
    page.section("SEE ALSO")
    let known =
      (others + below.map { title + "-" + $0 } + (command == ConfigCommand.self ? [] : ["headway-config"]))
    page.references(known.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    text = page.text
  }

  /// What an argument is called and what is said of it; a flag and its opposite are one.
  private static func entries(_ arguments: [Dump.Argument]) -> [(String, String)] {
    var entries: [(name: String, text: String)] = []
    for argument in arguments {
      if let last = entries.last, argument.kind == "flag", last.text == argument.text {
        entries[entries.count - 1].name = "\(last.name), \(argument.name)"
      } else {
        entries.append((argument.name, argument.text))
      }
    }
    return entries.map { ($0.name, $0.text) }
  }
}

/// What ArgumentParser tells of a command, as far as a page needs it.
private struct Dump: Decodable {
  struct Command: Decodable {
    let commandName: String
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let shouldDisplay: Bool
    let sectionTitle: String?
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let abstract: String?

    /// `--weeks <count>`, `-h, --help`, `<history>`
    var name: String {
      let names = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(separator: ", ")
      let value = kind == "flag" ? "" : "<\(valueName ?? "value")>"
      return [names, value].filter { !$0.isEmpty }.joined(separator: " ")
    }

    var text: String {
      let values = allValues.map { "values: " + $0.joined(separator: ", ") }
      let parts = [values, defaultValue.map { "default: " + $0 }].compactMap(\.self)
      return (abstract ?? "") + (parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))")
    }
  }

  let command: Command
}

/// Text in the language of man(7), a request or a line at a time.
private struct ManualText {
  private(set) var text = ""
  private var isAfterTitle = false

  mutating func raw(_ line: String) {
    text += line + "\n"
    isAfterTitle = line.hasPrefix(".SH")
  }

  mutating func request(_ name: String, _ words: [String]) {
    raw(
      ".\(name) "
        + words.map { "\"\(Self.escaped($0).replacing("\"", with: "\\(dq"))\"" }.joined(separator: " "))
  }

  mutating func section(_ title: String) { request("SH", [title]) }

  mutating func paragraph(_ text: String) {
    // Behind a title a paragraph begins by itself.
    if !isAfterTitle { raw(".PP") }
    line(text)
  }

  /// Entries with what is said of each; nothing where there are none.
  mutating func list(_ title: String, _ entries: [(name: String, text: String)]) {
    if entries.isEmpty { return }
    section(title)
    for entry in entries {
      raw(".TP")
      raw("\\fB\(Self.escaped(entry.name))\\fR")
      line(entry.text)
    }
  }

  mutating func example(_ example: Example) {
    paragraph(example.purpose)
    raw(".PP\n.RS 4\n.EX")
    for part in example.line.split(separator: "\n") { line(String(part)) }
    raw(".EE\n.RE")
  }

  /// Where settings come from.
  mutating func settings() {
    list(
      "ENVIRONMENT",
      SettingKey.allCases.map {
        ($0.variable, "The same as the key \($0.rawValue) of the file; it comes before it.")
      } + [
        (SettingsFile.variable, "The file of settings; /dev/null for none."),
        ("NO_COLOR", "No colours, unless --color is given."),
      ])
    list(
      "FILES",
      [
        (SettingsFile.name, "Settings, in the directory where headway runs."),
        ("~/.config/headway/config.yml", "Settings, where there is no \(SettingsFile.name)."),
      ])
  }

  mutating func references(_ pages: [String]) {
    raw(pages.map { "\\fB\(Self.escaped($0))\\fR(1)" }.joined(separator: ",\n"))
  }

  /// A line that is no request, whatever it begins with.
  private mutating func line(_ text: String) {
    let isRequest = text.first.map { ".'".contains($0) } ?? false
    raw((isRequest ? "\\&" : "") + Self.escaped(text))
  }

  /// Characters as they are, and not as a typesetter would have them: what is copied from a page still runs.
  static func escaped(_ text: some StringProtocol) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      case "\n": escaped += " "
      case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
      default:
        let code = String(scalar.value, radix: 16, uppercase: true)
        escaped += "\\[u\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)]"
      }
    }
    return escaped
  }
}

extension StringProtocol {
  /// Without this at its end.
  fileprivate func trimming(_ end: String) -> String {
    hasSuffix(end) ? String(dropLast(end.count)) : String(self)
  }
}
