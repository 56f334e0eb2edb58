/// A history, and all that was found wrong on the way to it.
public struct IngestResult: Sendable {
  /// What could be used.
  public let history: History
  /// The form of the file.
  public let shape: FileShape
  /// The character between cells; a comma where the file is JSON.
  public let delimiter: Character
  /// How many rows were read, without the header and blank lines.
  public let rowCount: Int
  /// Rows and cells that were left out, in the order of lines; the first `problemLimit` of them.
  public let problems: [RowProblem]
  /// How many were left out altogether.
  public let problemCount: Int
  /// Indicators that the index does not know, in the order of appearance; at most `unknownLimit`.
  public let unknownIndicators: [UnknownIndicator]
  /// How many unknown indicators there are altogether.
  public let unknownIndicatorCount: Int
  /// Maxima in the file that differ from the index's.
  public let maximumMismatches: [MaximumMismatch]
  /// Units of which nothing is used, in the order of appearance; of a file that is read as a stream the first ones.
  public let heldBackUnits: [HeldBackUnit]
  /// How many units are held back altogether.
  public let heldBackUnitCount: Int
  /// Of workbooks the cells that the lines of all scores and faults stand for; nil for files that have lines.
  public let places: CellPlaces?
  /// Of workbooks what was left out or assumed, sheet by sheet.
  public let remarks: [WorkbookRemark]

  /// How many problems are listed at most.
  public static let problemLimit = 200
  /// How many unknown indicators are listed at most.
  public static let unknownLimit = 20

  /// Creates a result; for readers of other formats.
  package init(
    history: History, shape: FileShape = .long, delimiter: Character = ",", rowCount: Int,
    problems: [RowProblem] = [], problemCount: Int? = nil,
    unknownIndicators: [UnknownIndicator] = [], unknownIndicatorCount: Int? = nil,
    maximumMismatches: [MaximumMismatch] = [], heldBackUnits: [HeldBackUnit] = [],
    heldBackUnitCount: Int? = nil, places: CellPlaces? = nil, remarks: [WorkbookRemark] = []
  ) {
    self.history = history
    self.shape = shape
    self.delimiter = delimiter
    self.rowCount = rowCount
    self.problems = problems
    self.problemCount = problemCount ?? problems.count
    self.unknownIndicators = unknownIndicators
    self.unknownIndicatorCount = unknownIndicatorCount ?? unknownIndicators.count
    self.maximumMismatches = maximumMismatches
    self.heldBackUnits = heldBackUnits
    self.heldBackUnitCount = heldBackUnitCount ?? heldBackUnits.count
    self.places = places
    self.remarks = remarks
  }
}

extension IngestResult {
  /// The result after what people decided about scores.
  ///
  /// - Parameter overrides: The decisions, in the order in which they count.
  /// - Throws: ``OverrideError`` for the first override that cannot be applied.
  /// - Complexity: O(scores + overrides · series).
  public func applying(_ overrides: [HistoryOverride]) throws(OverrideError) -> IngestResult {
    with(try history.applying(overrides), problems: problems)
  }

  private func with(_ history: History, problems kept: [RowProblem]) -> IngestResult {
    IngestResult(
      history: history, shape: shape, delimiter: delimiter, rowCount: rowCount, problems: kept,
      problemCount: problemCount - (problems.count - kept.count), unknownIndicators: unknownIndicators,
      unknownIndicatorCount: unknownIndicatorCount, maximumMismatches: maximumMismatches,
      heldBackUnits: heldBackUnits, heldBackUnitCount: heldBackUnitCount, places: places, remarks: remarks)
  }

  /// The result as it stood on a day: nothing later is used, neither scores nor faults of dated rows.
  ///
  /// - Complexity: O(scores).
  public func upTo(_ day: Day) -> IngestResult {
    with(history.upTo(day), problems: problems.filter { $0.day.map { $0 <= day } ?? true })
  }
}

