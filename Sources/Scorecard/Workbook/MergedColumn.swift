/// A column of which cells may be merged over several rows: each of these has the content of the first.
struct MergedColumn {
  private let column: Int?
  private let grid: SheetGrid
  private var merges: ArraySlice<MergedCells>
  private var last: (rows: ClosedRange<Int>, cell: SheetGrid.Cell)?

  init(_ column: Int?, in grid: SheetGrid) {
    (self.column, self.grid) = (column, grid)
    merges =
      column.map { column in
        grid.merges.filter { $0.first.column == column && $0.last.row > $0.first.row }
          .sorted { $0.first.row < $1.first.row }[...]
      } ?? []
  }

  /// The cell of a row, where rows are asked for in their order.
  mutating func cell(_ row: SheetGrid.Row) -> SheetGrid.Cell? {
    guard let column else { return nil }
    if let cell = grid.cell(row, column) {
      while let merge = merges.first, merge.first.row < row.number { merges.removeFirst() }
      if let merge = merges.first, merge.first.row == row.number {
        last = (merge.first.row...merge.last.row, cell)
      }
      return cell
    }
    return last.flatMap { $0.rows.contains(row.number) ? $0.cell : nil }
  }

  /// The text of a row, nil where there is none.
  mutating func text(_ row: SheetGrid.Row) -> String? { cell(row).map(grid.text) }
}
