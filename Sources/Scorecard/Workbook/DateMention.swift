import Foundation

/// A day that a title, a header or the name of a sheet mentions.
struct DateMention: Hashable, Sendable {
  /// A day without a year, as in `17.11`.
  struct DayOfYear: Hashable, Sendable {
    let day: Int, month: Int
  }

  enum When: Hashable, Sendable {
    case day(Day)
    case ofSomeYear(DayOfYear)
  }

  let when: When
  /// Where it stands in the text of ``DateText``.
  fileprivate let range: Range<Int>

  var day: Day? { if case .day(let day) = when { day } else { nil } }
}

/// A text in small letters without accents, searched for days.
///
/// Days stand day first or by ISO 8601, or in words: ngày 17 tháng 11 năm 2025. Months are never first, and years have
/// four digits.
struct DateText {
  private let bytes: [UInt8]
  private(set) var mentions: [DateMention] = []

  init(_ text: String) {
    // Letters without marks, but with the punctuation that `NameKey.folded` drops.
    var plain: [UInt8] = []
    for scalar in text.prefix(400).lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "đ": plain.append(UInt8(ascii: "d"))
      case "–", "—", "−": plain.append(UInt8(ascii: "-"))
      default:
        if scalar.isASCII {
          plain.append(UInt8(scalar.value))
        } else if scalar.properties.generalCategory != .nonspacingMark {
          plain.append(UInt8(ascii: " "))
        }
      }
    }
    bytes = plain
    var position = 0
    while position < bytes.count {
      if Self.isDigit(bytes[position]) {
        if let mention = mention(at: position) {
          mentions.append(mention)
          position = mention.range.upperBound
        } else {
          position = number(at: position).end
        }
      } else {
        position += 1
      }
    }
  }

  /// The text without the days, folded.
  var rest: String {
    var rest = bytes
    for mention in mentions.reversed() { rest.replaceSubrange(mention.range, with: [0x20]) }
    return NameKey.folded(String(decoding: rest, as: UTF8.self))
  }

  /// How surely a day is that of the figures.
  enum Rank: Int, Comparable {
    /// Behind words such as “tuần” or “tính đến”.
    case reported
    /// There is nothing else.
    case bare
    case other
    /// Of a signature: place, day in words.
    case signature
    /// Of a decision or letter that is cited.
    case document

    static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
  }

  func rank(_ mention: DateMention) -> Rank {
    let before = " \(NameKey.folded(String(decoding: bytes[..<mention.range.lowerBound], as: UTF8.self))) "
    func last(_ phrases: [String]) -> String.Index? {
      phrases.compactMap { before.range(of: " \($0) ", options: .backwards)?.lowerBound }.max()
    }
    let reported = last([
      "tuan", "week", "den", "het", "ky", "so lieu", "thoi diem", "chot", "cap nhat", "as of",
    ])
    if let document = last([
      "quyet dinh", "kem theo", "cong van", "can cu", "nghi quyet", "van ban", "qd", "cv",
    ]),
      reported.map({ $0 < document }) ?? true
    {
      return .document
    }
    if reported != nil { return .reported }
    if ["", "ngay"].contains(before.trimmingCharacters(in: .whitespaces)) { return .bare }
    let isInWords = bytes[mention.range].contains(UInt8(ascii: "t"))
    return isInWords && before.hasSuffix(" ngay ") ? .signature : .other
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private func number(at start: Int) -> (value: Int, digits: Int, end: Int) {
    var (value, position) = (0, start)
    while position < bytes.count, Self.isDigit(bytes[position]) {
      if position - start < 5 { value = value * 10 + Int(bytes[position] &- 48) }
      position += 1
    }
    return (value, position - start, position)
  }

  private func mention(at start: Int) -> DateMention? {
    let first = number(at: start)
    if first.digits <= 2, let inWords = mentionInWords(first, from: start) { return inWords }
    guard first.end + 1 < bytes.count, [0x2D, 0x2E, 0x2F].contains(bytes[first.end]),
      Self.isDigit(bytes[first.end + 1])
    else { return nil }
    let mark = bytes[first.end]
    let second = number(at: first.end + 1)
    guard second.digits <= 2 else { return nil }
    let goesOn =
      second.end + 1 < bytes.count && [0x2D, 0x2E, 0x2F].contains(bytes[second.end])
      && (Self.isDigit(bytes[second.end + 1]) || bytes[second.end] == 0x2F)
    if goesOn {
      guard bytes[second.end] == mark, Self.isDigit(bytes[second.end + 1]) else { return nil }
      let third = number(at: second.end + 1)
      let found: Result<Day, DayError>
      if first.digits == 4, third.digits <= 2, mark != 0x2E {
        found = Day.checked(year: first.value, month: second.value, day: third.value)
      } else if first.digits <= 2, third.digits == 4 {
        found = Day.checked(year: third.value, month: second.value, day: first.value)
      } else {
        return nil
      }
      return (try? found.get()).map { DateMention(when: .day($0), range: start..<third.end) }
    }
    return ofSomeYear(first, second.value, range: start..<second.end)
  }

  private func mentionInWords(_ first: (value: Int, digits: Int, end: Int), from start: Int) -> DateMention? {
    guard let month = numberAfter("thang", first.end), month.digits <= 2 else { return nil }
    if let year = numberAfter("nam", month.end), year.digits == 4 {
      return (try? Day.checked(year: year.value, month: month.value, day: first.value).get()).map {
        DateMention(when: .day($0), range: start..<year.end)
      }
    }
    return ofSomeYear(first, month.value, range: start..<month.end)
  }

  private func numberAfter(_ word: StaticString, _ position: Int) -> (value: Int, digits: Int, end: Int)? {
    var place = position
    func skipSpaces() {
      while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x2C { place += 1 }
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

  /// The years that the text names: of days that are those of figures, and behind “năm” or a bar.
  var years: Set<Int> {
    var years = Set(mentions.compactMap { mention in rank(mention) < .signature ? mention.day?.year : nil })
    var position = 0
    while position < bytes.count {
      guard Self.isDigit(bytes[position]) else {
        position += 1
        continue
      }
      let found = number(at: position)
      let isWithinDay = mentions.contains { $0.range.contains(position) }
      let before = String(decoding: bytes[max(0, position - 5)..<position], as: UTF8.self)
      let isNamed =
        before.hasSuffix("nam ") || before.hasSuffix("year ") || before.hasSuffix("/") || before.isEmpty
      if found.digits == 4, !isWithinDay, isNamed, (2000...2100).contains(found.value) {
        years.insert(found.value)
      }
      position = found.end
    }
    return years
  }
}
