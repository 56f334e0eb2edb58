import Foundation
import Reporting

/// How far a long command is, on one line of a terminal's standard error; elsewhere nothing.
struct ProgressLine {
  private let isShown: Bool
  private let language: Language

  init(_ options: SharedOptions) {
    isShown = !options.quiet && isatty(STDERR_FILENO) == 1
    language = options.chosenLanguage
  }

  /// Writes the line over the one before; the last one leaves an empty line.
  func show(_ progress: some ProgressMessage) {
    guard isShown else { return }
    let line = progress.message(in: language)
    let blank = String(repeating: " ", count: line.count)
    let text = progress.isDone ? "\r\(blank)\r" : "\r\(line)"
    try? FileDescriptor.standardError.write(Array(text.utf8))
  }
}
