/// Something wrong or odd in the data.
///
/// It holds what a message needs, but no words: those are written where reports are made.
public struct Finding: Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
    /// Data were left out.
    case error
    /// Data are used, but should be looked at.
    case warning
    /// Good to know.
    case info

    /// Whether the first matters more.
    public static func < (first: Severity, second: Severity) -> Bool { first.rank < second.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .info: 2
      }
    }
  }

  /// What was found; the raw values stand in files and stay the same over versions.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// A row or cell that cannot be read.
    case unreadableRow = "unreadable_row"
    /// A score above the indicator's maximum, left out.
    case aboveMaximum = "above_maximum"
    /// A score below zero, left out.
    case belowZero = "below_zero"
    /// A unit that stands at different levels, held back.
    case twoLevels = "two_levels"
    /// A unit without any usable score, held back.
    case noUsableScore = "no_usable_score"
    /// A name of an indicator that the index does not know; its scores are left out.
    case unknownIndicator = "unknown_indicator"
    /// The published total is not the sum of the components, beyond rounding.
    case totalMismatch = "total_mismatch"
    /// A change far beyond the usual ones.
    case implausibleJump = "implausible_jump"
    /// One unit under two spellings, as it seems.
    case similarUnits = "similar_units"
    /// A maximum in the file that is not the index's.
    case maximumDiffers = "max_differs"
    /// A score of a day that has not come yet.
    case futureDate = "future_date"
    /// One value for much longer than usual.
    case staleValue = "stale_value"
    /// Weeks without a score between two that have one.
    case missingWeek = "missing_week"
    /// A unit without a score in the latest weeks.
    case outOfDate = "out_of_date"
    /// A score that is left out by a person's decision.
    case excluded
    /// A score that a person put in the place of what was reported, or of nothing.
    case overridden
    /// A person's decision that touches no score.
    case overrideWithoutEffect = "override_without_effect"
    /// A score that a later row replaced.
    case correction
    /// A score that a later row repeated.
    case duplicate
    /// A unit with a single day of scores: no change can be seen.
    case singleObservation = "single_observation"
    /// A sheet of a workbook that is not read.
    case sheetLeftOut = "sheet_left_out"
    /// Rows or columns of a sheet that are not read.
    case sheetRowsLeftOut = "sheet_rows_left_out"
    /// What was assumed of a sheet, or may surprise in it.
    case sheetReading = "sheet_reading"
  }

  /// How much it matters.
  public let severity: Severity
  /// What was found.
  public let code: Code
  /// The day that it concerns; of gaps and runs, the first.
  public let day: Day?
  /// The unit's name.
  public let unit: String?
  /// The unit's position in the history; nil where it is held back.
  public let unitPosition: Int?
  /// The indicator; nil where several or none are concerned.
  public let indicator: Indicator?
  /// The score or number that it is about.
  public let value: Double?
  /// The line of the file that it is about, from 1; of a workbook ``IngestResult/places`` tells the cell.
  public let line: Int?
  /// What else a message needs.
  public let detail: Detail

  /// What else a message needs, by code.
  public enum Detail: Hashable, Sendable {
    /// See the row problem.
    case row(RowProblem)
    /// So many further rows and cells were left out that are not listed.
    case furtherRows(count: Int)
    /// The maximum that the value exceeds, in points.
    case aboveMaximum(Double)
    /// Nothing else.
    case none
    /// The levels and where each stands first.
    case levels([HeldBackUnit.LevelSighting])
    /// The unknown name, the column of a wide file from 1, how many scores were left out.
    case unknownIndicator(name: String, column: Int?, count: Int)
    /// So many further unknown indicators are not listed.
    case furtherUnknownIndicators(count: Int)
    /// The sum of the components; the total minus it; what rounding can explain; in points.
    case totalMismatch(sum: Double, difference: Double, tolerance: Double)
    /// See `Jump`.
    case jump(Jump)
    /// The other spelling and its position; how they differ; on how many days both have scores.
    case similarUnits(other: String, otherPosition: Int, likeness: Likeness, daysInCommon: Int)
    /// The two maxima in points, and in how many rows the file's stands.
    case maximumDiffers(inFile: Double, inIndex: Double, count: Int)
    /// The day that counts as today.
    case futureDate(today: Day)
    /// The last day with the value, how many observations hold it, and how many usually do.
    case staleValue(until: Day, observations: Int, usually: Double)
    /// The days before and behind the gap, how many weeks lack, and in which indicators.
    case missingWeeks(after: Day, before: Day, weeks: Int, indicators: [Indicator])
    /// The unit's last day, that of the history, and the weeks between.
    case outOfDate(last: Day, latest: Day, weeks: Int)
    /// The old score, and the lines of both; the new one is the finding's value.
    case correction(oldScore: Double, oldLine: Int, newLine: Int)
    /// The old score, and how both came into a store; the new one is the finding's value.
    case storedCorrection(oldScore: Double, old: Arrival, new: Arrival)
    /// The decision, and the score that was reported, if any; of one that was set, the new one is the finding's value.
    case override(HistoryOverride, reported: Double?)
    /// The lines of both rows.
    case duplicate(firstLine: Int, line: Int)
    /// See the remark.
    case workbook(WorkbookRemark)
  }

  /// A change far beyond the usual ones.
  public struct Jump: Hashable, Sendable {
    /// The day and score before it.
    public let previousDay: Day, previousScore: Double
    /// The change in points.
    public let change: Double
    /// Days between the two scores.
    public let days: Int
    /// How large the usual changes are: the median size of a change per week, in points, of the other
    /// changes that it was judged by, at this unit's headroom.
    public let usualWeeklyChange: Double
    /// How many robust standard deviations it lies beyond the usual change.
    public let deviations: Double
  }

  /// How two names are alike.
  public enum Likeness: String, Hashable, Sendable {
    /// The same but for diacritics, punctuation, spaces, or a word such as "sở" or "xã" before it.
    case sameLetters
    /// One letter apart.
    case oneLetterApart
  }

  init(
    _ severity: Severity, _ code: Code, day: Day? = nil, unit: String? = nil, unitPosition: Int? = nil,
    indicator: Indicator? = nil, value: Double? = nil, line: Int? = nil, detail: Detail = .none
  ) {
    self.severity = severity
    self.code = code
    self.day = day
    self.unit = unit
    self.unitPosition = unitPosition
    self.indicator = indicator
    self.value = value
    // Scores of a store have no line.
    self.line = line == 0 ? nil : line
    self.detail = detail
  }
}
