import Forecasting

/// A forecast as it was written to a CSV file some time ago.
public struct EarlierForecast: Sendable {
  /// What was forecast for one week of one series.
  public struct Week: Hashable, Sendable {
    /// The name of the unit or of the plain series.
    public let unit: String
    /// What was forecast.
    public let indicator: Indicator
    /// How many weeks ahead.
    public let step: Int
    /// The day that was forecast.
    public let day: Day
    /// The median.
    public let median: Double
    /// The prediction intervals that the file has, the narrowest first.
    public let intervals: [Interval]
    /// The line of the file, from 1; 0 where there is no file.
    public let line: Int
  }

  /// A prediction interval.
  public struct Interval: Hashable, Sendable {
    /// The promised probability.
    public let level: IntervalLevel
    /// The bounds.
    public let lowerBound, upperBound: Double

    /// Whether a value lies inside; files round to ten digits.
    public func contains(_ value: Double) -> Bool {
      let dust = 1e-9 * max(1, abs(value))
      return value >= lowerBound - dust && value <= upperBound + dust
    }
  }

  /// What was forecast, in the order of lines.
  public let weeks: [Week]
  /// Rows that were left out, in the order of lines; the first `IngestResult.problemLimit` of them.
  public let problems: [ForecastFileProblem]
  /// How many were left out altogether.
  public let problemCount: Int
  /// The day from which the weeks of a scorecard count; of plain series the latest such day.
  public let origin: Day
  /// How many weeks ahead the forecast goes.
  public let horizon: Int

  /// The day from which the weeks of each plain series count, by `NameKey.same`.
  let origins: [String: Day]

  /// A step beyond is a slip of the pen: no weekly history says anything so far ahead.
  public static let mostWeeks = 78

  /// The day from which the weeks of a unit count, where it has a forecast of its own.
  func origin(ofUnit name: String) -> Day? { origins[NameKey.same(name)] }
}

/// A row of a forecast file that was left out.
public struct ForecastFileProblem: Hashable, Sendable {
  /// The line that the row begins on, from 1.
  public let line: Int
  /// The column, from 1; nil where the whole row is meant.
  public let column: Int?
  /// The column's name in the header.
  public let columnName: String?
  /// What stands there; at most 80 characters.
  public let value: String
  /// What is wrong with it.
  public let reason: Reason

  /// What is wrong with a row.
  public enum Reason: Hashable, Sendable {
    /// A fault that rows of histories have as well.
    case row(RowProblem.Reason)
    /// An indicator that the history's index does not have.
    case unknownIndicator
    /// No number of weeks from 1 to the limit.
    case stepOutOfRange(limit: Int)
    /// The day does not go with the step: the weeks of the file count from another day, which asks for
    /// this one.
    case anotherDay(expected: Day)
    /// The same week of the same series stands on an earlier line with another median.
    case repeated(line: Int)
    /// The lower bound of an interval lies above the upper one.
    case reversedInterval
  }

  init(line: Int, column: Int? = nil, columnName: String? = nil, value: String, reason: Reason) {
    self.line = line
    self.column = column
    self.columnName = columnName
    self.value = String(NameKey.spelling(String(value.prefix(400))).prefix(80))
    self.reason = reason
  }
}

/// Why an earlier forecast cannot be compared with today's.
public enum ForecastFileError: Error, Hashable, Sendable {
  /// The file cannot be read, or is no text.
  case file(IngestError)
  /// There is a header but no row below it.
  case headerOnly(line: Int)
  /// The header lacks columns of a forecast. Lists the first names and says how many there are.
  case missingColumns([String], found: [String], count: Int, line: Int)
  /// A column stands twice in the header.
  case repeatedColumn(String, columns: [Int], line: Int)
  /// No row can be used. Names the first faults and says how many there are.
  case noUsableRow(problems: [ForecastFileProblem], count: Int)
  /// None of its series is in the history; names the first of them.
  case noCommonSeries([String])
  /// It counts from a day after the latest of the history.
  case notEarlier(origin: Day, latest: Day)
  /// The history has nothing up to the day that it counts from.
  case nothingKnown(origin: Day)
}
