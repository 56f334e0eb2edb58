/// What is to be known of how a sheet was read: what was left out, and what was assumed.
public struct WorkbookRemark: Hashable, Sendable {
  /// The sheet's name.
  public let sheet: String
  /// The first cell that it is about, such as `C7`; nil where it is about the sheet.
  public let cell: String?
  /// What is remarked.
  public let kind: Kind

  /// What is remarked of a sheet.
  public enum Kind: Hashable, Sendable {
    /// A hidden sheet is not read.
    case hiddenSheet
    /// No row names the columns of a table of scores.
    case noHeader
    /// No row names the columns of a table of scores, though units stand beside numbers; how many rows have both.
    case noHeaderOverUnits(rows: Int)
    /// There is a table, and no row of scores below its header.
    case noRows
    /// No column names the units.
    case noUnit
    /// Neither a column nor the title nor the sheet's name tells the day; what they tell instead, such as `Tuần 46`.
    case noDate(found: String?)
    /// Title and name tell different days.
    case severalDates([Day])
    /// The columns are weeks, and nothing tells of which indicator. With several such sheets it is not guessed.
    case noIndicator
    /// Two columns hold the same indicator of the same day.
    case repeatedColumn(first: String, second: String)
    /// A text or name says that the numbers are no scores of the week: targets, or those of the week before.
    case notScores(String)
    /// A day is written with its month first, so that all days of the table may be.
    case monthFirst(String)
    /// Another table of the sheet tells a different score of the same day, unit and indicator; its cell.
    case contradiction(other: String)
    /// A table of plain series in a workbook of scorecards, or the other way round.
    case otherShape(FileShape)

    /// Rows with scores that have no number while the others do; the names of the first.
    case unnumberedRows([String], count: Int)
    /// Rows with numbers behind the end of a table; the names of the first.
    case rowsBehind([String], count: Int)
    /// Rows of units that stand further up with other scores; the names of the first. Only the first row is read.
    case repeatedUnits([String], count: Int)
    /// Averages, sums, notes and signatures; the first of them.
    case footerRows([String], count: Int)
    /// Columns of differences, shares and the like.
    case columns([String])
    /// Cells with `#N/A` count as empty.
    case notAvailable(count: Int)
    /// Cells with a dash or with words such as “chưa đánh giá” count as empty; the different texts.
    case missingMarks([String], count: Int)

    /// Hidden rows were read as any others.
    case hiddenRows(count: Int)
    /// Hidden columns were read as any others.
    case hiddenColumns([String])
    /// Scores without the name of an indicator were taken for totals.
    case takenAsTotal
    /// Scores were rounded to what their cells show: the first of them as it is in the file, and as it is shown.
    case rounded(exact: String, shown: String, count: Int)
    /// The sheet is named after the unit.
    case unitOfSheet
    /// The names above columns were taken for units; the first of them.
    case unitsAcross([String], count: Int)
    /// What is written this way was taken for this day.
    case takenAsDay(String, Day)
    /// Days without a year were taken to be of this one; the first of them.
    case year(Day)
  }

  /// Whether scores may have been left out by it, so that a result is one in part.
  public var leavesOut: Bool {
    switch kind {
    case .noUnit, .noDate, .severalDates, .noIndicator, .repeatedColumn, .notScores, .monthFirst,
      .contradiction,
      .otherShape, .unnumberedRows, .rowsBehind, .repeatedUnits, .noHeaderOverUnits:
      true
    case .hiddenSheet, .noHeader, .noRows, .footerRows, .columns, .notAvailable, .missingMarks, .hiddenRows,
      .hiddenColumns, .takenAsTotal, .rounded, .unitOfSheet, .unitsAcross, .takenAsDay, .year:
      false
    }
  }

  init(_ sheet: String, _ cell: CellReference? = nil, _ kind: Kind) {
    (self.sheet, self.cell, self.kind) = (sheet, cell?.description, kind)
  }
}
