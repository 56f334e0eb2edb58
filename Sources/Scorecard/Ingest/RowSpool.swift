/// Rows of series in any order, which are given back series after series.
///
/// They gather in memory. Whenever there are ``rowsInMemory`` of them, they are sorted into ``mostPartitions`` ranges of
/// series at most and written to a temporary file, range after range. To give back a range, its rows are read from every
/// such portion, one place each; of one series they come in the order in which they were added.
struct RowSpool: Sendable {
  /// Two words a row: above, the number of the series; below it the day, as `Day.ordinal`, and in the lowest byte the
  /// decimals; then the value.
  typealias Words = [UInt64]

  /// So many rows gather before they are written: 16 MB, and as much again while they are sorted.
  static let rowsInMemory = 1 << 20
  /// Series are parted into at most so many ranges, once they are that many into at least half as many. Of a file of 10 GB,
  /// some 300 million rows, a range then has about half a million: 10 MB. And what is read in one place, a range's share of
  /// a portion, still has some 32 KB.
  static let mostPartitions = 1 << 9

  /// A portion of the rows, in the order of partitions.
  private struct Portion {
    /// Where it begins in the file, in bytes.
    let start: Int
    /// Where each partition begins, in rows; the last is the end.
    let starts: [Int]
    let shift: Int

    /// Its rows of partitions of which each has `1 << shift` series, at least as many as its own.
    func rows(_ partitions: Range<Int>, shift: Int) -> Range<Int> {
      func bound(_ partition: Int) -> Int {
        starts[min(partition << (shift - self.shift), starts.count - 1)]
      }
      return bound(partitions.lowerBound)..<bound(partitions.upperBound)
    }
  }

  private let rowsInMemory: Int, mostPartitions: Int
  private let folder: String
  private var waiting: [Words] = []
  private var waitingRows = 0
  private var portions: [Portion] = []
  /// All rows, where they are few.
  private var resident: Words = []
  private var file: TemporaryFile?
  private var length = 0

  /// The series of a partition number `1 << shift`.
  private(set) var shift = 0
  /// How many series there are; all of them once ``finish(seriesCount:)`` was called.
  private(set) var seriesCount = 0

  init(
    rowsInMemory: Int = Self.rowsInMemory, mostPartitions: Int = Self.mostPartitions,
    folder: String = TemporaryFile.folder
  ) {
    (self.rowsInMemory, self.mostPartitions, self.folder) = (rowsInMemory, mostPartitions, folder)
  }

  // MARK: Adding

  /// The words of the rows of a piece.
  ///
  /// - Parameter series: The number of the series of each run.
  static func words(_ rows: PlainRows, series: [Int32]) -> Words {
    var words: Words = []
    words.reserveCapacity(2 * rows.days.count)
    for (run, series) in zip(rows.runs, series) {
      for row in run.rows {
        // Dates and steps that are read lie within 20 bits.
        let time = rows.days[row] << 8 | Int32(rows.decimals[row])
        words.append(UInt64(UInt32(series)) << 32 | UInt64(UInt32(bitPattern: time)))
        words.append(rows.values[row].bitPattern)
      }
    }
    return words
  }

  /// Adds rows.
  ///
  /// - Parameter seriesCount: Greater than the number of any series so far.
  mutating func append(_ words: Words, seriesCount: Int) throws(IngestError) {
    if words.isEmpty { return }
    waiting.append(words)
    waitingRows += words.count / 2
    if waitingRows >= rowsInMemory { try write(seriesCount: seriesCount) }
  }

  /// To be called once, when all rows were added.
  mutating func finish(seriesCount: Int) throws(IngestError) {
    if file != nil {
      try write(seriesCount: seriesCount)
    } else {
      resident = sorted(seriesCount: seriesCount)
    }
    self.seriesCount = seriesCount
    shift = shift(seriesCount)
  }

  private func shift(_ seriesCount: Int) -> Int {
    var shift = 0
    while (seriesCount - 1) >> shift >= mostPartitions { shift += 1 }
    return shift
  }

  private mutating func write(seriesCount: Int) throws(IngestError) {
    if file == nil { file = try TemporaryFile(in: folder) }
    let words = sorted(seriesCount: seriesCount)
    try file?.write(words)
    length += 8 * words.count
  }

  /// The rows that wait as a portion.
  private mutating func sorted(seriesCount: Int) -> Words {
    let shift = shift(seriesCount)
    var starts = [Int](repeating: 0, count: ((max(seriesCount, 1) - 1) >> shift) + 2)
    for words in waiting {
      for row in stride(from: 0, to: words.count, by: 2) { starts[Int(words[row] >> 32) >> shift + 1] += 1 }
    }
    for partition in 1..<starts.count { starts[partition] += starts[partition - 1] }
    var next = starts
    var sorted = Words(repeating: 0, count: 2 * waitingRows)
    for words in waiting {
      for row in stride(from: 0, to: words.count, by: 2) {
        let partition = Int(words[row] >> 32) >> shift
        let place = 2 * next[partition]
        next[partition] += 1
        sorted[place] = words[row]
        sorted[place + 1] = words[row + 1]
      }
    }
    portions.append(Portion(start: length, starts: starts, shift: shift))
    waiting = []
    waitingRows = 0
    return sorted
  }

  // MARK: Giving back

  /// How many ranges of series there are.
  var partitionCount: Int { seriesCount == 0 ? 0 : ((seriesCount - 1) >> shift) + 1 }

  /// The series of partitions.
  func series(_ partitions: Range<Int>) -> Range<Int> {
    (partitions.lowerBound << shift)..<min(partitions.upperBound << shift, seriesCount)
  }

  /// How many rows the series of partitions have.
  func rowCount(_ partitions: Range<Int>) -> Int {
    portions.reduce(0) { $0 + $1.rows(partitions, shift: shift).count }
  }

  /// The rows of partitions; those of one series in the order in which they were added.
  func rows(_ partitions: Range<Int>) throws(IngestError) -> Words {
    var words = Words(repeating: 0, count: 2 * rowCount(partitions))
    var end = 0
    for portion in portions {
      let rows = portion.rows(partitions, shift: shift)
      if rows.isEmpty { continue }
      let place = end..<end + 2 * rows.count
      end = place.upperBound
      if let file {
        try file.read(&words, place, from: portion.start + 16 * rows.lowerBound)
      } else {
        words.replaceSubrange(place, with: resident[2 * rows.lowerBound..<2 * rows.upperBound])
      }
    }
    return words
  }
}
