/// Renders a document as Markdown, with tables in the pipe style that GitHub and most tools know.
///
/// Pictures have no place in plain text; their titles and descriptions stand in.
public struct MarkdownRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The document as Markdown, with a line feed at its end.
  public func render(_ document: Document) -> String {
    document.blocks.map(text).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func text(_ block: Document.Block) -> String {
    switch block {
    case .heading(_, let text) where text.isEmpty, .paragraph(let text) where text.isEmpty,
      .note(let text) where text.isEmpty:
      ""
    case .heading(let level, let text):
      String(repeating: "#", count: min(level, 6)) + " " + escaped(text.plain)
    case .paragraph(let text): marked(text)
    case .bullets(let items): items.map { "- " + marked($0) }.joined(separator: "\n")
    case .numbered(let items):
      items.enumerated().map { "\($0 + 1). " + marked($1) }.joined(separator: "\n")
    case .table(let table): self.table(table)
    case .note(let text): "> " + marked(text)
    case .keyFigures(let figures):
      figures.map { figure in
        let remark = figure.remark.isEmpty ? "" : " (" + marked(figure.remark) + ")"
        return "- \(escaped(figure.title.plain)): **\(escaped(figure.value.plain))**" + remark
      }.joined(separator: "\n")
    case .figure(let figure): "*\(escaped(figure.title)).* \(escaped(figure.description))"
    }
  }

  private func table(_ table: Table) -> String {
    let rows = table.groups.flatMap(\.rows)
    let columns = table.columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var lines: [String] = []
    if let caption = table.caption { lines += ["**\(escaped(caption.plain))**", ""] }
    lines.append(line(columns.map { escaped(table.columns[$0].title.plain) }))
    lines.append(line(columns.map { table.columns[$0].alignment == .leading ? "---" : "---:" }))
    for group in table.groups where !group.rows.isEmpty {
      if let heading = group.heading {
        lines.append(
          line(columns.map { $0 == columns.first ? "**\(escaped(heading.plain))**" : "" }))
      }
      lines += group.rows.map { row in line(columns.map { marked(row[$0]) }) }
    }
    return lines.joined(separator: "\n")
  }

  private func marked(_ text: Text) -> String {
    text.runs.map { run in
      let string = escaped(run.string)
      // Marks must touch the words that they are for.
      guard run.emphasis == .strong || run.emphasis == .bad else { return string }
      let core = string.drop { $0 == " " }
      let trimmed = core.reversed().drop { $0 == " " }.reversed()
      guard !trimmed.isEmpty else { return string }
      let before = string.prefix(string.count - core.count)
      let after = core.suffix(core.count - trimmed.count)
      return before + "**" + String(trimmed) + "**" + after
    }.joined()
  }

  /// Characters that Markdown would take for marks, escaped; line feeds would end a cell.
  private func escaped(_ string: String) -> String {
    var result = ""
    for character in string {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#":
        result.append("\\")
        result.append(character)
      case _ where character.isNewline: result.append(" ")
      default: result.append(character)
      }
    }
    return result
  }
}
