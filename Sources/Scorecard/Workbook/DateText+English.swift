/// Days with an English name of the month: 17 November 2025, November 17, 2025, 17-Nov-2025.
extension DateText {
  func englishMention(_ first: (value: Int, digits: Int, end: Int), from start: Int) -> DateMention? {
    var place = first.end
    if let month = month(at: &place), let year = yearBehind(place) {
      return day(first.value, month, year.value, range: start..<year.end)
    }
    // The month stands before the day.
    var begin = start
    while begin > 0, [0x20, 0x2E].contains(bytes[begin - 1]) { begin -= 1 }
    var name = begin
    while name > 0, Self.isLetter(bytes[name - 1]) { name -= 1 }
    var end = name
    guard name < begin, let month = month(at: &end), end == begin || bytes[end] == 0x2E,
      let year = yearBehind(first.end)
    else { return nil }
    return day(first.value, month, year.value, range: name..<year.end)
  }

  private func day(_ day: Int, _ month: Int, _ year: Int, range: Range<Int>) -> DateMention? {
    (try? Day.checked(year: year, month: month, day: day).get()).map {
      DateMention(when: .day($0), range: range)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  /// The month that is named here, perhaps behind spaces or a dash; moves behind it.
  private func month(at place: inout Int) -> Int? {
    var position = place
    while position < bytes.count, [0x20, 0x2D, 0x2E, 0x2F].contains(bytes[position]) { position += 1 }
    var end = position
    while end < bytes.count, Self.isLetter(bytes[end]) { end += 1 }
    let word = String(decoding: bytes[position..<end], as: UTF8.self)
    guard word.utf8.count >= 3,
      let month = Self.months.firstIndex(where: { $0 == word || $0.prefix(3) == word })
    else { return nil }
    place = end
    return month + 1
  }

  /// The year of four digits behind spaces, commas or a dash.
  private func yearBehind(_ place: Int) -> (value: Int, digits: Int, end: Int)? {
    var position = place
    while position < bytes.count, [0x20, 0x2C, 0x2D, 0x2E, 0x2F].contains(bytes[position]) { position += 1 }
    guard position > place, position < bytes.count, Self.isDigit(bytes[position]) else { return nil }
    let year = number(at: position)
    return year.digits == 4 ? year : nil
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
}
