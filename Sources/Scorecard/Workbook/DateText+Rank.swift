import Foundation

/// What the words of a text make of its days.
extension DateText {
  /// How surely a day is that of the figures.
  enum Rank: Int, Comparable {
    /// Behind words such as “tuần” or “tính đến”.
    case reported
    /// There is nothing else.
    case bare
    case other
    /// Of a signature: place, day in words.
    case signature
    /// Of a decision or letter that is cited, or of figures that others are compared with.
    case document

    static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
  }

  func rank(_ mention: DateMention) -> Rank {
    let before = " \(NameKey.folded(String(decoding: bytes[..<mention.range.lowerBound], as: UTF8.self))) "
    func last(_ phrases: [String]) -> String.Index? {
      phrases.compactMap { before.range(of: " \($0) ", options: .backwards)?.lowerBound }.max()
    }
    let until = last(["den", "het", "so lieu", "thoi diem", "chot", "cap nhat", "as of"])
    if let compared = last(["so voi", "compared with", "compared to"]), until.map({ $0 < compared }) ?? true {
      return .document
    }
    let reported = [until, last(["tuan", "week", "ky"])].compactMap(\.self).max()
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
