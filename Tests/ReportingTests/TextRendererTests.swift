import Testing

@testable import Reporting

@Suite struct TextRendererTests {
  private func lines(_ document: Document, width: Int = 80, color: Bool = false) -> [String] {
    TextRenderer(width: width, color: color).render(document)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
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
        .bullets(["one", "two words that have to wrap"]), .numbered(["first"]),
        .note("a remark of some length"),
        .paragraph(""), .bullets([]), .heading(level: 1, ""), .note(""),
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

  @Test func pageReadsWellAt80Columns() {
    let page = TextRenderer(width: 80).render(Sample.document(.vi)).replacing("\u{A0}", with: " ")
    #expect(
      page == """
        Bắc Ninh, 17/11/2025
        ────────────────────────────────────────────────────────────────────────────────

        Tổng điểm 92,37, +0,09 so với tuần trước. Xác suất đạt 93,00 sau bốn tuần: <1 %.

        Chỉ số thành phần

                                          Điểm  Tỷ lệ hoàn      So với
        Chỉ số                    Điểm  tối đa       thành  tuần trước  Nhận xét
        ────────────────────────────────────────────────────────────────────────────────
        Còn nhiều dư địa
        Dịch vụ công trực tuyến   8,41      12      70,1 %       −0,07  Chỉ số duy nhất
                                                                        giảm; tỷ lệ thấp
                                                                        nhất trong sáu
                                                                        chỉ số.
        Số hóa hồ sơ             20,28      22      92,2 %       +0,04  Tăng đều.

        Gần mức tối đa
        Thanh toán trực tuyến     9,93      10      99,3 %       +0,03
        Mức độ hài lòng          17,86      18      99,2 %        –

        Không đủ chỗ cho: 8 tuần

        │ Tổng các chỉ số thành phần là 92,30, không phải 92,37.

        Nhiệm vụ trọng tâm
        ──────────────────

        1. Dịch vụ công trực tuyến: ít nhất +0,10.
        2. Giữ đà số hóa hồ sơ.

        """)
  }
}
