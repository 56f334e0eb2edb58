/// How many terminal columns characters take.
///
/// A grapheme counts as its widest scalar: a Vietnamese letter is 1 in composed (NFC) and decomposed (NFD) form
/// alike, marks and joiners are 0, East Asian wide characters and emoji are 2. Characters of ambiguous width
/// count 1, as terminals outside East Asian locales show them.
enum DisplayWidth {
  static func of(_ string: String) -> Int {
    string.reduce(0) { $0 + of($1) }
  }

  static func of(_ character: Character) -> Int {
    if character.isASCII {
      return character.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? 0 : 1
    }
    let scalars = character.unicodeScalars
    // Variation selector 16 asks for the emoji form of a symbol.
    if scalars.contains("\u{FE0F}"), scalars.contains(where: \.properties.isEmoji) { return 2 }
    return scalars.reduce(0) { max($0, of($1)) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .control, .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    let isWide = wide.contains { $0.contains(scalar.value) } || scalar.properties.isEmojiPresentation
    return isWide ? 2 : 1
  }

  /// Blocks of East Asian wide and fullwidth characters (Unicode Standard Annex 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
