import NumericCore

/// Reads a plain file once, and puts its rows where they can be given back series after series.
struct SeriesParting {
  private let format: PlainFormat
  private var table = SeriesTable()
  private var hasValue: [Bool] = []
  private var evidence = NumberReader.Evidence()

  private(set) var rows: RowSpool
  private(set) var names: NameSpool
  private(set) var account = SeriesAccount()
  /// How many series have a value.
  private(set) var seriesWithValues = 0

  init(_ format: PlainFormat, spool: ScatteredSeries.Spool) {
    self.format = format
    rows = RowSpool(
      rowsInMemory: spool.rowsInMemory, mostPartitions: spool.mostPartitions, folder: spool.folder)
    names = NameSpool(bytesInMemory: spool.nameBytesInMemory, folder: spool.folder)
  }

  /// How the numbers of the file must be read, where they were read otherwise.
  var otherStyle: NumberReader.Style? {
    let assumed = NumberReader.Style.unknown(commaIsDecimal: format.delimiter != UInt8(ascii: ","))
    let style = evidence.style(commaIsDecimal: format.delimiter != UInt8(ascii: ","))
    // With points alone nothing is read otherwise than where nothing is known.
    let isSame =
      style == format.style || (format.style == assumed && style == .point && evidence.ambiguousComma == 0)
    return isSame ? nil : style
  }

  /// Reads the file from a position to its end.
  ///
  /// - Parameters:
  ///   - line: The line at the position, from 1.
  ///   - onProgress: Told of the share of the file that has been read; below 1.
  /// - Returns: Whether the text is sound.
  mutating func read(
    _ input: ByteInput, from start: Int, line: Int, pieceSize: Int, onProgress: (Double) -> Void
  ) throws(IngestError) -> Bool {
    var (position, line) = (start, line)
    var carried: [UInt8] = []
    var isEnd = false
    while !isEnd {
      var bytes = carried
      // A line, or a cell in quotes, that goes on is read in ever greater portions.
      let size = max(pieceSize * Concurrency.workers, carried.count)
      try input.append(to: &bytes, from: position, most: size)
      isEnd = bytes.count == carried.count || position + bytes.count - carried.count >= input.count
      position += bytes.count - carried.count
      let cut = isEnd ? bytes.count : (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
      carried = Array(bytes[cut...])
      bytes.removeLast(carried.count)
      var isCutOff = false
      if isEnd {
        guard let found = try? TextBytes.dropCutOff(&bytes) else { return false }
        isCutOff = found
      }
      guard Self.isText(bytes, pieceSize: pieceSize) else { return false }
      let pieces: [PlainRows]
      do throws(IngestError) {
        pieces = try PlainFile.rows(
          bytes, from: 0, line: line, format, isCutOff: isCutOff, pieceSize: pieceSize)
      } catch {
        if isEnd { return false }
        carried = bytes + carried
        continue
      }
      try add(pieces, of: bytes, line: &line)
      if !isEnd { onProgress(Double(position - carried.count) / Double(input.count)) }
    }
    try rows.finish(seriesCount: table.count)
    return true
  }

  private static func isText(_ bytes: [UInt8], pieceSize: Int) -> Bool {
    PlainFile.pieces(of: bytes, 0..<bytes.count, size: pieceSize).concurrentMap {
      (try? TextBytes.checkedEnd(bytes, $0)) == $0.upperBound
    }.allSatisfy(\.self)
  }

  private mutating func add(_ pieces: [PlainRows], of bytes: [UInt8], line: inout Int) throws(IngestError) {
    let known = Self.look(pieces, in: bytes, table)
    var series: [[Int32]] = []
    for (piece, found) in zip(pieces, known) {
      series.append(try name(piece, found, in: bytes, line: line))
      account.add(piece, line: line)
      evidence.add(piece.evidence)
      line += piece.lineCount
    }
    for words in Array(zip(pieces, series)).concurrentMap({ RowSpool.words($0, series: $1) }) {
      try rows.append(words, seriesCount: table.count)
    }
  }

  /// A function of its own, so that nothing holds the table when it is changed.
  private static func look(
    _ pieces: [PlainRows], in bytes: [UInt8], _ table: SeriesTable
  ) -> [(series: [Int32], new: [SeriesTable.NewName])] {
    pieces.concurrentMap { table.look($0, in: bytes) }
  }

  /// The series of the runs of a piece; those that are new are noted.
  private mutating func name(
    _ piece: PlainRows, _ found: (series: [Int32], new: [SeriesTable.NewName]), in bytes: [UInt8], line: Int
  ) throws(IngestError) -> [Int32] {
    var series = found.series
    for name in found.new {
      let run = piece.runs[name.run]
      let added = table.add(name)
      series[name.run] = added.series
      if added.isNew {
        hasValue.append(false)
        try names.append(run.spelling(in: bytes).utf8, line: line + run.line)
      }
    }
    for (run, series) in zip(piece.runs, series) where !run.rows.isEmpty && !hasValue[Int(series)] {
      hasValue[Int(series)] = true
      seriesWithValues += 1
    }
    return series
  }
}
