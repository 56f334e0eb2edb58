/// The day of a sheet that has no column for it: from the titles above its table, or its name.
enum SheetDay: Hashable, Sendable {
  case day(Day)
  /// A day without a year, and nothing on the sheet that tells the year.
  case ofSomeYear(DateMention.DayOfYear)
  /// What stands there instead, such as `Tuần 46`.
  case none(found: String?)
  case several([Day])

  /// Days this close together are of one week: that of the title counts.
  private static let sameWeek = 6

  /// - Parameters:
  ///   - name: The sheet's name.
  ///   - titles: The texts above the table.
  init(name: String, titles: [String]) {
    let nameText = DateText(name)
    let titleTexts = titles.map { DateText($0) }
    let years = titleTexts.reduce(nameText.years) { $0.union($1.years) }
    let named = Self.latest(nameText.mentions.map(\.when), years: years)
    let titled = Self.inTitles(titleTexts, years: years)
    switch (titled.found, named) {
    case (.none(_), .none(_)):
      let week = zip([nameText] + titleTexts, [name] + titles).first { $0.0.hasWeek }
      self = .none(found: week?.1)
    case (let title, .none(_)): self = title
    case (.none(_), let name): self = name
    case (.day(let title), .day(let name)):
      if abs(title.days(since: name)) <= Self.sameWeek {
        self = .day(titled.rank == .reported ? title : name)
      } else {
        self = titled.rank <= .bare ? .several([title, name]) : .day(name)
      }
    case (let title, let name):
      // Of both, that which is a day.
      if case .day = title { self = title } else { self = name }
    }
  }

  /// The day of the surest mention in titles.
  private static func inTitles(
    _ texts: [DateText], years: Set<Int>
  ) -> (found: SheetDay, rank: DateText.Rank) {
    var best: (rank: DateText.Rank, whens: [DateMention.When]) = (.document, [])
    for text in texts {
      for mention in text.mentions {
        let rank = text.rank(mention)
        if rank == .document || rank > best.rank { continue }
        if rank < best.rank { best = (rank, []) }
        best.whens.append(mention.when)
      }
    }
    return (latest(best.whens, years: years), best.rank)
  }

  /// The last of days that are of one week or of a time from one to the other.
  private static func latest(_ whens: [DateMention.When], years: Set<Int>) -> SheetDay {
    var days: Set<Day> = []
    var open: [DateMention.DayOfYear] = []
    for when in whens {
      switch when {
      case .day(let day): days.insert(day)
      case .ofSomeYear(let day): open.append(day)
      case .week, .unclear: break
      }
    }
    if days.isEmpty, let last = open.last {
      guard years.count == 1, let year = years.first else { return .ofSomeYear(last) }
      return Day(year: year, month: last.month, day: last.day).map { .day($0) } ?? .none(found: nil)
    }
    guard let first = days.min(), let last = days.max() else { return .none(found: nil) }
    return last.days(since: first) <= 7 ? .day(last) : .several(days.sorted())
  }

  /// How a day is written of which something was assumed, in the titles or the name that tell it.
  static func assumption(of day: Day, name: String, titles: [String]) -> String? {
    var found: String?
    for text in [name] + titles {
      let date = DateText(text)
      for mention in date.mentions where mention.day == day {
        guard let assumed = mention.assumed ?? (date.rank(mention) == .signature ? text : nil) else {
          return nil
        }
        found = found ?? assumed
      }
    }
    return found
  }

  /// The number of the week that ends with the day of the sheet, where exactly one is named.
  static func week(name: String, titles: [String]) -> Int? {
    let weeks = Set(([name] + titles).flatMap { DateText($0).weeks })
    return weeks.count == 1 ? weeks.first : nil
  }
}

/// Which year a day is of that has none.
struct YearOfDays: Sendable {
  /// The years that the workbook names elsewhere.
  var years: Set<Int> = []
  /// When it was last saved.
  var saved: Day?

  /// The day in the only year that the workbook names, else the latest before it was saved.
  func day(_ open: DateMention.DayOfYear) -> Day? {
    if years.count == 1, let year = years.first {
      return Day(year: year, month: open.month, day: open.day)
    }
    guard let saved else { return nil }
    // A report may be prepared some days ahead.
    return Self.latest(open, until: saved.adding(days: 7))
  }

  /// The latest such day up to another.
  static func latest(_ open: DateMention.DayOfYear, until last: Day) -> Day? {
    (0...8).lazy.compactMap { Day(year: last.year - $0, month: open.month, day: open.day) }
      .first { $0 <= last }
  }
}
