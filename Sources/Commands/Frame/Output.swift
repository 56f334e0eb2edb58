import ArgumentParser
import Foundation
import Reporting

extension SharedOptions {
  /// Writes a result, perhaps piece by piece, to standard output or as a whole to the file asked for.
  ///
  /// - Throws: ``Failure`` when the result cannot be written, and what the body throws.
  func writeOutput(_ body: (ByteSink) throws -> Void) throws {
    do {
      try FileReplacement.write(to: output, body)
    } catch let error as WriteError {
      // The reader of a pipe, such as `head`, has had enough; nobody is there to be told.
      if error.number == EPIPE { throw ExitCode.brokenPipe }
      throw Failure.cannotWrite(output ?? "-", error, chosenLanguage)
    }
  }
}

/// Where a command's result goes, and in which form.
struct Output {
  let options: FormatOptions

  init(_ options: FormatOptions) { self.options = options }

  init(options: CommonOptions) { self.init(options.writing) }

  /// Writes a result in the format asked for; the other formats are not made.
  ///
  /// - Throws: ``Failure`` when the result cannot be written.
  func write(
    document: @autoclosure () -> Document, rows: (RowFormat) -> String, json: @autoclosure () -> String
  ) throws {
    let text =
      switch options.format {
      case .csv: rows(.csv)
      case .ndjson: rows(.ndjson)
      case .json: json()
      case .text: rendered(document())
      }
    try options.shared.writeOutput { try $0.write(Array(text.utf8)) }
  }

  /// A document as text for the terminal, or for a file.
  func rendered(_ document: Document) -> String {
    TextRenderer(width: width, color: isColored).render(document)
  }

  // MARK: The terminal

  private var isTerminal: Bool { options.shared.output == nil && isatty(STDOUT_FILENO) == 1 }

  /// Colour only on a terminal that has it.
  private var isColored: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal && options.color && environment["TERM"] != "dumb"
  }

  private var width: Int {
    if let width = options.width { return width }
    if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init), columns >= 20 {
      return min(columns, Self.widest)
    }
    var size = winsize()
    if isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 {
      return min(Int(size.ws_col), Self.widest)
    }
    return 80
  }

  /// Wider lines are hard to follow with the eye.
  private static let widest = 140
}
