/// How wide a text will be, as no browser can be asked while a picture is made.
///
/// The widths are those of DejaVu Sans, the widest of the families that a reader may have: in Arial or Roboto
/// texts take a seventh less, and nothing touches that does not touch here.
enum TextWidth {
  /// The width of a text in the units of its size.
  /// - Complexity: O(characters).
  static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
    Double(text.unicodeScalars.reduce(0) { $0 + thousandths($1, isBold) }) * size / 1000
  }

  /// The text, or as much of its beginning as fits with an ellipsis.
  static func cut(_ text: String, to width: Double, size: Double, isBold: Bool = false) -> String {
    if of(text, size: size, isBold: isBold) <= width { return text }
    var room = width - of("…", size: size, isBold: isBold)
    var kept = ""
    for character in text {
      room -= of(String(character), size: size, isBold: isBold)
      if room < 0 { break }
      kept.append(character)
    }
    while kept.last?.isWhitespace ?? false { kept.removeLast() }
    return kept + "…"
  }

  /// The text on as few lines as its words allow, none wider than asked for unless a word is, and all about
  /// equally long.
  static func wrapped(_ text: String, to width: Double, size: Double) -> [String] {
    let fewest = filled(text, to: width, size: size)
    for narrower in stride(from: size, to: width, by: size / 2) {
      let lines = filled(text, to: narrower, size: size)
      if lines.count <= fewest.count { return lines }
    }
    return fewest
  }

  private static func filled(_ text: String, to width: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, of(last + " " + word, size: size) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The width of a character in thousandths of the size.
  private static func thousandths(_ scalar: Unicode.Scalar, _ isBold: Bool) -> Int {
    switch scalar.value {
    case 0x20..<0x7F: return (isBold ? boldASCII : plainASCII)[Int(scalar.value) - 0x20]
    case 0xA0, 0xB7, 0x2018...0x201A: return isBold ? 380 : 318
    case 0x2013: return 500
    case 0x201C...0x201E: return isBold ? 657 : 518
    case 0xB2, 0xB3, 0xB9, 0x2070...0x207B: return 530
    case 0x2026: return 1000
    case 0xC0...0x24F, 0x1E00...0x1EFF: return letter(scalar, isBold)
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if DisplayWidth.of(Character(scalar)) == 2 { return 1250 }
    return scalar.properties.isLowercase ? 800 : 1000
  }

  /// A Latin letter with marks, as Vietnamese has them: as wide as the widest of its kind.
  private static func letter(_ scalar: Unicode.Scalar, _ isBold: Bool) -> Int {
    switch scalar {
    case "ì", "í", "î", "ï", "ĩ", "ỉ", "ị": return isBold ? 343 : 278
    case "Ì", "Í", "Î", "Ï", "Ĩ", "Ỉ", "Ị": return isBold ? 372 : 295
    case "Ơ", "Ư", "Ớ", "Ờ", "Ở", "Ỡ", "Ợ", "Ứ", "Ừ", "Ử", "Ữ", "Ự": return 913
    case "Æ", "æ", "Œ", "œ": return 1100
    default: return scalar.properties.isUppercase ? (isBold ? 850 : 787) : (isBold ? 716 : 635)
    }
  }

  // From the space to the tilde.
  private static let plainASCII = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775,
    752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390,
    337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]
  private static let boldASCII = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821,
    837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457,
    365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
    716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
  ]
}
