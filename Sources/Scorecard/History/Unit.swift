/// A level of government, or of any other order of units.
///
/// The three of Việt Nam's scorecard are known by their Vietnamese words as well; any other word is a
/// level of its own.
public struct Level: RawRepresentable, Hashable, Sendable {
  /// The word used in files and options.
  public let rawValue: String

  /// The level with this word, taken as it is.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// A province or a city under the central government.
  public static let province = Level(rawValue: "province")
  /// A department of a province: sở, ban, ngành.
  public static let department = Level(rawValue: "department")
  /// A commune or ward: xã, phường, đặc khu.
  public static let commune = Level(rawValue: "commune")

  /// The level that a cell of a file names, in English or Vietnamese, in any case; nil for an empty
  /// one.
  public init?(parsing text: String) {
    let key = NameKey.folded(text)
    guard !key.isEmpty else { return nil }
    self = Self.words[key] ?? Level(rawValue: NameKey.same(text))
  }

  /// The level of the units below a heading or in a sheet of this name, as in “II. Các xã, phường”; nil where it names
  /// none, or several.
  static func ofHeading(_ text: String) -> Level? {
    let folded = NameKey.folded(text)
    if let level = words[folded], level != .province { return level }
    let heading = " \(folded) "
    func has(_ phrases: [String]) -> Bool { phrases.contains { heading.contains(" \($0) ") } }
    switch (
      has(["so ban nganh", "so nganh", "cac so", "cap so"]),
      has(["xa phuong", "phuong xa", "cac xa", "cac phuong", "cap xa"])
    ) {
    case (true, false): return .department
    case (false, true): return .commune
    default: return has(["cap tinh", "tinh thanh pho", "cac tinh"]) ? .province : nil
    }
  }

  private static let words: [String: Level] = {
    var words: [String: Level] = [:]
    for (level, list) in [
      (
        Level.province,
        ["province", "city", "tỉnh", "thành phố", "tỉnh, thành phố", "tỉnh/thành", "cấp tỉnh", "địa phương"]
      ),
      (
        .department,
        [
          "department", "sở", "ban", "ngành", "sở, ban, ngành", "sở ngành", "cấp sở", "cơ quan",
          "sở, ngành", "cơ quan chuyên môn",
        ]
      ),
      (
        .commune,
        [
          "commune", "ward", "commune/ward", "xã", "phường", "xã, phường", "phường, xã", "cấp xã", "đặc khu",
          "xã, phường, đặc khu", "thị trấn", "xã, phường, thị trấn",
        ]
      ),
    ] {
      for word in list { words[NameKey.folded(word)] = level }
    }
    return words
  }()
}

/// Something that has scores: a province, a department, a commune, or a plain series.
public struct Unit: Hashable, Sendable {
  /// The name as first seen, composed (NFC) and trimmed.
  public let name: String
  /// The level, where the file says it.
  public let level: Level?

  /// Creates a unit; the name is composed and trimmed.
  public init(name: String, level: Level? = nil) {
    self.name = NameKey.spelling(name)
    self.level = level
  }
}
