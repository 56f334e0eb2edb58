import Dispatch
import Foundation
import Reporting
import Synchronization

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
    Self.write(progress.isDone ? "\r\(Self.blank(line))\r" : "\r\(line)")
  }

  /// Does work that cannot say how far it is: from the third second on the line says what is done and for how long.
  func during<Result, Fault>(
    _ work: WorkInProgress.Work, _ body: () throws(Fault) -> Result
  ) throws(Fault) -> Result {
    guard isShown else { return try body() }
    let watch = Watch(work, language)
    defer { watch.end() }
    return try body()
  }

  /// Writes a line every second until it is told to end.
  private struct Watch {
    private let line = Line()
    private let timer: any DispatchSourceTimer

    init(_ work: WorkInProgress.Work, _ language: Language) {
      // A queue of its own: the workers of the work may be all that the others have.
      timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
      timer.schedule(deadline: .now() + .seconds(ProgressLine.patience), repeating: .seconds(1))
      let start = ContinuousClock.now
      timer.setEventHandler { [line] in
        let seconds = Int((ContinuousClock.now - start).components.seconds)
        line.show(WorkInProgress(work, seconds: seconds).message(in: language))
      }
      timer.resume()
    }

    func end() {
      timer.cancel()
      line.end()
    }
  }

  /// What stands on the line, as two threads see it.
  private final class Line: Sendable {
    /// `nil` when the work has ended: a timer may go off once more.
    private let shown = Mutex<String?>("")

    func show(_ text: String) {
      shown.withLock {
        if $0 == nil { return }
        $0 = text
        ProgressLine.write("\r\(text)")
      }
    }

    func end() {
      shown.withLock {
        if let text = $0, !text.isEmpty { ProgressLine.write("\r\(ProgressLine.blank(text))\r") }
        $0 = nil
      }
    }
  }

  /// Seconds after which people begin to wonder.
  private static let patience = 2

  private static func blank(_ line: String) -> String { String(repeating: " ", count: line.count) }

  private static func write(_ text: String) {
    try? FileDescriptor.standardError.write(Array(text.utf8))
  }
}
