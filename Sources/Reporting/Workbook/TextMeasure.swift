/// How wide texts are in the standard font of workbooks, about: programs set no height of rows whose cells are
/// merged.
///
/// In widths of a digit, the unit of column widths.
enum TextMeasure {
  /// The width of a text on one line.
  static func width(_ text: String, _ style: CellStyle = .body) -> Double {
    text.reduce(0) { $0 + width($1) } * scale(style)
  }

  /// The width of the longest word.
  static func longestWord(_ text: String, _ style: CellStyle = .body) -> Double {
    text.split(separator: " ").map { width(String($0), style) }.max() ?? 0
  }

  /// How many lines a text takes when it is wrapped at a width.
  static func lines(_ text: String, within limit: Double, _ style: CellStyle = .body) -> Int {
    // Programs differ a little, and a line too many does less harm than one too few.
    let available = limit / scale(style) / 1.02
    var (lines, filled) = (1, 0.0)
    for word in text.split(separator: " ") {
      let size = word.reduce(0) { $0 + width($1) }
      let needed = filled == 0 ? size : filled + width(" ") + size
      if needed <= available {
        filled = needed
      } else {
        if filled > 0 { lines += 1 }
        // A word that is longer than a line is broken.
        lines += Int(size / max(available, 1))
        filled = size.truncatingRemainder(dividingBy: max(available, 1))
      }
    }
    return lines
  }

  /// The height of a row of so many lines, in points.
  static func height(lines: Int, _ style: CellStyle = .body) -> Double {
    min(Double(lines) * (style.size * 1.36).rounded(.up) + 3, 409)
  }

  /// How many digits there is room for in columns of these widths: a digit of the screen has 7 pixels, one of
  /// paper 7.43, and about 8 pixels stay free at the ends.
  static func room(_ widths: ArraySlice<Double>) -> Double {
    (pixels(widths) - 8) / 7.43
  }

  /// How wide columns are, in pixels of 1/96 inch: 7 for each character and 5 between columns.
  static func pixels(_ widths: ArraySlice<Double>) -> Double {
    widths.reduce(0) { $0 + ($1 * 7 + 5).rounded(.down) }
  }

  private static func scale(_ style: CellStyle) -> Double {
    style.size / CellStyle.usualSize * (style.isBold ? 1.04 : 1)
  }

  private static func width(_ character: Character) -> Double {
    if let known = known[character] { return known }
    return character.isUppercase ? 1.17 : max(1.04, Double(DisplayWidth.of(character)))
  }

  /// Advance widths of Carlito, whose letters are as wide as those of Calibri, over that of its digits.
  private static let known: [Character: Double] = {
    let widths: [(Double, String)] = [
      (0.46, " \u{A0}.,:;'|ijlìíỉĩịIÌÍỈĨỊ"), (0.63, "ftr()[]-/"), (0.81, "cszv"), (0.88, "kxyỳýỷỹỵ“”"),
      (0.96, "aàáảãạăằắẳẵặâầấẩẫậgFLTESJ"), (0.99, "eèéẻẽẹêềếểễệ–+−"), (1, "0123456789"), (1.14, "ơờớởỡợ"),
      (1.19, "ưừứửữự"), (1.41, "w%"), (1.58, "m"), (1.72, "MW"),
    ]
    return Dictionary(uniqueKeysWithValues: widths.flatMap { width, letters in letters.map { ($0, width) } })
  }()
}
