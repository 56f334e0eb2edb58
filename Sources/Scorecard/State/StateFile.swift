import NumericCore

/// A state: what is kept of every series of a history, so that its next week needs no look at the years before.
///
/// ```
/// header    0x89 "HDWYST" 0x0A | version UInt32 | model UInt8 | steps and no dates UInt8 | rows kept UInt16 | checksum
/// frame     length of the records UInt32 | how many UInt32 | the number of the first one UInt64 | records | checksum
/// end       a frame without records: their number in all stands for that of the first one
/// ```
///
/// All numbers have their lowest byte first. The checksum, CRC-32, is that of all bytes of the header or frame before it.
/// Records (``RecordCoding``) stand in the order in which series first appeared, ``StateWriter/frameRecords`` to a frame:
/// frames are read, checked and written one after the other, or several at the same time.
package struct StateFile: Sendable {
  package let model: StateModel
  /// Whether time is counted in weeks and not by dates.
  package let isStep: Bool
  fileprivate let input: ByteInput

  static let magic: [UInt8] = [0x89] + Array("HDWYST\n".utf8)
  static let version: UInt32 = 1
  static let headerLength = 20

  /// Reads the header of a state.
  ///
  /// - Parameter model: The model that is asked for.
  package init(_ input: ByteInput, for model: StateModel) throws(StateError) {
    var header: [UInt8] = []
    try Self.read(input, from: 0, most: Self.headerLength, into: &header)
    guard header.starts(with: Self.magic) else { throw .notAState }
    guard header.count == Self.headerLength else { throw .cutShort(bytes: header.count) }
    let version = header.uint32(at: 8)
    guard version == Self.version else { throw .otherVersion(found: Int(version)) }
    guard header.uint32(at: 16) == Checksum.crc32(header, 0..<16),
      let found = StateModel(rawValue: header[12])
    else { throw .damaged(offset: 0) }
    guard found == model else { throw .otherModel(found: found, asked: model) }
    guard Int(header[14]) + 256 * Int(header[15]) == model.keptRows else {
      throw .otherVersion(found: Int(version))
    }
    self.model = found
    isStep = header[13] == 1
    self.input = input
  }

  /// How many bytes it has.
  package var byteCount: Int { input.count }

  /// The records from the first to the last.
  package var frames: Frames { Frames(self) }

  fileprivate static func read(
    _ input: ByteInput, from position: Int, most: Int, into bytes: inout [UInt8]
  ) throws(StateError) {
    do throws(IngestError) { try input.append(to: &bytes, from: position, most: most) } catch {
      throw .file(error)
    }
  }
}

/// Some records that stand together, whose checksum is right.
package struct StateFrame: Sendable {
  let bytes: [UInt8]
  let records: Range<Int>
  let count: Int
  /// Where the frame begins in the file.
  let offset: Int

  /// Reads the records one after the other.
  ///
  /// - Parameter record: Memory that is used again.
  func forEachRecord(
    _ record: inout SeriesRecord, _ body: (inout SeriesRecord, UInt64) -> Void
  ) throws(StateError) {
    try forEachName { (reader, name) throws(StateError) in
      var reader = reader
      guard reader.read(into: &record) else { throw .damaged(offset: offset) }
      body(&record, SeriesKey.hash(ofName: name, in: bytes))
    }
  }

  /// Goes through the records without reading more than where they and their names stand.
  func forEachName(
    _ body: (_ record: RecordReader, _ name: Range<Int>) throws(StateError) -> Void
  ) throws(StateError) {
    var reader = RecordReader(bytes, records)
    for _ in 0..<count {
      guard let (record, name) = reader.next() else { throw .damaged(offset: offset) }
      try body(RecordReader(bytes, record), name)
    }
    if !reader.isAtEnd { throw .damaged(offset: offset) }
  }
}

