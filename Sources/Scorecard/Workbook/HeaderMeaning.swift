/// What a cell above a column says of it.
enum HeaderMeaning: Hashable, Sendable {
  case role(ColumnRole)
  /// Numbers the rows.
  case order
  case indicator(Indicator)
  /// A day or a week, and perhaps an indicator in it.
  case date(DateMention.When, Indicator?)
  /// Differences, shares, targets, earlier weeks without a day: known to hold no scores of their own.
  case derived
  /// The week of the sheet.
  case current
  case unknown

  init(_ text: String, index: IndexDefinition) {
    let folded = NameKey.folded(text)
    if text.utf8.contains(where: { $0 &- 48 < 10 }), let dated = Self.dated(text, index: index) {
      self = dated
    } else if Self.orderWords.contains(folded) {
      self = .order
    } else if let role = Header.role(named: text) {
      self = .role(role)
    } else if Self.scoreWords.contains(folded) {
      self = .role(.score)
    } else if Self.currentWords.contains(folded) {
      self = .current
    } else if Self.isShare(text) {
      self = .derived
    } else if let indicator = Self.indicator(text, index: index) {
      self = .indicator(indicator)
    } else if let plain = Self.ofThisWeek(text), let rest = Self.ofThisWeek(plain, index: index) {
      self = rest
    } else if Self.isDerived(text, folded) {
      self = .derived
    } else if let role = Header.role(named: Self.withoutBracket(text)) {
      self =
        Self.saysTheSame(text, index: index) || ![.score, .value].contains(role) ? .role(role) : .unknown
    } else if Self.unitWords.contains(folded)
      || (folded.utf8.count <= 40 && !text.contains(":") && !folded.hasPrefix("don vi tinh")
        && Self.has(Self.unitPhrases, in: folded))
    {
      self = .role(.unit)
    } else {
      self = .unknown
    }
  }

  /// Whether the cell is a name that headers have.
  var isKnown: Bool { self != .unknown }

  /// Whether columns below such a name hold scores.
  var isOfScores: Bool {
    switch self {
    case .role(.score), .role(.value), .indicator, .date, .current: true
    default: false
    }
  }

  /// A text with a day or the number of a week, if nothing else stands there that is not understood.
  private static func dated(_ text: String, index: IndexDefinition) -> HeaderMeaning? {
    let dates = DateText(text)
    let week: DateMention.When? = dates.weeks.count == 1 ? .week(dates.weeks[0]) : nil
    // A week from one day to another goes by the last; a day says more than the number of its week.
    guard let when = (dates.mentions.last { $0.day != nil } ?? dates.mentions.last)?.when ?? week else {
      return nil
    }
    let words = dates.rest.split(separator: " ").filter {
      !weekWords.contains(String($0)) && !($0.first?.isNumber ?? false)
    }
    if words.isEmpty {
      // Of the words that stand around days one may be the total.
      return .date(when, dates.rest.split(separator: " ").contains("tong") ? .total : nil)
    }
    let rest = words.joined(separator: " ")
    if isDerived(text, rest) || isShare(text) { return .derived }
    let plain = dates.rest.split(separator: " ").filter { !plainWeekWords.contains(String($0)) }
    if let indicator = indicator(rest, index: index)
      ?? indicator(plain.joined(separator: " "), index: index)
    {
      return .date(when, indicator)
    }
    return Header.role(named: rest) == .score ? .date(when, nil) : nil
  }

  // MARK: Indicators

  /// The indicator that a text names, with a number before it, the word for points, or its maximum behind it.
  static func indicator(_ text: String, index: IndexDefinition) -> Indicator? {
    guard saysTheSame(text, index: index) else { return nil }
    if let found = index.indicator(named: text) { return found }
    var words = NameKey.folded(text).split(separator: " ")[...]
    if words.count > 30 { return nil }
    if totalWords.contains(words.joined(separator: " ")) { return .total }
    if let first = words.first, first.allSatisfy(\.isNumber) || romanNumerals.contains(String(first)) {
      words.removeFirst()
    }
    while let last = words.last,
      last.allSatisfy(\.isNumber) || ["diem", "toi", "da", "d", "max", "thang"].contains(last)
    {
      words.removeLast()
    }
    for prefix in [
      [], ["diem"], ["chi", "so"], ["diem", "chi", "so"], ["nhom", "chi", "so"], ["cung", "cap"],
    ]
      as [[Substring]]
    where words.starts(with: prefix) {
      let name = words.dropFirst(prefix.count)
      if !name.isEmpty, let found = index.indicator(named: name.joined(separator: " ")) { return found }
      if let found = longName(name, index: index) { return found }
    }
    return nil
  }

