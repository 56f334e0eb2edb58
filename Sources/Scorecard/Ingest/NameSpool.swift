/// The names of series in the order of their first appearance, which are given back in this order.
///
/// Few stay in memory; many go to a temporary file.
struct NameSpool: Sendable {
  /// More bytes than these are written.
  static let bytesInMemory = 1 << 22

  private let bytesInMemory: Int
  private let folder: String
  private var file: TemporaryFile?
  private var written = 0
  private var waiting: [UInt8] = []
  // What is given back next: the place in the file, and what was read ahead of it.
  private var position = 0
  private var ahead: [UInt8] = []

  init(bytesInMemory: Int = Self.bytesInMemory, folder: String = TemporaryFile.folder) {
    (self.bytesInMemory, self.folder) = (bytesInMemory, folder)
  }

  /// Adds a name.
  ///
  /// - Parameter line: The first line that has it.
  mutating func append(_ name: some Collection<UInt8>, line: Int) throws(IngestError) {
    for number in [name.count, line] {
      for byte in 0..<8 { waiting.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
    }
    waiting += name
    guard waiting.count > bytesInMemory else { return }
    let file = if let file { file } else { try TemporaryFile(in: folder) }
    self.file = file
    try file.write(waiting)
    written += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }

  /// Names, in their order.
  struct Names: Sendable {
    /// All names behind each other, with what parts them.
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var ranges: [Range<Int>] = []
    /// The first line that has each.
    fileprivate(set) var lines: [Int] = []
  }

  /// Gives back the next names.
  mutating func next(_ count: Int) throws(IngestError) -> Names {
    var names = Names()
    names.ranges.reserveCapacity(count)
    names.lines.reserveCapacity(count)
    var start = 0
    for _ in 0..<count {
      try fill(start + 16)
      let length = number(at: start)
      try fill(start + 16 + length)
      names.ranges.append(start + 16..<start + 16 + length)
      names.lines.append(number(at: start + 8))
      start += 16 + length
    }
    names.bytes = Array(ahead[..<start])
    ahead.removeSubrange(..<start)
    return names
  }

  private func number(at place: Int) -> Int {
    (0..<8).reduce(0) { $0 | Int(ahead[place + $1]) << (8 * $1) }
  }

  /// Reads ahead until there are so many bytes.
  private mutating func fill(_ count: Int) throws(IngestError) {
    while ahead.count < count {
      if position < written, let file {
        let portion = min(written - position, 1 << 16)
        let old = ahead.count
        ahead += repeatElement(0, count: portion)
        try file.read(&ahead, old..<old + portion, from: position)
        position += portion
      } else {
        precondition(position < written + waiting.count, "no more names are given back than were added")
        let rest = waiting[(position - written)...].prefix(1 << 16)
        ahead += rest
        position += rest.count
      }
    }
  }
}
