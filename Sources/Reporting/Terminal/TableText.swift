/// A table as lines: caption, titles over a light rule, rows, and last which columns had no room.
struct TableText {
  private let table: Table
  private let style: NumberStyle
  private let limit: Int
  private let titles: [StyledLine]
  private let cells: [[[StyledLine]]]
  private let layout: TableLayout
  /// Per column the widest part before the decimal separator, and from it on.
  private let decimals: [(before: Int, after: Int)]

  init(_ table: Table, style: NumberStyle, width: Int) {
    self.table = table
    self.style = style
    limit = width
    let titles = table.columns.map { StyledLine($0.title.emphasized(.strong)) }
    self.titles = titles
    let cells = table.groups.map { $0.rows.map { $0.map { StyledLine($0) } } }
    self.cells = cells
    let decimals = table.columns.indices.map { column in
      cells.joined().reduce((before: 0, after: 0)) { widest, row in
        let before = Self.widthBeforeFraction(row[column], style)
        return (max(widest.before, before), max(widest.after, row[column].width - before))
      }
    }
    self.decimals = decimals
    let measures = table.columns.indices.map { column in
      TableLayout.Measure(
        cells: table.columns[column].alignment == .decimal
          ? decimals[column].before + decimals[column].after
          : cells.joined().map { $0[column].width }.max() ?? 0,
        title: titles[column].width,
        foldedTitle: titles[column].leastWidth(lines: 2),
        column: table.columns[column])
    }
    layout = TableLayout(measures, within: width)
  }

  var lines: [StyledLine] {
    var lines: [StyledLine] = []
    if let caption = table.caption {
      lines += StyledLine(caption.emphasized(.strong)).wrapped(to: limit) + [StyledLine()]
    }
    lines += titleLines + [.rule(layout.width)]
    for (index, (group, rows)) in zip(table.groups, cells).enumerated() {
      if let heading = group.heading {
        if index > 0 { lines.append(StyledLine()) }
        lines += StyledLine(heading.emphasized(.strong)).wrapped(to: limit)
      }
      lines += rows.flatMap(rowLines)
    }
    return lines + omissionLines
  }

  /// Titles stand at the bottom of their lines, next to what they name.
  private var titleLines: [StyledLine] {
    let wrapped = zip(layout.shown, layout.widths).map { titles[$0].wrapped(to: $1) }
    let height = wrapped.map(\.count).max() ?? 0
    let columns = wrapped.map { Array(repeating: StyledLine(), count: height - $0.count) + $0 }
    return (0..<height).map { line in
      joined(
        columns.indices.map { position in
          aligned(columns[position][line], at: position, decimal: false)
        })
    }
  }

  private func rowLines(_ row: [StyledLine]) -> [StyledLine] {
    let columns = zip(layout.shown, layout.widths).map { column, width in
      table.columns[column].wraps ? row[column].wrapped(to: width) : [row[column].truncated(to: width)]
    }
    return (0..<(columns.map(\.count).max() ?? 0)).map { line in
      joined(
        columns.indices.map { position in
          let content = line < columns[position].count ? columns[position][line] : StyledLine()
          return aligned(content, at: position, decimal: true)
        })
    }
  }

  /// Says which columns are left out, so that nobody takes the table for the whole.
  private var omissionLines: [StyledLine] {
    let omitted = table.columns.indices.filter { !layout.shown.contains($0) }
    if omitted.isEmpty { return [] }
    let lead = style.language == .vi ? "Không đủ chỗ cho: " : "No room for: "
    let names = omitted.map { table.columns[$0].title.plain }.joined(separator: ", ")
    return [StyledLine()] + StyledLine(lead + names, .dim).wrapped(to: limit)
  }

  private func joined(_ cells: [StyledLine]) -> StyledLine {
    var line = StyledLine()
    for (index, cell) in cells.enumerated() {
      if index > 0 { line.append(spaces: TableLayout.gap) }
      line.append(cell)
    }
    return line
  }

  /// The content brought to the width of its column by spaces.
  private func aligned(_ content: StyledLine, at position: Int, decimal: Bool) -> StyledLine {
    let column = layout.shown[position]
    let spare = layout.widths[position] - content.width
    let before: Int
    switch table.columns[column].alignment {
    case .leading: before = 0
    case .trailing: before = spare
    case .decimal:
      let after = content.width - Self.widthBeforeFraction(content, style)
      before = decimal ? max(spare - decimals[column].after + after, 0) : spare
    }
    var line = StyledLine()
    line.append(spaces: min(before, spare))
    line.append(content)
    line.append(spaces: spare - before)
    return line
  }

  /// Width up to the end of the first number's integer part; of the whole where there is no digit.
  private static func widthBeforeFraction(_ line: StyledLine, _ style: NumberStyle) -> Int {
    let glyphs = line.glyphs
    guard var end = glyphs.firstIndex(where: { $0.character.isNumber }) else { return line.width }
    while end < glyphs.count {
      let isGroup = glyphs[end].character == style.groupSeparator
      let digit = isGroup ? end + 1 : end
      guard digit < glyphs.count, glyphs[digit].character.isNumber else { break }
      end = digit + 1
    }
    return glyphs[..<end].reduce(0) { $0 + $1.width }
  }
}
