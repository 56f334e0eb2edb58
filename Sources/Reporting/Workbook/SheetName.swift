/// Names of sheets: at most 31 characters, without those that formulas reserve, and each once.
struct SheetNames {
  private var taken: Set<String> = []

  static let longest = 31

  /// A name like a text that no sheet has so far.
  mutating func unused(_ text: String) -> String {
    let name = Self.valid(text)
    var candidate = name
    var number = 2
    while !taken.insert(candidate.lowercased()).inserted {
      let ending = " (\(number))"
      candidate = Self.shortened(name, to: Self.longest - ending.utf16.count, mark: "") + ending
      number += 1
    }
    return candidate
  }

  private static func valid(_ text: String) -> String {
    // An apostrophe would end the name within a formula.
    var name = String(
      Cell.storable(text).map { "[]:*?/\\".contains($0) ? "-" : $0 == "'" ? "\u{2019}" : $0 })
    name = trimmed(name, where: \.isWhitespace)
    name = trimmed(shortened(name, to: longest, mark: "…"), where: \.isWhitespace)
    // Excel keeps this one for itself.
    return name.isEmpty ? "–" : name.lowercased() == "history" ? name + "_" : name
  }

  /// Cut behind a word where there is one.
  private static func shortened(_ name: String, to length: Int, mark: String) -> String {
    guard name.utf16.count > length else { return name }
    var kept = ""
    for character in name {
      if kept.utf16.count + character.utf16.count + mark.utf16.count > length { break }
      kept.append(character)
    }
    if let space = kept.lastIndex(of: " "), kept.distance(from: kept.startIndex, to: space) > length / 2 {
      kept = String(kept[..<space])
    }
    return trimmed(kept) { $0.isWhitespace || ",;–-".contains($0) } + mark
  }

  private static func trimmed(_ name: String, where isDropped: (Character) -> Bool) -> String {
    String(String(name.drop(while: isDropped).reversed()).drop(while: isDropped).reversed())
  }
}
