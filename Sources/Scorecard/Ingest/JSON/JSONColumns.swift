/// Which column the value of a JSON key becomes.
///
/// Keys that mean the same, such as `date` and `as_of`, share a column, so that they may differ from line to line. The
/// shape follows from all keys of a file together, as it does from the names of a header. Keys that mean nothing have no
/// column, but in a wide file, where they may be indicators that the index lacks.
struct JSONColumns: Sendable {
  private enum Meaning: Hashable {
    case role(ColumnRole)
    case indicator(Indicator)
    case name(String)
  }

  /// All keys, in the order of their first appearance.
  let keys: [String]
  /// The names of the columns: of each the first key that means it.
  private(set) var names: [String] = []
  /// Whether a column holds numbers.
  private(set) var holdsNumbers: [Bool] = []
  /// Whether a column is one that rows are made of; others are passed over where they hold no number.
  private(set) var isUsed: [Bool] = []
  /// The column that says whose value it is, where any does.
  private(set) var unitColumn: Int?
  /// What that column holds.
  let unitRole: ColumnRole
  /// Whether a key that is not known yet may have a column all the same.
  private let takesUnknownKeys: Bool
  private let index: IndexDefinition
  /// Columns by the bytes of keys; -1 where a key has none.
  private var table = ByteTable()

  /// - Parameter keys: All keys, each once.
  init(keys: [String], index: IndexDefinition) {
    self.keys = keys
    self.index = index
    let roles = keys.map(Header.role)
    let known = Set(roles.compactMap(\.self))
    let shape = Header.shape(
      known: known, hasIndicators: keys.contains { index.indicator(named: $0) != nil }
    ).shape
    takesUnknownKeys = shape == .wide
    unitRole = shape == .plain ? .series : .unit

    let meanings = zip(keys, roles).map { Self.meaning(of: $0, role: $1, shape: shape, index: index) }
    var columns: [Meaning: Int] = [:]
    // Plain files are read fastest where the name stands first.
    let order =
      keys.indices.filter { meanings[$0] == .role(.series) }
      + keys.indices.filter { meanings[$0] != .role(.series) }
    for position in order {
      guard let meaning = meanings[position] else { continue }
      if columns[meaning] != nil { continue }
      columns[meaning] = names.count
      if meaning == .role(unitRole) { unitColumn = names.count }
      names.append(keys[position])
      switch meaning {
      case .role(let role):
        holdsNumbers.append([.step, .score, .maximum, .value].contains(role))
        isUsed.append(true)
      case .indicator:
        holdsNumbers.append(true)
        isUsed.append(true)
      case .name:
        holdsNumbers.append(true)
        isUsed.append(false)
      }
    }
    for (key, meaning) in zip(keys, meanings) {
      let bytes = Array(key.utf8)
      table.insert(meaning.flatMap { columns[$0] } ?? -1, for: bytes, 0..<bytes.count)
    }
  }

  /// The column of a key, -1 where it has none, `nil` where the key is new.
  func column(of bytes: [UInt8], _ range: Range<Int>) -> Int? { table.value(of: bytes, range) }

  /// Whether a new key would change the columns.
  func wouldChange(with key: String) -> Bool {
    if let role = Header.role(named: key) { return role != .note }
    return takesUnknownKeys || index.indicator(named: key) != nil
  }

  /// What a key stands for, as ``Header`` takes the name of a column; `nil` where it is passed over.
  private static func meaning(
    of key: String, role: ColumnRole?, shape: FileShape, index: IndexDefinition
  ) -> Meaning? {
    // Remarks are of no use, and there may be several.
    if role == .note { return nil }
    guard shape == .wide else { return role.map { .role($0) } }
    if let role, Header.rolesBesideIndicators.contains(role) { return .role(role) }
    if let indicator = index.indicator(named: key) { return .indicator(indicator) }
    let name = NameKey.same(key)
    return name.isEmpty ? nil : .name(name)
  }
}
