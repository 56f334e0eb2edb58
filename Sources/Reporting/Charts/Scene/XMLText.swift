import Scorecard

/// Texts from outside as XML can hold them.
enum XMLText {
  /// On one line, without control characters and without those that XML 1.0 forbids.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isForbidden) else { return NameKey.spelling(text) }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { kept.append(isForbidden(scalar) ? " " : scalar) }
    return NameKey.spelling(String(kept))
  }

  /// As it stands between tags or quotation marks.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in line(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE
  }
}
