/// One score of one unit on one day.
public struct Observation: Hashable, Sendable {
  /// The day that the score stands for; of a plain series with steps, seven times the step.
  public let day: Day
  /// The position of the unit in `History.units`.
  public let unit: Int
  /// What was measured; never `discrepancy`.
  public let indicator: Indicator
  /// The score in points, or the value of a plain series; finite.
  public let score: Double
  /// With how many decimals the score is written.
  public let decimals: Int
  /// The line of the file, from 1; 0 where there is no file.
  public let line: Int
  /// The file's own word for how firm the score is, such as `published` or `derived`.
  public let status: String?
  /// Where the score comes from, in the file's own words.
  public let source: String?

  /// Creates an observation.
  ///
  /// - Parameters:
  ///   - day: the day that the score is for.
  ///   - unit: the position of its unit in the history.
  ///   - indicator: what it measures.
  ///   - score: the score, in points.
  ///   - decimals: with how many decimals the score is written; nil for those of the shortest text that stands for it,
  ///     ten at most.
  ///   - line: the line of the file, 0 without one.
  ///   - status: how firm it is, in the file's own word.
  ///   - source: where it comes from, in the file's own words.
  public init(
    day: Day, unit: Int, indicator: Indicator, score: Double, decimals: Int? = nil, line: Int = 0,
    status: String? = nil, source: String? = nil
  ) {
    self.day = day
    self.unit = unit
    self.indicator = indicator
    self.score = score
    self.decimals = decimals ?? Self.decimals(in: score)
    self.line = line
    self.status = status
    self.source = source
  }

  static func decimals(in score: Double) -> Int {
    var power = 1.0
    for decimals in 0..<10 {
      if (score * power).rounded() / power == score { return decimals }
      power *= 10
    }
    return 10
  }
}

/// A score that a later row replaced by another.
public struct Correction: Hashable, Sendable {
  /// The day that both scores stand for.
  public let day: Day
  /// The position of the unit in `History.units`.
  public let unit: Int
  /// What was measured.
  public let indicator: Indicator
  /// The score before and after, in points.
  public let oldScore, newScore: Double
  /// The lines of the two rows, from 1; 0 where there is no file.
  public let oldLine, newLine: Int
  /// With how many decimals the old score was written.
  public let oldDecimals: Int
  /// Status and source of the old score, in the file's own words.
  public let oldStatus, oldSource: String?
  /// When the two scores came and from where; `nil` where only a file tells of them.
  public var oldArrival: Arrival? = nil, newArrival: Arrival? = nil
  /// The day after which the new score is known, where a store has recorded it.
  package var knownAfter: Day? = nil
}

/// How a score came into a store.
public struct Arrival: Hashable, Sendable {
  /// The number of the import, from 1.
  public let importNumber: Int
  /// When.
  public let time: Timestamp
  /// The name of the file, without its folder.
  public let file: String
  /// The sheet of a workbook.
  public var sheet: String? = nil
  /// The line of the file, of a workbook the row of its sheet, from 1; 0 where it has none.
  public let line: Int
}

/// A score that a later row repeated.
public struct Duplicate: Hashable, Sendable {
  /// The day that the score stands for.
  public let day: Day
  /// The position of the unit in `History.units`.
  public let unit: Int
  /// What was measured.
  public let indicator: Indicator
  /// The score, in points.
  public let score: Double
  /// The lines of the two rows, from 1.
  public let firstLine, line: Int
}
