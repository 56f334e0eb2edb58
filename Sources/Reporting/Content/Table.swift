/// Rows of texts under titled columns, in one or more groups.
public struct Table: Sendable, Equatable {
  /// Where the texts of a column stand.
  public enum Alignment: Sendable {
    /// At the side where reading starts: names.
    case leading
    /// At the other side: counts, dates.
    case trailing
    /// With the decimal separators in one line: scores, changes.
    case decimal
  }

  /// Which columns stay when there is no room for all: the lowest go first, of equals the last one.
  public enum Priority: Int, Sendable, Comparable, CaseIterable {
    /// Good to have.
    case low
    /// The usual.
    case normal
    /// Missed when gone.
    case high
    /// Without it the table says nothing.
    case essential

    /// Lower goes first.
    public static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is said of a column as a whole.
  public struct Column: Sendable, Equatable {
    /// What stands above it.
    public let title: Text
    /// Where its texts stand.
    public let alignment: Alignment
    /// Whether it stays when room is short.
    public let priority: Priority
    /// Whether its texts may take several lines.
    public let wraps: Bool

    /// A column; names stand leading, on one line, unless said otherwise.
    public init(
      _ title: Text, _ alignment: Alignment = .leading, priority: Priority = .normal, wraps: Bool = false
    ) {
      self.title = title
      self.alignment = alignment
      self.priority = priority
      self.wraps = wraps
    }
  }

  /// Rows that belong together.
  public struct Group: Sendable, Equatable {
    /// What they have in common, if it is to be said.
    public let heading: Text?
    /// One text per column in each.
    public let rows: [[Text]]

    /// A group of rows.
    public init(_ heading: Text? = nil, rows: [[Text]]) {
      self.heading = heading
      self.rows = rows
    }
  }

  /// What the table shows, in a line.
  public let caption: Text?
  /// At least one; at most one of them wraps.
  public let columns: [Column]
  /// The rows in their groups.
  public let groups: [Group]

  /// A table of groups. Every row must have one text per column.
  public init(caption: Text? = nil, columns: [Column], groups: [Group]) {
    precondition(!columns.isEmpty, "a table needs a column")
    precondition(columns.count(where: \.wraps) <= 1, "at most one column of a table may wrap")
    precondition(
      groups.allSatisfy { $0.rows.allSatisfy { $0.count == columns.count } },
      "every row needs one text per column")
    self.caption = caption
    self.columns = columns
    self.groups = groups
  }

  /// A table without groups.
  public init(caption: Text? = nil, columns: [Column], rows: [[Text]]) {
    self.init(caption: caption, columns: columns, groups: [Group(rows: rows)])
  }

  /// The columns in which something stands. Where there is no grid to keep, the others are left out.
  var filledColumns: [Int] {
    let rows = groups.flatMap(\.rows)
    return columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
  }
}