/// A row, or in wide files a cell, that was left out.
public struct RowProblem: Hashable, Sendable {
  /// The line that the row begins on, from 1.
  public let line: Int
  /// The column, from 1; nil where the whole row is meant, and in JSON.
  public let column: Int?
  /// The column's name in the header, or the key in JSON.
  public let columnName: String?
  /// What stands there; at most 80 characters.
  public let value: String
  /// What is wrong with it.
  public let reason: Reason
  /// The day, unit and indicator of the row, as far as they could be read.
  public let day: Day?, unit: String?, indicator: Indicator?
  /// The number that was read, where it is its size that is wrong.
  public let number: Double?

  /// What is wrong with a row or cell.
  public enum Reason: Hashable, Sendable {
    /// No number, as `1.2.3`, `92%` or `n/a`.
    case notANumber
    /// NaN, infinite, or beyond what a number can hold.
    case notFinite
    /// `1,234` may be 1.234 or 1234, and nothing in the file tells.
    case ambiguousNumber
    /// A score below zero.
    case belowZero
    /// A score above the indicator's maximum, in points.
    case aboveMaximum(Double)
    /// No date.
    case date(DayError)
    /// No whole number of weeks within ±100,000.
    case notAStep
    /// An empty cell where there must be none.
    case missing(ColumnRole)
    /// More or fewer cells than columns.
    case wrongCellCount(expected: Int, found: Int)
    /// The file ends within this row.
    case cutOff
    /// Text behind a closing quote, or a quote closed only rows later.
    case strayQuote
    /// A cell longer than this many bytes.
    case cellTooLong(limit: Int)
    /// The line is no JSON object; the first character that does not belong there, from 1.
    case notJSON(character: Int)
    /// True, false, an array or an object where JSON must have a text or a number.
    case notTextOrNumber
    /// Two keys of a JSON object mean the same; the other one.
    case repeatedKey(other: String)
    /// A week before those that a state keeps of the series: the oldest of these, written as in files.
    case beforeState(oldest: String)
    /// A formula of a workbook that does not hold its result, as programs write them that do not reckon.
    case formulaWithoutValue
  }

  /// The same problem so many lines further down.
  func moved(byLines lines: Int) -> RowProblem {
    RowProblem(
      line: line + lines, column: column, columnName: columnName, value: value, reason: reason, day: day,
      unit: unit, indicator: indicator, number: number)
  }

  /// Creates a problem; for readers of other formats.
  package init(
    line: Int, column: Int? = nil, columnName: String? = nil, value: String = "", reason: Reason,
    day: Day? = nil, unit: String? = nil, indicator: Indicator? = nil, number: Double? = nil
  ) {
    self.line = line
    self.column = column
    self.columnName = columnName
    // A cut may leave a space at the end.
    self.value = NameKey.spelling(String(NameKey.spelling(String(value.prefix(400))).prefix(80)))
    self.reason = reason
    self.day = day
    self.unit = unit
    self.indicator = indicator
    self.number = number
  }
}

/// An indicator that the index does not know; its scores are left out.
public struct UnknownIndicator: Hashable, Sendable {
  /// The name as first seen.
  public let name: String
  /// The column of a wide file, from 1; nil in long files.
  public let column: Int?
  /// The first line with a score of it.
  public let firstLine: Int
  /// How many scores were left out.
  public let count: Int
}

/// A maximum in the file that differs from the index's. The scores are used, with the index's maximum.
public struct MaximumMismatch: Hashable, Sendable {
  /// The indicator.
  public let indicator: Indicator
  /// The maximum in the file and in the index, in points.
  public let inFile, inIndex: Double
  /// The first line with it.
  public let firstLine: Int
  /// In how many rows it stands.
  public let count: Int
}

/// A unit of which nothing is used.
public struct HeldBackUnit: Hashable, Sendable {
  /// The name as first seen.
  public let name: String
  /// Why.
  public let reason: Reason

  /// Why a unit is held back.
  public enum Reason: Hashable, Sendable {
    /// It stands at different levels: each level with the first line that has it.
    case differentLevels([LevelSighting])
    /// No row or cell of it can be used; the first line that names it.
    case noUsableScore(firstLine: Int)
  }

  /// Where a unit first has a level.
  public struct LevelSighting: Hashable, Sendable {
    /// The level.
    public let level: Level
    /// The first line with it.
    public let line: Int
  }
}