/// The frames of a state, some of them at a time.
package struct StateFrames {
  private let file: StateFile
  private var position = StateFile.headerLength
  private var bytes: [UInt8] = []
  /// How many records there were before.
  private(set) package var count = 0
  private var isDone = false

  /// Frames of about this many bytes are worked on at the same time.
  private static let portion = 1 << 21
  fileprivate static let overhead = 20

  fileprivate init(_ file: StateFile) { self.file = file }

  /// The share of the file that has been read.
  package var progress: Double { Double(position) / Double(max(file.byteCount, 1)) }

  /// The next frames, none at the end; the end itself is checked as well.
  package mutating func next() throws(StateError) -> [StateFrame] {
    if isDone { return [] }
    var found: [(range: Range<Int>, offset: Int)] = []
    while found.isEmpty, !isDone {
      let before = bytes.count
      try StateFile.read(file.input, from: position, most: Self.portion, into: &bytes)
      let isEnd = bytes.count == before
      let offset = position - before
      position += bytes.count - before
      var start = 0
      while !isDone, start + Self.overhead <= bytes.count {
        let length = Int(bytes.uint32(at: start)) + Self.overhead
        if start + length > bytes.count { break }
        found.append((start..<start + length, offset + start))
        isDone = bytes.uint32(at: start + 4) == 0
        start += length
      }
      if isEnd, !isDone { throw .cutShort(bytes: file.byteCount) }
      if found.isEmpty { continue }
      let frames = try check(found)
      bytes.removeFirst(start)
      if isDone {
        guard bytes.isEmpty, position == file.byteCount else { throw .damaged(offset: offset + start) }
      }
      return frames
    }
    return []
  }

  private mutating func check(_ found: [(range: Range<Int>, offset: Int)]) throws(StateError) -> [StateFrame]
  {
    let bytes = bytes
    let areWhole = found.concurrentMap { frame in
      let end = frame.range.upperBound - 4
      return Checksum.crc32(bytes, frame.range.lowerBound..<end) == bytes.uint32(at: end)
    }
    var frames: [StateFrame] = []
    for ((range, offset), isWhole) in zip(found, areWhole) {
      let start = range.lowerBound
      let number = Int(bytes.uint32(at: start + 4))
      guard isWhole, bytes.uint64(at: start + 8) == UInt64(count) else { throw .damaged(offset: offset) }
      if number > 0 {
        let records = start + Self.overhead - 4..<range.upperBound - 4
        frames.append(StateFrame(bytes: bytes, records: records, count: number, offset: offset))
      }
      count += number
    }
    return frames
  }
}

extension StateFile {
  package typealias Frames = StateFrames

  /// Looks through all of it.
  ///
  /// - Returns: How many series there are.
  package func check() throws(StateError) -> Int {
    var frames = frames
    while try !frames.next().isEmpty {}
    return frames.count
  }
}

/// Writes a state, frame by frame.
package struct StateWriter {
  /// How many records stand in a frame; in the last one perhaps fewer.
  static let frameRecords = 256

  /// The frames that are ready.
  private var ready: [UInt8]
  private var records: [UInt8] = []
  private var count = 0
  private var total = 0

  package init(_ model: StateModel, isStep: Bool) {
    ready = StateFile.magic
    ready.append(lowestFirst: UInt64(StateFile.version), bytes: 4)
    ready += [model.rawValue, isStep ? 1 : 0]
    ready.append(lowestFirst: UInt64(model.keptRows), bytes: 2)
    ready.append(lowestFirst: UInt64(Checksum.crc32(ready, 0..<ready.count)), bytes: 4)
  }

  /// How many records were added.
  package var recordCount: Int { total + count }

  /// Adds records behind those before.
  package mutating func append(_ more: EncodedRecords) {
    var start = 0
    while start < more.ends.count {
      let next = min(start + Self.frameRecords - count, more.ends.count)
      records += more.bytes[(start == 0 ? 0 : more.ends[start - 1])..<more.ends[next - 1]]
      count += next - start
      start = next
      if count == Self.frameRecords { closeFrame() }
    }
  }

  /// Takes what is ready to be written.
  package mutating func takeBytes() -> [UInt8] {
    defer { ready.removeAll(keepingCapacity: true) }
    return ready
  }

  /// Puts the end behind all records.
  package mutating func finish() {
    if count > 0 { closeFrame() }
    closeFrame()
  }

  private mutating func closeFrame() {
    let start = ready.count
    ready.append(lowestFirst: UInt64(records.count), bytes: 4)
    ready.append(lowestFirst: UInt64(count), bytes: 4)
    ready.append(lowestFirst: UInt64(total), bytes: 8)
    ready += records
    ready.append(lowestFirst: UInt64(Checksum.crc32(ready, start..<ready.count)), bytes: 4)
    records.removeAll(keepingCapacity: true)
    total += count
    count = 0
  }
}

/// Records as they stand in a state, one behind the other.
package struct EncodedRecords: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each ends.
  private(set) var ends: [Int] = []

  mutating func append(_ record: SeriesRecord) {
    RecordCoding.append(record, to: &bytes)
    ends.append(bytes.count)
  }
}
