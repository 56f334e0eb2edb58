import Foundation

/// A text in small letters without accents, searched for days.
///
/// Days stand day first or by ISO 8601, or in words: ngày 17 tháng 11 năm 2025. Months are never first. Years have four
/// digits, or two from 20 to 49. Tuần 3 tháng 11 is a week and no day.
struct DateText {
  let bytes: [UInt8]
  /// The days that are mentioned, without those at which a time begins that another one ends.
  private(set) var mentions: [DateMention] = []
  /// What is a day only if the month is taken to stand first, as in 11/17/2025.
  private(set) var monthFirst: String?
  /// Whether a day is mentioned that can only be read with the day before the month, as 17/11/2025.
  private(set) var isDayFirst = false
  /// The numbers of weeks that are mentioned.
  private(set) var weeks: [Int] = []
  /// Whether a week is mentioned by its number, be it that in a month: tuần 3 tháng 11.
  private(set) var hasWeek = false
  /// What of the text is days and numbers of weeks.
  private var taken: [Range<Int>] = []

  init(_ text: String) {
    // Letters without marks, but with the punctuation that `NameKey.folded` drops.
    var plain: [UInt8] = []
    for scalar in text.prefix(400).lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "đ": plain.append(UInt8(ascii: "d"))
      case "–", "—", "−", "→": plain.append(UInt8(ascii: "-"))
      default:
        if scalar.isASCII {
          plain.append(scalar.value < 0x20 ? 0x20 : UInt8(scalar.value))
        } else if scalar.properties.generalCategory != .nonspacingMark {
          plain.append(UInt8(ascii: " "))
        }
      }
    }
    bytes = plain
    search()
    let found = mentions
    mentions = found.filter { one in
      !found.contains {
        $0.range.lowerBound >= one.range.upperBound && isRange(one.range.upperBound..<$0.range.lowerBound)
      }
    }
  }

  /// Finds the days and the numbers of weeks, from the left.
  private mutating func search() {
    var position = 0
    while position < bytes.count {
      guard Self.isDigit(bytes[position]) else {
        position += 1
        continue
      }
      if let week = week(at: position) {
        hasWeek = true
        if let number = week.number { weeks.append(number) }
        taken.append(week.range)
        position = week.range.upperBound
      } else if var mention = mention(at: position) {
        let number = number(at: position)
        // Tuần 3/11 may be the third week of a month.
        if number.value <= 5, number.digits == 1, isBehindWeek(position),
          !bytes[mention.range].contains(UInt8(ascii: "t"))
        {
          mention.assumed = written(mention.range)
        }
        mentions.append(mention)
        taken.append(mention.range)
        position = mention.range.upperBound
      } else {
        position = number(at: position).end
      }
    }
  }

  /// The text without days and numbers of weeks, folded.
  var rest: String {
    var rest = bytes
    for range in taken.reversed() { rest.replaceSubrange(range, with: [0x20]) }
    return NameKey.folded(String(decoding: rest, as: UTF8.self))
  }

  /// Whether days with this between them are the first and the last of a time.
  private func isRange(_ range: Range<Int>) -> Bool {
    guard range.count <= 24 else { return false }
    let between = String(decoding: bytes[range], as: UTF8.self)
    let words = NameKey.folded(between).split(separator: " ")
    guard words.allSatisfy({ ["den", "het", "ngay", "toi", "to", "until"].contains($0) }) else {
      return false
    }
    return between.contains("-") || between.contains("~")
      || words.contains { ["den", "toi", "to", "until"].contains($0) }
  }

  func written(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: Numbers

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  func number(at start: Int) -> (value: Int, digits: Int, end: Int) {
    var (value, position) = (0, start)
    while position < bytes.count, Self.isDigit(bytes[position]) {
      if position - start < 5 { value = value * 10 + Int(bytes[position] &- 48) }
      position += 1
    }
    return (value, position - start, position)
  }

  /// Whether the word for a week stands right before.
  private func isBehindWeek(_ position: Int) -> Bool {
    var end = position
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    let before = " " + String(decoding: bytes[max(0, end - 9)..<end], as: UTF8.self)
    if [" tuan", "(tuan", " tuan thu", " week", "(week", " tuan so"].contains(where: { before.hasSuffix($0) })
    {
      return true
    }
    // T11 may be a month.
    return end == position && number(at: position).value > 12
      && [" t", " w", "(t", "(w"].contains { before.hasSuffix($0) }
  }

  /// A week by its number: tuần 46, T46, tuần 46/2025, tuần 3 tháng 11 năm 2025. The number is nil where it is one of a
  /// month.
  private func week(at start: Int) -> (number: Int?, range: Range<Int>)? {
    guard isBehindWeek(start) else { return nil }
    let first = number(at: start)
    guard first.digits <= 2, (1...53).contains(first.value) else { return nil }
    if let month = numberAfter("thang", first.end, dash: true) ?? numberAfter("cua thang", first.end) {
      let end = numberAfter("nam", month.end)?.end ?? month.end
      return (nil, start..<end)
    }
    var end = first.end
    let mark = end < bytes.count ? bytes[end] : 0x20
    if [0x2D, 0x2E, 0x2F].contains(mark), end + 1 < bytes.count, Self.isDigit(bytes[end + 1]) {
      // Behind the bar a year, or a day that has nothing to do with it: tuần 46-17.11.2025.
      let second = number(at: end + 1)
      guard second.digits == 4, (2000...2100).contains(second.value) else { return nil }
      end = second.end
    } else if let year = numberAfter("nam", end), year.digits == 4 {
      end = year.end
    }
    return (first.value, start..<end)
  }

  /// The number behind a word.
  private func numberAfter(
    _ word: StaticString, _ position: Int, dash: Bool = false
  ) -> (value: Int, digits: Int, end: Int)? {
    var place = position
    func skipSpaces() {
      while place < bytes.count,
        bytes[place] == 0x20 || bytes[place] == 0x2C
          || (dash && [0x28, 0x2D, 0x2F].contains(bytes[place]))
      {
        place += 1
      }
    }
    skipSpaces()
    let length = word.utf8CodeUnitCount
    guard place > position, place + length < bytes.count,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[place..<place + length]) })
    else { return nil }
    place += length
    skipSpaces()
    return place < bytes.count && Self.isDigit(bytes[place]) ? number(at: place) : nil
  }

  // MARK: Days

  private mutating func mention(at start: Int) -> DateMention? {
    let first = number(at: start)
    if first.digits <= 2,
      let inWords = mentionInWords(first, from: start) ?? englishMention(first, from: start)
    {
      return inWords
    }
    guard first.end + 1 < bytes.count, [0x2D, 0x2E, 0x2F].contains(bytes[first.end]),
      Self.isDigit(bytes[first.end + 1])
    else { return nil }
    let mark = bytes[first.end]
    let second = number(at: first.end + 1)
    guard second.digits <= 2 else { return nil }
    let goesOn =
      second.end + 1 < bytes.count && [0x2D, 0x2E, 0x2F].contains(bytes[second.end])
      && (Self.isDigit(bytes[second.end + 1]) || bytes[second.end] == 0x2F)
    guard goesOn else { return ofSomeYear(first, second.value, range: start..<second.end) }
    guard bytes[second.end] == mark, Self.isDigit(bytes[second.end + 1]) else {
      // 10/11-16/11/2025 begins with a day of its own.
      return bytes[second.end] == 0x2D && mark != 0x2D
        ? ofSomeYear(first, second.value, range: start..<second.end) : nil
    }
    let third = number(at: second.end + 1)
    let range = start..<third.end
    if first.digits == 4, third.digits <= 2, mark != 0x2E {
      return mention(first.value, second.value, third.value, range)
    }
    guard first.digits <= 2 else { return nil }
    if third.digits == 4 {
      let found = mention(third.value, second.value, first.value, range)
      if found != nil, first.value > 12 { isDayFirst = true }
      return found
    }
    guard third.digits == 2, (20...49).contains(third.value) else { return nil }
    var short = mention(2000 + third.value, second.value, first.value, range)
    short?.assumed = written(range)
    return short
  }

  private mutating func mention(_ year: Int, _ month: Int, _ day: Int, _ range: Range<Int>) -> DateMention? {
    if let found = try? Day.checked(year: year, month: month, day: day).get() {
      return DateMention(when: .day(found), range: range)
    }
    if (try? Day.checked(year: year, month: day, day: month).get()) != nil, month > 12 {
      monthFirst = monthFirst ?? written(range)
    }
    return nil
  }

  private func mentionInWords(_ first: (value: Int, digits: Int, end: Int), from start: Int) -> DateMention? {
    guard let month = numberAfter("thang", first.end), month.digits <= 2 else { return nil }
    if let year = numberAfter("nam", month.end), year.digits == 4 {
      return (try? Day.checked(year: year.value, month: month.value, day: first.value).get()).map {
        DateMention(when: .day($0), range: start..<year.end)
      }
    }
    // Tháng 11/2025.
    if month.end + 1 < bytes.count, bytes[month.end] == 0x2F, Self.isDigit(bytes[month.end + 1]) {
      let year = number(at: month.end + 1)
      guard year.digits == 4 else { return nil }
      return (try? Day.checked(year: year.value, month: month.value, day: first.value).get()).map {
        DateMention(when: .day($0), range: start..<year.end)
      }
    }
    return ofSomeYear(first, month.value, range: start..<month.end)
  }

  private func ofSomeYear(
    _ first: (value: Int, digits: Int, end: Int), _ month: Int, range: Range<Int>
  ) -> DateMention? {
    // Any leap year has all days.
    guard first.digits <= 2, (try? Day.checked(year: 2024, month: month, day: first.value).get()) != nil
    else {
      return nil
    }
    return DateMention(when: .ofSomeYear(.init(day: first.value, month: month)), range: range)
  }
}
