/// The rows of a plain file, or of a piece of it, in columns.
///
/// Reading is a function of the bytes alone, so that pieces of a file can be read at the same time and put together in
/// their order.
struct PlainRows: Sendable {
  /// Rows of one series that follow each other.
  struct Run: Sendable {
    /// The bytes of the name, as they stand in the file.
    var name: Range<Int>
    /// The name where its bytes are not it, since they hold doubled quotes.
    var text: String?
    /// The first line that names it, counted from that of the piece.
    var line: Int
    /// Its rows, none where no row can be used.
    var rows: Range<Int>
  }

  private(set) var runs: [Run] = []
  /// `Day.ordinal`, of every row.
  private(set) var days: [Int32] = []
  private(set) var values: [Double] = []
  private(set) var decimals: [UInt8] = []
  /// Lines, counted from that of the piece.
  private(set) var lines: [Int32] = []
  /// How many rows were read, those included that cannot be used.
  private(set) var rowCount = 0
  /// How many lines the piece has.
  private(set) var lineCount = 0
  /// Where the next piece begins; beyond the piece where its last row, for a quoted cell, was.
  private(set) var end = 0
  /// What was found wrong, in lines counted from that of the piece.
  private(set) var report: RowReport?
  /// What the numbers tell of the way in which the file writes decimals.
  private(set) var evidence = NumberReader.Evidence()

  /// Reads the rows of a piece of a file.
  ///
  /// - Parameters:
  ///   - bytes: The file, or a part of it that holds the piece.
  ///   - piece: The piece: it begins where a row begins, and ends behind a line feed or at the end of the file.
  ///   - format: What is known of the file.
  ///   - isCutOff: Whether the file ends within a character.
  init(
    _ bytes: [UInt8], _ piece: Range<Int>, format: PlainFormat, isCutOff: Bool = false
  ) throws(IngestError) {
    let expected = piece.count / 20
    days.reserveCapacity(expected)
    values.reserveCapacity(expected)
    decimals.reserveCapacity(expected)
    lines.reserveCapacity(expected)
    var position = piece.lowerBound
    var name = 0..<0
    var general: RowReader?
    while position < piece.upperBound {
      position = readLane(bytes, position..<piece.upperBound, format, name: &name)
      guard position < piece.upperBound else { break }

      var scanner = RecordScanner(
        bytes: bytes, delimiter: format.delimiter, position: position, line: lineCount)
      if try scanner.next() {
        rowCount += 1
        if general == nil { general = format.rowReader }
        general?.read(scanner, fileIsCutOff: isCutOff)
        if let sighting = general?.sighting {
          begin(sighting.name, text: sighting.text, line: scanner.recordLine, bytes, after: &name)
          if let score = sighting.score {
            append(
              day: Int32(clamping: score.day.ordinal), value: score.value,
              decimals: UInt8(clamping: score.decimals), line: scanner.recordLine)
          }
        }
        if let column = format.header.columns[.value], column < scanner.cells.count {
          evidence.add(scanner.cells[column].range, of: bytes)
        }
      }
      position = scanner.position
      lineCount = scanner.line
    }
    end = position
    report = general?.report
  }

