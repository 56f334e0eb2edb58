import ArgumentParser
import Foundation
import Reporting

/// Writes the manual, for whoever installs the command.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "The pages of the manual, for man.",
    usage: "headway manual <directory>",
    discussion: """
      Writes headway.1 and a page for each command. In a directory man1 where man looks, such as \
      ~/.local/share/man/man1, man headway and man headway-plan show them.
      """,
    shouldDisplay: false)

  @Argument(help: "Where to write the pages; the directory is there.", completion: .directory)
  var directory: String

  @OptionGroup var options: SharedOptions

  func run() throws {
    try withFailures {
      for page in try ManualPage.all() {
        let path = (directory as NSString).appendingPathComponent(page.name)
        do {
          try FileReplacement.write(to: path) { try $0.write(Array(page.text.utf8)) }
        } catch let error as WriteError {
          throw Failure.cannotWrite(path, error, options.chosenLanguage)
        }
      }
    }
  }
}
