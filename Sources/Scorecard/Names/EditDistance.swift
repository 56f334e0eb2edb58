/// How many single-character insertions, deletions and substitutions lead from one text to another.
enum EditDistance {
  /// The distance, or nil where it is more than `limit`.
  ///
  /// - Complexity: O(product of the lengths).
  static func between(_ first: String, _ second: String, limit: Int) -> Int? {
    let a = Array(first.unicodeScalars)
    let b = Array(second.unicodeScalars)
    if abs(a.count - b.count) > limit { return nil }
    if b.isEmpty { return a.count }
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      var best = row[0]
      for j in 0..<b.count {
        let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
        best = min(best, row[j + 1])
      }
      if best > limit { return nil }
    }
    return row[b.count] <= limit ? row[b.count] : nil
  }

  /// Whether two names differ in one character that is no digit: `Khu 1` and `Khu 2` are two places.
  static func isOneLetterApart(_ first: String, _ second: String) -> Bool {
    let a = Array(first.unicodeScalars)
    let b = Array(second.unicodeScalars)
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    guard long.count - short.count <= 1 else { return false }
    var prefix = 0
    while prefix < short.count, long[prefix] == short[prefix] { prefix += 1 }
    if prefix == long.count { return false }
    let skipped = long.count == short.count ? 1 : 0
    guard long[(prefix + 1)...].elementsEqual(short[(prefix + skipped)...]) else { return false }
    if skipped == 1, short[prefix].properties.numericType != nil { return false }
    return long[prefix].properties.numericType == nil
  }
}
