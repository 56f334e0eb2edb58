/// Which series a name means: the number of those that appear before it in the file.
///
/// It knows names by their digests, so a series takes some 14 bytes however long its name is. Names in other than plain
/// ASCII letters are brought to their common form once per spelling, and take as much again for each.
struct SeriesTable: Sendable {
  private var series = KeyTable()
  /// Digests of the bytes of names that are not plain, and which series they mean.
  private var spellings = KeyTable()
  private var meanings: [Int32] = []

  /// How many series there are.
  var count: Int { series.count }

  /// A name that is in no table yet.
  struct NewName: Sendable {
    /// The number of the run that has it.
    let run: Int
    let digest: UInt64
    /// That of its bytes, where it is not plain.
    let spelling: UInt64?
  }

  /// The series of the runs of a piece, -1 for new names.
  ///
  /// Most files repeat the series in the same order every week: the one that follows is looked at first.
  func look(_ rows: PlainRows, in bytes: [UInt8]) -> (series: [Int32], new: [NewName]) {
    var found: [Int32] = []
    found.reserveCapacity(rows.runs.count)
    var new: [NewName] = []
    let span = bytes.span
    var (next, nextSpelling) = (0, 0)
    for (number, run) in rows.runs.enumerated() {
      if run.text == nil, let digest = NameDigest.ofPlain(run.name, in: span) {
        if let known = series.entry(of: digest, first: next) {
          next = known + 1
          found.append(Int32(known))
          continue
        }
        new.append(NewName(run: number, digest: digest, spelling: nil))
      } else {
        let spelling = run.text == nil ? NameDigest.ofBytes(run.name, in: span) : nil
        if let spelling, let known = spellings.entry(of: spelling, first: nextSpelling) {
          nextSpelling = known + 1
          found.append(meanings[known])
          continue
        }
        let name = run.text ?? String(decoding: bytes[run.name], as: UTF8.self)
        new.append(NewName(run: number, digest: NameDigest.ofName(name), spelling: spelling))
      }
      found.append(-1)
    }
    return (found, new)
  }

  /// The series of a new name, and whether it is new as well.
  mutating func add(_ name: NewName) -> (series: Int32, isNew: Bool) {
    let (entry, isNew) = series.insert(name.digest)
    if let spelling = name.spelling, spellings.insert(spelling).isNew { meanings.append(Int32(entry)) }
    return (Int32(entry), isNew)
  }
}

/// Numbers for keys, in the order in which they are added.
///
/// Open addressing with linear probing, at most three quarters full. Keys lie apart from the slots and in parts, so that
/// growing never holds them twice.
struct KeyTable: Sendable {
  private(set) var count = 0
  private var slots = [Int32](repeating: -1, count: 64)
  private var keys: [[UInt64]] = []

  private static let partBits = 14

  private func key(of entry: Int) -> UInt64 {
    keys[entry >> Self.partBits][entry & (1 << Self.partBits - 1)]
  }

  /// The number of a key.
  ///
  /// - Parameter first: The number that is looked at first.
  @inline(__always)
  func entry(of key: UInt64, first: Int) -> Int? {
    if first < count, self.key(of: first) == key { return first }
    let entry = slots[slot(of: key)]
    return entry < 0 ? nil : Int(entry)
  }

  /// The number of a key, which is added where it is new.
  mutating func insert(_ key: UInt64) -> (entry: Int, isNew: Bool) {
    if 4 * (count + 1) > 3 * slots.count { grow() }
    let slot = slot(of: key)
    if slots[slot] >= 0 { return (Int(slots[slot]), false) }
    slots[slot] = Int32(count)
    if count & (1 << Self.partBits - 1) == 0 {
      keys.append([])
      keys[keys.count - 1].reserveCapacity(1 << Self.partBits)
    }
    keys[keys.count - 1].append(key)
    count += 1
    return (count - 1, true)
  }

  /// Where a key stands, or would.
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[slot] >= 0, self.key(of: Int(slots[slot])) != key { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let size = 2 * slots.count
    slots = []
    slots = Array(repeating: -1, count: size)
    for entry in 0..<count { slots[slot(of: key(of: entry))] = Int32(entry) }
  }
}
