import Testing

@testable import Reporting

@Suite struct TextRendererTests {
  private func lines(_ document: Document, width: Int = 80, color: Bool = false) -> [String] {
    TextRenderer(width: width, color: color).render(document)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func lines(_ table: Table, width: Int = 80, _ language: Language = .vi) -> [String] {
    lines(Document(language: language, [.table(table)]), width: width)
  }

  // MARK: Whatever the content

  @Test(arguments: [20, 21, 40, 80, 120]) func noLineIsWiderThanTheWidth(width: Int) {
    var content = ContentGenerator(seed: UInt64(width))
    for _ in 0..<150 {
      let document = content.document()
      for line in lines(document, width: width) {
        #expect(DisplayWidth.of(line) <= width, "\(line)")
      }
    }
  }

  @Test func withoutColorThereIsNoControlByte() {
    var content = ContentGenerator(seed: 27)
    for _ in 0..<150 {
      let bytes = TextRenderer().render(content.document()).utf8
      #expect(!bytes.contains { ($0 < 32 && $0 != UInt8(ascii: "\n")) || $0 == 127 })
    }
  }

  @Test func colorAddsNothingButCompleteSequences() throws {
    var content = ContentGenerator(seed: 31)
    let sequence = try Regex("\u{1B}\\[([0-9]+)m")
    for _ in 0..<50 {
      let document = content.document()
      let plain = lines(document)
      let colored = lines(document, color: true)
      #expect(colored.map { $0.replacing(sequence, with: "") } == plain)
      for line in colored {
        #expect(line.matches(of: sequence).last?.output[1].substring ?? "0" == "0", "\(line)")
      }
    }
  }

  @Test func noLineEndsInASpace() {
    var content = ContentGenerator(seed: 3)
    for _ in 0..<100 {
      #expect(!lines(content.document()).contains { $0.hasSuffix(" ") })
    }
  }

  @Test func aWidthBelowTheLeastCountsAsTheLeast() {
    #expect(TextRenderer(width: 0).width == TextRenderer.leastWidth)
  }

  // MARK: Blocks

  @Test func blocksStandApartAndParagraphsWrapAtSpaces() {
    let document = Document(
      language: .en,
      [
        .heading(level: 1, "Scorecard"), .heading(level: 2, "Next"), .heading(level: 3, "Then"),
        .paragraph("The total rose to 92.37\u{A0}points this week."),
        .bullets(["one", "two words that have to wrap"]), .numbered(["first"]), .note("a remark of some length"),
        .paragraph(""),
      ])
    #expect(
      TextRenderer(width: 20).render(document) == """
        Scorecard
        ────────────────────

        Next
        ────

        Then

        The total rose to
        92.37\u{A0}points this
        week.

        • one
        • two words that
          have to wrap

        1. first

        │ a remark of some
        │ length



        """)
  }

  @Test func numbersOfItemsAreRightAligned() {
    let document = Document(language: .en, [.numbered((1...10).map { "item \($0.description)" })])
    let lines = lines(document)
    #expect(lines[0] == " 1. item 1")
    #expect(lines[9] == "10. item 10")
  }

  @Test func emphasisBecomesColorOnlyWhenAsked() {
    let document = Document(language: .vi, [.paragraph("Tổng điểm \("+0,09", .good).")])
    #expect(TextRenderer(color: true).render(document) == "Tổng điểm \u{1B}[32m+0,09\u{1B}[0m.\n")
    #expect(TextRenderer().render(document) == "Tổng điểm +0,09.\n")
  }

  @Test func controlSequencesInDataAreDisarmed() {
    let document = Document(language: .vi, [.paragraph("Xã\u{1B}[2J A\u{9B}\u{7}\tB\r\nC")])
    #expect(TextRenderer(color: true).render(document) == "Xã[2J A B C\n")
  }

  // MARK: Tables

  private func components(_ name: String) -> Table {
    Table(
      columns: [
        .init("Chỉ số", priority: .essential), .init("Điểm", .decimal, priority: .high),
        .init("Thay đổi", .decimal), .init("Tuần", .trailing, priority: .low),
      ],
      rows: [
        [Text(name), "8,41", "−0,07", "9"], ["Số hóa", "121,5", "+1.024,25", "10"],
        ["Tổng", "–", "0", "11"],
      ])
  }

  @Test func columnsAlignInBothUnicodeForms() {
    let composed = lines(components("Tr\u{1EF1}c tuy\u{1EBF}n"))
    let decomposed = lines(components("Tru\u{31B}\u{323}c tuye\u{302}\u{301}n"))
    #expect(composed == decomposed)
    print(composed.joined(separator: "\n"))
    print(TextRenderer().render(Sample.document(.vi)))
    print(TextRenderer(width: 120).render(Sample.document(.vi)))
    print(TextRenderer(width: 50).render(Sample.document(.en)))
    print(TextRenderer(width: 24).render(Sample.document(.en)))
  }
}
