/// Which columns of a table a line has room for, and how wide each is.
///
/// In order of preference: all columns at their full width; titles on two lines and the wrapping column
/// narrower; columns of low priority left out; at last, texts cut short, names before numbers.
struct TableLayout {
  /// Spaces between columns.
  static let gap = 2
  /// No column gets narrower.
  private static let leastWidth = 3
  /// A wrapping column keeps this width as long as another column can be left out instead.
  private static let leastWrappingWidth = 16
  /// Names are not cut shorter than this while numbers could be cut instead.
  private static let leastNameWidth = 10

  /// What is to be known of a column to give it a width.
  struct Measure {
    /// Widest cell.
    var cells: Int
    /// The whole title on one line.
    var title: Int
    /// The least width in which the title takes no more than two lines.
    var foldedTitle: Int
    var column: Table.Column

    var full: Int { max(cells, title, 1) }
    var least: Int {
      max(column.wraps ? min(cells, TableLayout.leastWrappingWidth) : cells, foldedTitle, 1)
    }
  }

  /// Indices of the columns shown, in order.
  private(set) var shown: [Int]
  /// Their widths, in the same order.
  private(set) var widths: [Int] = []

  /// Width of a whole row.
  var width: Int { Self.total(widths) }

  init(_ measures: [Measure], within limit: Int) {
    shown = Array(measures.indices)
    while Self.total(shown.map { measures[$0].least }) > limit {
      let candidates = shown.indices.filter { measures[shown[$0]].column.priority < .essential }
      let lowest = candidates.min {
        let (left, right) = (measures[shown[$0]].column.priority, measures[shown[$1]].column.priority)
        return left == right ? $0 > $1 : left < right
      }
      guard let lowest, shown.count > 1 else { break }
      shown.remove(at: lowest)
    }
    while shown.count > 1, Self.total(shown.map { _ in Self.leastWidth }) > limit { shown.removeLast() }

    widths = shown.map { measures[$0].least }
    widen(measures, within: limit)
    narrow(measures, within: limit)
  }

  /// Gives spare room to the wrapping column first, then to titles from left to right.
  private mutating func widen(_ measures: [Measure], within limit: Int) {
    for index in shown.indices where measures[shown[index]].column.wraps {
      widths[index] = min(measures[shown[index]].full, widths[index] + max(limit - width, 0))
    }
    // A title unfolds as a whole or stays as it is; columns that lack the same width, such as the dates of
    // weeks, unfold together, those that lack least first.
    let missing = zip(shown, widths).map { measures[$0].full - $1 }
    for amount in Set(missing).sorted() where amount > 0 {
      let columns = shown.indices.filter {
        missing[$0] == amount && !measures[shown[$0]].column.wraps
      }
      guard amount * columns.count <= limit - width else { continue }
      for index in columns { widths[index] += amount }
    }
  }

  /// Takes from the widest column, a name if one is wide enough, until the row fits.
  private mutating func narrow(_ measures: [Measure], within limit: Int) {
    while width > limit {
      let names = shown.indices.filter {
        measures[shown[$0]].column.alignment == .leading && widths[$0] > Self.leastNameWidth
      }
      let widest = (names.isEmpty ? Array(shown.indices) : names).max { widths[$0] < widths[$1] }
      guard let widest, widths[widest] > 1 else { return }
      widths[widest] -= 1
    }
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(widths.count - 1, 0)
  }
}
