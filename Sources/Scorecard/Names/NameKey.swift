import Foundation

/// The ways in which two spellings of a name may count as one.
///
/// Swift compares strings by canonical equivalence, but files, databases and byte tables do not, so
/// every name is stored composed (NFC).
package enum NameKey {
  /// The form in which a name is stored and shown: composed, without control and zero-width
  /// characters, without outer spaces, each inner run of spaces one space.
  ///
  /// - Complexity: O(length).
  package static func spelling(_ text: String) -> String {
    var plain = true
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      if byte < 0x20 || byte >= 0x7F || (byte == 0x20 && previous == 0x20) {
        plain = false
        break
      }
      previous = byte
    }
    if plain && previous != 0x20 { return text }
    var scalars = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
      if isInvisible(scalar) { continue }
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
        pendingSpace = !scalars.isEmpty
        continue
      }
      if pendingSpace {
        scalars.append(" ")
        pendingSpace = false
      }
      scalars.append(scalar)
    }
    return String(scalars)
  }

  /// Equal for names that differ in case, Unicode form or spaces only.
  package static func same(_ text: String) -> String {
    let lowercased = spelling(text).lowercased()
    // Some letters are composed in lower case only, as ẗ.
    return lowercased.utf8.allSatisfy { $0 < 0x80 }
      ? lowercased : lowercased.precomposedStringWithCanonicalMapping
  }

  /// Equal also without regard to diacritics (đ counts as d), punctuation and underscores: letters
  /// and digits in lower case, words apart by one space.
  package static func folded(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark, .format:
        continue
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        if pendingSpace && !scalars.isEmpty { scalars.append(" ") }
        pendingSpace = false
        scalars.append(scalar == "đ" ? "d" : scalar)
      default:
        pendingSpace = true
      }
    }
    return String(scalars)
  }

  /// The kind of unit that a folded name begins with ("so", "xa", "tinh", …) and the rest.
  ///
  /// A name that is nothing but such a word keeps it.
  static func withoutKind(folded name: String) -> (kind: String?, rest: String) {
    for kind in kinds where name.hasPrefix(kind + " ") {
      return (kind, String(name.dropFirst(kind.count + 1)))
    }
    return (nil, name)
  }

  // The longer come first.
  private static let kinds = [
    "thanh pho", "thi tran", "thi xa", "dac khu", "phuong", "huyen", "quan", "tinh", "ubnd", "tp",
    "so", "xa", "commune", "ward", "province", "department of",
  ]

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00AD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
