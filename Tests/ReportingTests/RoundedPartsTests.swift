import Testing

@testable import Reporting

/// What is shown adds up, as a reader checks it by hand.
@Suite struct RoundedPartsTests {
  @Test func partsAddUpToWhatIsShown() {
    let parts = RoundedParts([-0.154, 0.034], from: 92.67, to: 92.55, places: 2)
    #expect(parts.total == -0.12 && parts.parts == [-0.15, 0.03])
    // 0.004 three times is 0.01 and not nothing.
    let small = RoundedParts([0.004, 0.004, 0.004, 0], from: 1, to: 1.012, places: 2)
    #expect(small.total == 0.01 && small.parts.sorted() == [0, 0, 0, 0.01] && small.parts[3] == 0)
    // 1.004 and 1.006 are shown as 1.00 and 1.01.
    let shown = RoundedParts([0.002], from: 1.004, to: 1.006, places: 2)
    #expect(shown.total == 0.01 && shown.parts == [0.01])
    #expect(RoundedParts([0, 0], from: 5, to: 5, places: 2).parts == [0, 0])
    #expect(RoundedParts([], from: 5, to: 5, places: 2).total == 0)
  }

  @Test func randomPartsAddUp() {
    var random = SplitMix64(state: 8)
    for _ in 0..<2000 {
      let parts = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        Double.random(in: -2...2, using: &random)
      }
      let start = Double.random(in: 0...100, using: &random)
      let places = Int.random(in: 0...4, using: &random)
      let unit = Double.powerOfTen(-places)
      let rounded = RoundedParts(parts, from: start, to: start + parts.reduce(0, +), places: places)
      #expect(abs(rounded.parts.reduce(0, +) - rounded.total) < 1e-9)
      for (part, shown) in zip(parts, rounded.parts) { #expect(abs(part - shown) < 1.51 * unit) }
    }
  }

  @Test func hugeNumbers_stayAsTheyAre() {
    let parts = RoundedParts([1e300], from: 0, to: 1e300, places: 2)
    #expect(parts.total == 1e300 && parts.parts == [1e300])
    #expect(RoundedParts([.nan], from: 0, to: .nan, places: 2).parts.count == 1)
  }
}
