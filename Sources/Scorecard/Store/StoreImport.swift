/// What an import has added to a store.
public struct StoreImport: Sendable {
  /// A correction: a score for a day that had another one.
  public struct Correction: Hashable, Sendable {
    /// The unit, as the store spells it.
    public let unit: String
    /// What was measured.
    public let indicator: Indicator
    /// The day that both scores stand for.
    public let day: Day
    /// The score before and after, in points.
    public let oldScore, newScore: Double
  }

  /// A unit of which nothing was taken, as the store has it at another level.
  public struct LevelConflict: Hashable, Sendable {
    /// The unit, as the store spells it.
    public let unit: String
    /// Its level in the store and in the file.
    public let stored, inFile: Level
    /// The first line with a score of it, and how many scores are left out.
    public let line: Int, count: Int
  }

  /// What one file has added.
  public struct File: Sendable {
    /// The file as it was named.
    public let path: String
    /// The number of the import in the store; that of the earlier one where the file has been imported before.
    public let number: Int
    /// When the same file was imported before; then nothing is added.
    public let earlier: Timestamp?
    /// What was read.
    public let result: IngestResult
    /// How many scores were of days that had none.
    public let addedCount: Int
    /// What was corrected, in the order of units, indicators and days.
    public let corrections: [Correction]
    /// How many scores were those that the store has.
    public let unchangedCount: Int
    /// Units that were left out.
    public let conflicts: [LevelConflict]

    /// Whether something of the file was left out.
    public var isPartial: Bool {
      result.problemCount > 0 || result.unknownIndicatorCount > 0 || result.heldBackUnitCount > 0
        || !conflicts.isEmpty
    }

    /// How many rows, cells and scores were left out.
    public var leftOutCount: Int {
      result.problemCount + result.unknownIndicators.reduce(0) { $0 + $1.count }
        + conflicts.reduce(0) { $0 + $1.count }
    }
  }

  /// When the files were known, which is when they were imported unless said otherwise.
  public let time: Timestamp
  /// Whether the store was made for them.
  public let isNew: Bool
  /// What each file has added.
  public let files: [File]
  /// The index that the scores belong to; nil for plain series.
  public let index: IndexDefinition?
  /// How time is counted.
  public let axis: History.Axis
}
