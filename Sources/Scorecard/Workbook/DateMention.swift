/// A day, or a week by its number, that a title, a header or the name of a sheet mentions.
struct DateMention: Hashable, Sendable {
  /// A day without a year, as in `17.11`.
  struct DayOfYear: Hashable, Sendable {
    let day: Int, month: Int
  }

  enum When: Hashable, Sendable {
    case day(Day)
    case ofSomeYear(DayOfYear)
    /// A week by its number, as in `Tuần 46`: of which day only the sheet can tell.
    case week(Int)
    /// Something that may be a day, and is not taken for one.
    case unclear(Int)
  }

  let when: When
  /// Where it stands in the text of ``DateText``.
  let range: Range<Int>
  /// How it is written, where something was assumed of it: a year of two digits, or a small number behind “tuần” that
  /// may be that of a week in a month.
  var assumed: String?

  var day: Day? { if case .day(let day) = when { day } else { nil } }
}
