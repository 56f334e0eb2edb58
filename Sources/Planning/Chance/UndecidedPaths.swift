/// The paths on which levels may suffice.
///
/// At most ``allowed`` of them may be given up. Whatever is asked looks at the paths with the greatest needs only, in the
/// order of a column, so it takes time in proportion to those given up and not to all.
struct UndecidedPaths {
  /// Their positions among all paths, ascending.
  let positions: [Int]
  /// Their needs, by column.
  private(set) var columns: [[Double]]
  /// Their places by falling need, by column.
  private(set) var orders: [[Int]]
  /// How many may be given up.
  let allowed: Int
  /// The place of each path here, below zero where it is lost.
  private let places: [Int]
  var count: Int { positions.count }

  /// - Parameters:
  ///   - columns: The needs of all paths.
  ///   - lost: Paths on which no levels suffice; empty if there are none.
  ///   - wanted: On how many of all paths levels must suffice.
  init(columns all: [PathColumn], lost: [Bool] = [], wanted: Int) {
    let total = max(all.first?.needs.count ?? 0, lost.count)
    positions = lost.isEmpty ? Array(0..<total) : (0..<total).filter { !lost[$0] }
    var places = [Int](repeating: -1, count: total)
    for (place, path) in positions.enumerated() { places[path] = place }
    self.places = places
    allowed = positions.count - wanted
    columns = []
    orders = []
    for column in all { append(column) }
  }

  /// A further column, of the needs of all paths.
  mutating func append(_ column: PathColumn) {
    columns.append(positions.map { column.needs[$0] })
    orders.append(column.order.compactMap { places[$0] >= 0 ? places[$0] : nil })
  }

  /// The greatest need of a column.
  func greatest(_ column: Int) -> Double { orders[column].first.map { columns[column][$0] } ?? 0 }

  /// The need of a column that just so many paths exceed, but for ties.
  func level(_ column: Int, ofRank rank: Int) -> Double {
    rank < count ? columns[column][orders[column][rank]] : 0
  }

  /// For every path, one through the number of columns in which it needs more than the levels.
  func shares(above levels: [Double]) -> [Double] {
    (0..<count).map { path in
      1 / Double(max(columns.indices.count { columns[$0][path] > levels[$0] }, 1))
    }
  }

  /// Paths that levels give up.
  struct GivenUp {
    fileprivate var isGivenUp: [Bool]
    fileprivate(set) var count: Int

    func contains(_ place: Int) -> Bool { isGivenUp[place] }
  }

  /// The paths that need more than the levels in some column, and some others; `nil` if they are more than allowed.
  func givenUp(above levels: [Double], except skipped: Int = -1, and others: [Int] = []) -> GivenUp? {
    var found = GivenUp(isGivenUp: [Bool](repeating: false, count: count), count: 0)
    for path in others where !found.isGivenUp[path] {
      found.isGivenUp[path] = true
      found.count += 1
    }
    if found.count > allowed { return nil }
    for column in columns.indices where column != skipped {
      let needs = columns[column]
      for path in orders[column] {
        guard needs[path] > levels[column] else { break }
        guard !found.isGivenUp[path] else { continue }
        found.isGivenUp[path] = true
        found.count += 1
        if found.count > allowed { return nil }
      }
    }
    return found
  }

  /// Whether no more paths than allowed need more than the levels.
  func allowsAll(above levels: [Double]) -> Bool { givenUp(above: levels) != nil }

  /// The lowest level of a column, at most some limit, when on top of those given up already only so many more paths may
  /// be given up as are allowed.
  func level(_ column: Int, atMost limit: Double, _ givenUp: GivenUp) -> Double {
    var left = allowed - givenUp.count
    let needs = columns[column]
    for path in orders[column] where needs[path] <= limit && !givenUp.isGivenUp[path] {
      if left == 0 { return needs[path] }
      left -= 1
    }
    return 0
  }

  /// The needs of one common rank in every column, the lowest that allow no more than may be given up.
  func levelsAtCommonChance() -> [Double] {
    func levels(_ rank: Int) -> [Double] {
      columns.indices.map { rank < count ? columns[$0][orders[$0][rank]] : 0 }
    }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high + 1) / 2
      if allowsAll(above: levels(middle)) { low = middle } else { high = middle - 1 }
    }
    return levels(low)
  }

  /// Calls back with every pair of levels of two columns of which none can be lowered alone, and some that can.
  func forEachPair(_ body: (Double, Double) -> Void) {
    guard count > allowed else { return }
    var placeInSecond = [Int](repeating: 0, count: count)
    for (place, path) in orders[1].enumerated() { placeInSecond[path] = place }
    // The first level falls from path to path; those above it are given up. The second level is the need of the path
    // that has, among the others, just as many above it as may still be given up.
    var isGivenUp = [Bool](repeating: false, count: count)
    var second = allowed
    for given in 0...allowed {
      if given > 0 {
        let path = orders[0][given - 1]
        isGivenUp[path] = true
        if placeInSecond[path] >= second {
          repeat { second -= 1 } while isGivenUp[orders[1][second]]
        }
      }
      body(columns[0][orders[0][given]], columns[1][orders[1][second]])
    }
  }
}

/// What one quantity needs on every path, at least zero, and the paths by falling need.
struct PathColumn: Sendable {
  let needs: [Double]
  let order: [Int]

  /// - Complexity: O(n)
  init(_ needs: [Double]) {
    self.needs = needs
    order = Self.falling(needs)
  }

  /// Positions by falling need, equal ones ascending: sorted digit by digit of their bits, which stand in the order of
  /// the numbers where none is below zero. Of ten thousand paths that takes a tenth of the time of comparing them.
  private static func falling(_ needs: [Double]) -> [Int] {
    var keys: [(bits: UInt64, path: Int)] = []
    var without: [Int] = []
    for (path, need) in needs.enumerated() {
      if need > 0 { keys.append((~need.bitPattern, path)) } else { without.append(path) }
    }
    var sorted = keys
    for shift in stride(from: 0, to: UInt64.bitWidth, by: digitBits) {
      var starts = [Int](repeating: 0, count: 1 << digitBits + 1)
      for key in keys { starts[Int(truncatingIfNeeded: key.bits >> shift) & digitMask + 1] += 1 }
      // One digit for all: exponents are much alike.
      if starts.contains(keys.count) { continue }
      for digit in 1..<starts.count { starts[digit] += starts[digit - 1] }
      for key in keys {
        let digit = Int(truncatingIfNeeded: key.bits >> shift) & digitMask
        sorted[starts[digit]] = key
        starts[digit] += 1
      }
      swap(&keys, &sorted)
    }
    return keys.map(\.path) + without
  }

  private static let digitBits = 11
  private static let digitMask = 1 << digitBits - 1

  /// The lowest level that suffices on so many paths.
  func level(wanted: Int) -> Double { needs[order[needs.count - wanted]] }
}
