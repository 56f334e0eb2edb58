/// A heat map as a sheet of its own: a grid of ratios, shaded where they are low, that can be sorted and filtered.
enum HeatSheet {
  static func sheet(_ map: HeatMap, _ figure: Figure, name: String, language: Language) -> Sheet {
    let (style, say) = (NumberStyle(language: language), Phrasing(language))
    let places =
      map.rows.contains { $0.ratios.contains { $0.map { (0.995..<1).contains($0) } ?? false } } ? 1 : 0
    let table = Table(
      columns: [
        .init(Text(say(vi: "Đơn vị", en: "Unit")), priority: .essential),
        .init(Text(say(vi: "Tổng điểm", en: "Total")), .decimal),
      ] + map.columns.map { .init(Text($0), .decimal) },
      rows: map.rows.map { row in
        [Text(row.name), row.total.map { style.decimalText($0) } ?? ""]
          + row.ratios.map { $0.map { style.percentText($0, places: places) } ?? "" }
      })
    var layout = SheetLayout(
      name: name, heading: figure.title, blocks: [.table(table)], language: language, keepsColumns: true)
    layout.append(.heading(level: 2, Text(figure.title)))
    layout.append(.note(Text(figure.description)))
    let area = layout.append(table, isFiltered: true)
    var sheet = layout.finished()
    guard let area, !map.columns.isEmpty else { return sheet }
    let rows = (area.rows.lowerBound + 1)...area.rows.upperBound
    sheet.scales = [.init(area: .init(rows: rows, columns: 2...area.columns.upperBound), maximum: 1)]
    sheet.frozen = Sheet.Place(row: rows.lowerBound, column: 1)
    return sheet
  }
}
