import Testing

@testable import Reporting

@Suite struct TextTests {
  @Test func interpolationKeepsMeaning() {
    let change: Text = "\("+0,09", .good)"
    let text: Text = "Total \("92,37", .strong) (\(change))"
    #expect(text.plain == "Total 92,37 (+0,09)")
    #expect(text.runs.map(\.emphasis) == [.plain, .strong, .plain, .good, .plain])
  }

  @Test func neighboursOfOneEmphasisBecomeOneRun() {
    let text = Text("a") + Text("") + Text("b") + Text("c", .bad)
    #expect(text.runs.map(\.string) == ["ab", "c"])
    #expect(Text("").isEmpty)
  }

  @Test func emphasisOfTheWholeLeavesParticularEmphasis() {
    let text: Text = "a \("b", .bad)"
    #expect(text.emphasized(.strong).runs.map(\.emphasis) == [.strong, .bad])
  }

  @Test func widthIsTheSameInBothUnicodeForms() {
    // "Tiến độ Được" composed and decomposed.
    let composed = "Ti\u{1EBF}n \u{111}\u{1ED9} \u{110}\u{1B0}\u{1EE3}c"
    let decomposed = "Tie\u{302}\u{301}n \u{111}o\u{323}\u{302} \u{110}u\u{31B}o\u{31B}\u{323}c"
    #expect(composed.unicodeScalars.count < decomposed.unicodeScalars.count)
    #expect(DisplayWidth.of(composed) == 12)
    #expect(DisplayWidth.of(decomposed) == 12)
  }

  @Test func widthOfOtherScripts() {
    #expect(DisplayWidth.of("漢字") == 4)
    #expect(DisplayWidth.of("한") == 2)
    #expect(DisplayWidth.of("👩‍👩‍👧") == 2)
    #expect(DisplayWidth.of("☁️") == 2)
    #expect(DisplayWidth.of("\u{301}") == 0)
    #expect(DisplayWidth.of("▁█─…–−") == 6)
    #expect(DisplayWidth.of("\u{7}") == 0)
  }
}
