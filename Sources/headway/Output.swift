import Foundation
import Reporting

/// Where a command's result goes: standard output or a file.
struct Output {
  let options: CommonOptions

  /// Writes a result in the format asked for; the other formats are not made.
  ///
  /// - Throws: ``Failure`` when the file cannot be written. A file is written beside its place under a
  ///   temporary name and then renamed, so that no reader ever sees half of it.
  func write(document: Document, csv: String, json: String) throws {
    let text =
      switch options.format {
      case .csv: csv
      case .json: json
      case .text: TextRenderer(width: width, color: isColored).render(document)
      }
    guard let path = options.output else {
      FileHandle.standardOutput.write(Data(text.utf8))
      return
    }
    try replace(path, with: Data(text.utf8))
  }

  private func replace(_ path: String, with data: Data) throws {
    let target = URL(fileURLWithPath: path)
    let temporary = target.deletingLastPathComponent()
      .appendingPathComponent(".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).tmp")
    do {
      var isDirectory: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
        throw CocoaError(.fileWriteInvalidFileName)
      }
      try data.write(to: temporary)
      guard rename(temporary.path, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw Failure(
        .cannotWrite,
        options.chosenLanguage == .vi
          ? "\(path): không ghi được; hãy kiểm tra thư mục và quyền ghi."
          : "\(path): cannot be written; check the folder and your permission to write there.")
    }
  }

  // MARK: The terminal

  private var isTerminal: Bool { options.output == nil && isatty(STDOUT_FILENO) == 1 }

  /// Colour only on a terminal that wants it (https://no-color.org).
  private var isColored: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal && !options.noColor && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
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
