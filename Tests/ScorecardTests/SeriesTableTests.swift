import NumericCore
import Testing

@testable import Scorecard

/// Names of series are known by digests, whatever their spelling.
@Suite struct SeriesTableTests {
  private static func digests(_ name: String, padding: Int) -> (plain: UInt64?, bytes: UInt64, same: UInt64) {
    let bytes = Array(name.utf8)
    let padded = bytes + [UInt8](repeating: 0x2C, count: padding)
    let range = 0..<bytes.count
    return (
      NameDigest.ofPlain(range, in: padded.span), NameDigest.ofBytes(range, in: padded.span),
      NameDigest.ofName(name)
    )
  }

  @Test func plainDigest_isThatOfTheCommonForm_whereverTheNameStands() {
    var generator = SeededGenerator(state: 1)
    var plain = 0
    for number in 0..<4000 {
      let letters: [Character] =
        number % 2 == 0 ? Array("aAzZ@[`{ 09!~.-/") : Array("aAzZ@[`{ 09!~\u{7F}\u{1}é")
      let length = Int.random(in: 1...26, using: &generator)
      let name = String((0..<length).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
      for padding in [0, 3, 9] {
        let found = Self.digests(name, padding: padding)
        if let digest = found.plain {
          plain += 1
          #expect(digest == found.same, "\(name.debugDescription)")
        }
        if Array(name.utf8) == Array(NameKey.same(name).utf8) { #expect(found.bytes == found.same) }
      }
    }
    #expect(plain > 2000)
  }

  @Test(arguments: [" a", "a ", "a  b", "1234567  b", "é", "a\u{7F}", "a\tb", "", "\u{A0}a"])
  func nameThatIsNotPlain_hasNoPlainDigest(_ name: String) {
    for padding in [0, 3, 9] { #expect(Self.digests(name, padding: padding).plain == nil) }
  }

  @Test func digestsOfManyNames_differ() {
    var seen: Set<UInt64> = []
    for number in 0..<200_000 {
      #expect(seen.insert(NameDigest.ofName("series \(number)")).inserted)
      #expect(seen.insert(NameDigest.ofName("\(number)-\(number % 97)")).inserted)
    }
  }

  @Test func keys_areNumberedInOrder_andFoundAgain() {
    var table = KeyTable()
    var generator = SeededGenerator(state: 2)
    // Digests as they are, and some of which the low bits are alike: slots are shared.
    let keys = (0..<40_000).map { number in
      number % 40 == 0 ? generator.next() << 20 | UInt64(number % 16) : generator.next()
    }
    for (number, key) in keys.enumerated() {
      #expect(table.entry(of: key, first: 0) == nil)
      #expect(table.insert(key) == (number, true))
    }
    for number in stride(from: 0, to: keys.count, by: 7) {
      for first in [0, number, number + 1, keys.count] {
        #expect(table.entry(of: keys[number], first: first) == number)
      }
      #expect(table.insert(keys[number]) == (number, false))
    }
    #expect(table.count == keys.count)
  }
}
