/// Renders a document for a person at a terminal, or for a plain text file.
///
/// No line is wider than ``width``. Without colour there is no escape byte in the output.
public struct TextRenderer: Sendable {
  /// No terminal is narrower; below, even an indented word would not fit.
  public static let leastWidth = 20

  /// The greatest number of columns a line takes.
  public let width: Int
  /// Whether emphasis is shown by escape sequences.
  public let color: Bool

  /// A renderer; a width below ``leastWidth`` counts as that.
  public init(width: Int = 80, color: Bool = false) {
    self.width = max(width, Self.leastWidth)
    self.color = color
  }

  /// The document as lines, each ended by a line feed, with an empty line between blocks. A block without
  /// content leaves no trace.
  public func render(_ document: Document) -> String {
    let style = NumberStyle(language: document.language)
    let blocks = document.blocks.map { lines(of: $0, style: style) }.filter { !$0.isEmpty }
    return blocks.map { lines in
      lines.map { $0.text(color: color) + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private func lines(of block: Document.Block, style: NumberStyle) -> [StyledLine] {
    switch block {
    case .heading(_, let text) where text.isEmpty, .paragraph(let text) where text.isEmpty,
      .note(let text) where text.isEmpty:
      []
    case .heading(let level, let text): heading(text, level: level)
    case .paragraph(let text): StyledLine(text).wrapped(to: width)
    case .bullets(let items): items.flatMap { hanging($0, first: "• ") }
    case .numbered(let items): numbered(items)
    case .table(let table): TableText(table, style: style, width: width).lines
    case .note(let text): hanging(text.emphasized(.dim), first: "│ ", next: "│ ")
    case .keyFigures(let figures): figures.flatMap { hanging(sentence($0), first: "• ") }
    case .figure: []
    }
  }

  /// A strong line; under a title a rule over the whole width, under a section one as wide as its text.
  private func heading(_ text: Text, level: Int) -> [StyledLine] {
    let lines = StyledLine(text.emphasized(.strong)).wrapped(to: width)
    let longest = lines.map(\.width).max() ?? 0
    return level > 2 ? lines : lines + [.rule(level == 1 ? width : longest)]
  }

  private func sentence(_ figure: KeyFigure) -> Text {
    let value: Text = "\(figure.title): \(figure.value.emphasized(.strong))"
    return figure.remark.isEmpty ? value : value + " (" + figure.remark + ")"
  }

  private func numbered(_ items: [Text]) -> [StyledLine] {
    let digits = String(items.count).count
    return items.enumerated().flatMap { index, item in
      let number = String(index + 1)
      return hanging(item, first: String(repeating: " ", count: digits - number.count) + number + ". ")
    }
  }

  /// Wrapped text behind a mark; later lines are indented as far, or carry their own mark.
  private func hanging(_ text: Text, first: String, next: String? = nil) -> [StyledLine] {
    let indent = DisplayWidth.of(first)
    return StyledLine(text).wrapped(to: width - indent).enumerated().map { index, content in
      let mark = index == 0 ? first : next ?? String(repeating: " ", count: indent)
      var line = StyledLine(mark, .dim)
      line.append(content)
      return line
    }
  }
}

extension StyledLine {
  /// A light horizontal rule.
  static func rule(_ width: Int) -> StyledLine {
    StyledLine(String(repeating: "─", count: width), .dim)
  }
}