  /// The rows of series that come one after the other, each with its name and in the order of arrival.
  ///
  /// - Parameters:
  ///   - words: Rows as a `RowSpool` gives them back.
  ///   - series: Their series.
  ///   - names: Where the name of each of these series stands. Series without rows are left out.
  /// - Complexity: O(rows + series): a counting sort.
  init(_ words: RowSpool.Words, of series: Range<Int>, names: ArraySlice<Range<Int>>) {
    var next = [Int](repeating: 0, count: series.count + 1)
    for row in stride(from: 0, to: words.count, by: 2) {
      next[Int(words[row] >> 32) - series.lowerBound + 1] += 1
    }
    for (number, name) in names.enumerated() {
      next[number + 1] += next[number]
      if next[number + 1] > next[number] {
        runs.append(Run(name: name, text: nil, line: 0, rows: next[number]..<next[number + 1]))
      }
    }
    days = Array(repeating: 0, count: words.count / 2)
    values = Array(repeating: 0, count: words.count / 2)
    decimals = Array(repeating: 0, count: words.count / 2)
    for row in stride(from: 0, to: words.count, by: 2) {
      let number = Int(words[row] >> 32) - series.lowerBound
      let place = next[number]
      next[number] += 1
      let time = Int32(truncatingIfNeeded: words[row])
      days[place] = time >> 8
      decimals[place] = UInt8(truncatingIfNeeded: time)
      values[place] = Double(bitPattern: words[row + 1])
    }
    rowCount = words.count / 2
  }

  /// Reads rows of the simple form up to the first other one, and returns where that begins.
  private mutating func readLane(
    _ bytes: [UInt8], _ piece: Range<Int>, _ format: PlainFormat, name: inout Range<Int>
  ) -> Int {
    let lane = format.lane
    let span = bytes.span
    var position = piece.lowerBound
    var (points, eithers) = (0, 0)
    while position < piece.upperBound, let row = lane.row(span, at: position, end: piece.upperBound) {
      switch row.mark {
      case .none: break
      case .point: points += 1
      case .either:
        // Only the whole file tells; see `PlainFormat`.
        if !format.pointIsDecimal { return finished(position, points, eithers) }
        eithers += 1
      }
      rowCount += 1
      begin(row.name, text: nil, line: lineCount, bytes, after: &name)
      append(day: row.day, value: row.value, decimals: row.decimals, line: lineCount)
      lineCount += 1
      position = row.end
    }
    return finished(position, points, eithers)
  }

  private mutating func finished(_ position: Int, _ points: Int, _ eithers: Int) -> Int {
    evidence.point += points
    evidence.ambiguousPoint += eithers
    return position
  }

  @inline(__always)
  private mutating func begin(
    _ next: Range<Int>, text: String?, line: Int, _ bytes: [UInt8], after name: inout Range<Int>
  ) {
    let isSame = text == nil && !runs.isEmpty && name.count == next.count && Self.isEqual(bytes, name, next)
    if isSame { return }
    runs.append(Run(name: next, text: text, line: line, rows: days.count..<days.count))
    // A name in doubled quotes equals no other by its bytes.
    name = text == nil ? next : 0..<0
  }

  @inline(__always)
  private static func isEqual(_ bytes: [UInt8], _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    let span = bytes.span
    for offset in 0..<one.count
    where span[unchecked: one.lowerBound + offset] != span[unchecked: other.lowerBound + offset] {
      return false
    }
    return true
  }

  @inline(__always)
  private mutating func append(day: Int32, value: Double, decimals: UInt8, line: Int) {
    days.append(day)
    values.append(value)
    self.decimals.append(decimals)
    lines.append(Int32(clamping: line))
    runs[runs.count - 1].rows = runs[runs.count - 1].rows.lowerBound..<days.count
  }
}

/// What must be known of a plain file to read a piece of it.
struct PlainFormat: Sendable {
  let header: Header
  let delimiter: UInt8
  let lane: PlainLane
  let style: NumberReader.Style

  init(_ header: Header, delimiter: UInt8, style: NumberReader.Style) {
    self.header = header
    self.delimiter = delimiter
    self.style = style
    lane = PlainLane(header, delimiter: delimiter)
  }

  /// Whether a point before three digits marks decimals: 1.234 is a little more than one.
  var pointIsDecimal: Bool {
    switch style {
    case .point, .unknown: true
    case .comma, .mixed: false
    }
  }

  /// Reads the rows that are not of the simple form.
  var rowReader: RowReader {
    RowReader(
      header: header, index: .decision766, numbers: NumberReader(style: style, isBelowThousand: false))
  }
}