  /// The component whose name is followed by words only that say of what it is: Mức độ hài lòng của người dân.
  private static func longName(_ words: ArraySlice<Substring>, index: IndexDefinition) -> Indicator? {
    for position in index.components.indices {
      let name = NameKey.folded(index.components[position].name.vietnamese).split(separator: " ")
      if name.count >= 2, words.count > name.count, words.starts(with: name),
        words.dropFirst(name.count).allSatisfy({ besideNames.contains(String($0)) })
      {
        return .component(position)
      }
    }
    return nil
  }

  /// Whether what stands in brackets behind a name leaves its meaning: a maximum, a mark or an abbreviation.
  private static func saysTheSame(_ text: String, index: IndexDefinition) -> Bool {
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return true }
    let inside = text[text.index(after: open)...].dropLast()
    if !inside.isEmpty, inside.allSatisfy({ $0.isUppercase && $0.isLetter }) { return true }
    let folded = NameKey.folded(String(inside))
    let names = index.components.flatMap { [$0.name.vietnamese, $0.name.english] }.map(NameKey.folded)
    return names.contains { $0.contains(folded) }
      || folded.split(separator: " ").allSatisfy {
        $0.allSatisfy(\.isNumber) || maximumWords.contains(String($0))
      }
  }

  /// The indicator of which a title speaks: the only component whose name stands in it, else the total.
  static func indicator(inTitle text: String, index: IndexDefinition) -> Indicator? {
    let title = " \(NameKey.folded(text)) "
    let found = index.components.indices.filter { position in
      let name = index.components[position].name
      return [name.vietnamese, name.english].contains { title.contains(" \(NameKey.folded($0)) ") }
    }
    if found.count == 1 { return .component(found[0]) }
    return found.isEmpty && has(["tong diem", "tong so diem", "diem tong", "total"], in: title) ? .total : nil
  }

  // MARK: Other words

  /// A name of this week's scores without the words for the week: of “Tổng điểm (tuần này)” the total.
  private static func ofThisWeek(_ text: String) -> String? {
    let words = NameKey.folded(text).split(separator: " ")
    for phrase in thisWeek where words.count > phrase.count && words.suffix(phrase.count) == phrase[...] {
      return words.dropLast(phrase.count).joined(separator: " ")
    }
    return nil
  }

  private static func ofThisWeek(_ plain: String, index: IndexDefinition) -> HeaderMeaning? {
    if let indicator = indicator(plain, index: index) { return .indicator(indicator) }
    return Header.role(named: plain) == .score || scoreWords.contains(plain) ? .current : nil
  }

  /// Whether a text names a share: a per cent sign, unless it tells a weight as in “(22%)”.
  private static func isShare(_ text: String) -> Bool {
    guard text.contains("%") else { return false }
    return text.firstMatch(of: /\(\s*[0-9]+([.,][0-9]+)?\s*%\s*\)\s*$/) == nil
  }

  private static func isDerived(_ text: String, _ folded: String) -> Bool {
    isShare(text) || text.contains("+/-") || text.contains("±") || folded.hasPrefix("tang")
      || folded.hasPrefix("giam") || has(derivedPhrases, in: folded) || isAim(folded)
  }

  /// Whether a text begins as targets and plans do.
  static func isAim(_ folded: String) -> Bool {
    aims.contains { folded == $0 || folded.hasPrefix($0 + " ") }
  }

  private static func has(_ phrases: [String], in folded: String) -> Bool {
    let text = " \(folded) "
    return phrases.contains { text.contains(" \($0) ") }
  }

  private static func withoutBracket(_ text: String) -> String {
    text.hasSuffix(")") ? text.lastIndex(of: "(").map { String(text[..<$0]) } ?? text : text
  }
}
