/// Characters on one terminal line, each with its width and emphasis.
struct StyledLine {
  struct Glyph {
    var character: Character
    var width: Int
    var emphasis: Text.Emphasis
  }

  private(set) var glyphs: [Glyph] = []
  private(set) var width = 0

  init() {}

  /// The characters of a text. Line feeds and tabs become spaces; other control characters are left out, so
  /// that a name from a file cannot steer the terminal.
  init(_ text: Text) {
    for run in text.runs { append(run.string, run.emphasis) }
  }

  init(_ string: String, _ emphasis: Text.Emphasis = .plain) {
    append(string, emphasis)
  }

  private init(_ glyphs: some Sequence<Glyph>) {
    for glyph in glyphs { append(glyph) }
  }

  mutating func append(_ string: String, _ emphasis: Text.Emphasis = .plain) {
    for character in string {
      let isBreak = character.isNewline || character == "\t"
      let shown = isBreak ? " " : character
      if shown.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { continue }
      append(Glyph(character: shown, width: DisplayWidth.of(shown), emphasis: emphasis))
    }
  }

  mutating func append(_ line: StyledLine) {
    glyphs += line.glyphs
    width += line.width
  }

  mutating func append(spaces count: Int) {
    append(String(repeating: " ", count: max(count, 0)))
  }

  private mutating func append(_ glyph: Glyph) {
    glyphs.append(glyph)
    width += glyph.width
  }

  /// The stretches between spaces. A no-break space does not part them.
  private var words: [StyledLine] {
    glyphs.split { $0.character == " " }.map { StyledLine($0) }
  }

  /// Lines no wider than `limit`, broken at spaces, and inside a word only where the word alone is wider.
  /// At least one line, possibly empty.
  func wrapped(to limit: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    var line = StyledLine()
    for var word in words {
      if !line.glyphs.isEmpty {
        if line.width + 1 + word.width <= limit {
          line.append(spaces: 1)
          line.append(word)
          continue
        }
        lines.append(line)
      }
      while word.width > limit {
        let head = word.prefix(limit)
        lines.append(head)
        word = StyledLine(word.glyphs.dropFirst(head.glyphs.count))
      }
      line = word
    }
    return lines.isEmpty || !line.glyphs.isEmpty ? lines + [line] : lines
  }

  /// The least width at which wrapping gives so many lines or fewer and breaks no word.
  func leastWidth(lines: Int) -> Int {
    let longestWord = words.map(\.width).max() ?? 0
    return (longestWord...max(width, longestWord)).first { wrapped(to: $0).count <= lines } ?? width
  }

  /// The line itself where it fits, else its beginning and an ellipsis.
  func truncated(to limit: Int) -> StyledLine {
    if width <= limit { return self }
    var line = prefix(limit - 1)
    line.append("…", line.glyphs.last?.emphasis ?? .plain)
    return line
  }

  /// The longest beginning that fits, but at least one character so that wrapping ends.
  private func prefix(_ limit: Int) -> StyledLine {
    var line = StyledLine()
    for glyph in glyphs {
      if !line.glyphs.isEmpty, line.width + glyph.width > limit { break }
      line.append(glyph)
    }
    return line
  }

  /// The characters, with escape sequences only when `color` is set and only where the emphasis is not plain.
  func text(color: Bool) -> String {
    let end = glyphs.lastIndex { $0.character != " " }.map { $0 + 1 } ?? 0
    var output = ""
    var current = Text.Emphasis.plain
    for glyph in glyphs[..<end] {
      if color, glyph.emphasis != current {
        if current != .plain { output += Self.reset }
        output += Self.escape(glyph.emphasis)
        current = glyph.emphasis
      }
      output.append(glyph.character)
    }
    return current == .plain ? output : output + Self.reset
  }

  private static let reset = "\u{1B}[0m"

  /// Select Graphic Rendition (ECMA-48): weight and the three basic colours that any terminal theme has.
  private static func escape(_ emphasis: Text.Emphasis) -> String {
    switch emphasis {
    case .plain: ""
    case .strong: "\u{1B}[1m"
    case .good: "\u{1B}[32m"
    case .bad: "\u{1B}[31m"
    case .warning: "\u{1B}[33m"
    case .dim: "\u{1B}[2m"
    }
  }
}
