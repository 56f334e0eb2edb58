/// What gives the series of a file one after the other.
protocol SeriesSource: Sendable {
  /// What was left out, and how many rows were read.
  var account: SeriesAccount { get }
  /// The share of the work that is done.
  var progress: Double { get }
  /// How many rows were read, or given back.
  var rowCount: Int { get }

  /// Whether there are so many series with a value; reads on until that is known.
  func hasSeries(_ count: Int) throws(IngestError) -> Bool

  /// The series that are drawn to teach the others; `nil` where so many have no value that only reading the whole file
  /// would tell which.
  func sample() throws(IngestError) -> SeriesSample?

  /// The next series, `nil` at the end.
  mutating func next() throws(IngestError) -> SeriesBlock?
}

/// What was left out of a file that is read as a stream.
struct SeriesAccount: Sendable {
  private(set) var rowCount = 0
  private var report = RowReport()
  private var heldBack: [HeldBackUnit] = []
  private var heldBackCount = 0

  /// No more series than these are named of those that have no value.
  private static let mostHeldBack = 10_000

  /// Adds a piece.
  ///
  /// - Parameter line: The line that the piece begins on, from 1.
  mutating func add(_ piece: PlainRows, line: Int) {
    if let problems = piece.report { report.add(problems, line: line) }
    rowCount += piece.rowCount
  }

  /// Adds a series that has no value.
  mutating func holdBack(_ name: @autoclosure () -> String, line: Int) {
    heldBackCount += 1
    if heldBack.count < Self.mostHeldBack {
      heldBack.append(HeldBackUnit(name: name(), reason: .noUsableScore(firstLine: line)))
    }
  }

  /// As ``HistoryReader`` tells it.
  func result(isStep: Bool, delimiter: UInt8) -> IngestResult {
    IngestResult(
      history: History(index: nil, axis: isStep ? .steps : .dates, units: [], observations: []),
      shape: .plain, delimiter: Character(Unicode.Scalar(delimiter)), rowCount: rowCount,
      problems: report.problems, problemCount: report.problemCount, heldBackUnits: heldBack,
      heldBackUnitCount: heldBackCount)
  }
}
