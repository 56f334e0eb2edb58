import Foundation
import Reporting

/// The program that the system has for a kind of file.
enum Viewer {
  /// Looks whether there will be a file to show.
  ///
  /// - Throws: ``Failure`` where there is none.
  static func check(_ options: CommonOptions) throws {
    if options.output == nil {
      throw Failure(.usage, CommandFault.nothingToOpen.message(in: options.chosenLanguage))
    }
  }

  /// Shows the file that was written.
  ///
  /// - Throws: ``Failure`` where no program does.
  static func open(_ options: CommonOptions) throws {
    guard let output = options.output else { return }
    #if os(macOS)
      let program = "open"
    #else
      let program = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, output]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      process.waitUntilExit()
    } catch {
      throw cannotOpen(output, options)
    }
    if process.terminationStatus != 0 { throw cannotOpen(output, options) }
  }

  private static func cannotOpen(_ path: String, _ options: CommonOptions) -> Failure {
    Failure(.failed, CommandFault.cannotOpen(path: path).message(in: options.chosenLanguage))
  }
}
