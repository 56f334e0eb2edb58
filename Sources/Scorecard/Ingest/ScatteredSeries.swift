import Forecasting
import NumericCore

/// The series of a file in which the rows of a series stand anywhere, as in the order of weeks: its rows as
/// ``SeriesParting`` has put them in order.
struct ScatteredSeries: SeriesSource {
  /// How much is held in memory, and where the rest goes.
  struct Spool: Sendable {
    /// Rows in memory: see ``RowSpool``.
    var rowsInMemory = RowSpool.rowsInMemory
    var mostPartitions = RowSpool.mostPartitions
    /// Bytes of names in memory.
    var nameBytesInMemory = NameSpool.bytesInMemory
    var folder = TemporaryFile.folder
    /// Pieces of at least so many rows are put in order at the same time, unless the workers are so many that their
    /// pieces together have more than ``mostRowsInBlock``: those take some 80 MB.
    var rowsInPiece = 1 << 16
    var mostRowsInBlock = 1 << 21
  }

  private let spool: Spool
  private let rows: RowSpool
  private var names: NameSpool
  private let isStep: Bool
  /// How many series have a value.
  private let seriesWithValues: Int

  private var nextPartition = 0
  private var rowsGiven = 0
  private(set) var account: SeriesAccount

  /// Reads the rows of a file; `nil` where its text is broken or there are no rows.
  ///
  /// How the file writes decimals is known only when all of it was read. Nearly always it is as in its beginning; else it
  /// is read again.
  ///
  /// - Parameters:
  ///   - format: That of the file's beginning.
  ///   - position: Where the rows begin.
  ///   - line: The line there, from 1.
  init?(
    _ input: ByteInput, format: PlainFormat, from position: Int, line: Int, pieceSize: Int, spool: Spool,
    onParting: (Double) -> Void
  ) throws(IngestError) {
    defer { onParting(1) }
    var parting = SeriesParting(format, spool: spool)
    guard
      try parting.read(input, from: position, line: line, pieceSize: pieceSize, onProgress: onParting)
    else { return nil }
    if let style = parting.otherStyle {
      parting = SeriesParting(
        PlainFormat(format.header, delimiter: format.delimiter, style: style), spool: spool)
      guard
        try parting.read(input, from: position, line: line, pieceSize: pieceSize, onProgress: onParting)
      else { return nil }
    }
    if parting.account.rowCount == 0 { return nil }
    self.spool = spool
    isStep = format.header.columns[.step] != nil
    (rows, names, account) = (parting.rows, parting.names, parting.account)
    seriesWithValues = parting.seriesWithValues
  }

  func hasSeries(_ count: Int) -> Bool { seriesWithValues >= count }

  func sample() throws(IngestError) -> SeriesSample? {
    typealias Drawn = (rank: UInt64, member: SeriesSample.Member)
    var drawn: [Drawn] = []
    var limit = UInt64.max
    var ahead = self
    while let block = try ahead.next() {
      let most = limit
      drawn += block.pieces.concurrentMap { rows -> [Drawn] in
        var drawn: [Drawn] = []
        for run in rows.runs {
          let rank = run.key(in: block.bytes)
          if rank > most { continue }
          var alone = SeriesBlock(bytes: block.bytes, pieces: [])
          alone.items = [.single(OpenSeries(rows, run, of: block.bytes, key: rank, line: 0))]
          alone.forEachSeries(inPart: 0) { drawn.append((rank, SeriesSample.Member($0))) }
        }
        return drawn
      }.joined()
      guard drawn.count > SampledPatterns.sampleSize else { continue }
      drawn.sort { $0.rank < $1.rank }
      limit = drawn[SampledPatterns.sampleSize - 1].rank
      drawn.removeAll { $0.rank > limit }
    }
    return SeriesSample(seriesCount: rows.seriesCount, isStep: isStep, members: drawn.map(\.member))
  }

  var progress: Double {
    nextPartition == rows.partitionCount ? 1 : Double(rowsGiven) / Double(max(account.rowCount, 1))
  }

  var rowCount: Int { nextPartition == rows.partitionCount ? account.rowCount : rowsGiven }

  mutating func next() throws(IngestError) -> SeriesBlock? {
    let pieces = nextPieces()
    guard let first = pieces.first, let last = pieces.last else { return nil }
    let start = first.series.lowerBound
    let names = try self.names.next(last.series.upperBound - start)
    let read = pieces.concurrentMap { [rows] piece in
      Result { () throws(IngestError) in
        let series = piece.series.lowerBound - start..<piece.series.upperBound - start
        return PlainRows(try rows.rows(piece.partitions), of: piece.series, names: names.ranges[series])
      }
    }
    var block = SeriesBlock(bytes: names.bytes, pieces: [])
    var series = 0
    for (piece, result) in zip(pieces, read) {
      let rows = try result.get()
      rowsGiven += rows.rowCount
      holdBack(&series, upTo: piece.series.upperBound - start, but: rows, names)
      if rows.runs.isEmpty { continue }
      block.items.append(.runs(piece: block.pieces.count, 0..<rows.runs.count))
      block.pieces.append(rows)
    }
    return block
  }

  private typealias Piece = (partitions: Range<Int>, series: Range<Int>)

  /// The pieces of the next block; none at the end.
  private mutating func nextPieces() -> [Piece] {
    let enough = min(spool.rowsInPiece, spool.mostRowsInBlock / Concurrency.workers)
    var pieces: [Piece] = []
    var rowCount = 0
    while pieces.count < Concurrency.workers, nextPartition < rows.partitionCount {
      var end = nextPartition + 1
      while end < rows.partitionCount, rows.rowCount(nextPartition..<end) < enough { end += 1 }
      rowCount += rows.rowCount(nextPartition..<end)
      if !pieces.isEmpty, rowCount > spool.mostRowsInBlock { break }
      pieces.append((nextPartition..<end, rows.series(nextPartition..<end)))
      nextPartition = end
    }
    return pieces
  }

  /// Notes the series that have no rows in a piece.
  private mutating func holdBack(
    _ series: inout Int, upTo end: Int, but rows: PlainRows, _ names: NameSpool.Names
  ) {
    var runs = rows.runs[...]
    for number in series..<end {
      if runs.first?.name == names.ranges[number] {
        runs.removeFirst()
      } else {
        account.holdBack(
          String(decoding: names.bytes[names.ranges[number]], as: UTF8.self), line: names.lines[number])
      }
    }
    series = end
  }
}
