import Testing

@testable import Reporting

@Suite struct TableTextTests {
  private func lines(_ table: Table, width: Int = 80, _ language: Language = .vi) -> [String] {
    TextRenderer(width: width).render(Document(language: language, [.table(table)]))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

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
    #expect(
      composed.joined(separator: "\n") == """
        Chỉ số        Điểm   Thay đổi  Tuần
        ───────────────────────────────────
        Trực tuyến    8,41      −0,07     9
        Số hóa      121,5   +1.024,25    10
        Tổng          –          0       11

        """)
  }

  @Test func widerPageShowsEveryColumn() {
    let page = TextRenderer(width: 120).render(Sample.document(.vi)).replacing("\u{A0}", with: " ")
    #expect(
      page.contains(
        """
        Chỉ số thành phần

                                          Điểm  Tỷ lệ hoàn      So với
        Chỉ số                    Điểm  tối đa       thành  tuần trước    8 tuần  Nhận xét
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        Còn nhiều dư địa
        Dịch vụ công trực tuyến   8,41      12      70,1 %       −0,07  ▁▃·▅▆██▇  Chỉ số duy nhất giảm; tỷ lệ thấp nhất trong
                                                                                  sáu chỉ số.
        Số hóa hồ sơ             20,28      22      92,2 %       +0,04  ▁██··███  Tăng đều.

        Gần mức tối đa
        Thanh toán trực tuyến     9,93      10      99,3 %       +0,03  ▁▇▇▇▇▇▇█
        Mức độ hài lòng          17,86      18      99,2 %        –         ▄▄▄▄
        """))
  }

  @Test func narrowPageDropsColumnsByPriorityAndNamesThem() {
    let page = TextRenderer(width: 50).render(Sample.document(.en)).replacing("\u{A0}", with: " ")
    #expect(
      page.contains(
        """
        Chỉ số thành phần

        Chỉ số                    Điểm  So với tuần trước
        ─────────────────────────────────────────────────
        Còn nhiều dư địa
        Dịch vụ công trực tuyến   8.41              −0.07
        Số hóa hồ sơ             20.28              +0.04

        Gần mức tối đa
        Thanh toán trực tuyến     9.93              +0.03
        Mức độ hài lòng          17.86               –

        No room for: Điểm tối đa, Tỷ lệ hoàn thành, 8
        tuần, Nhận xét
        """))
  }

  @Test func ofEqualColumnsTheLastGoesFirst() {
    let table = Table(
      columns: (1...4).map { .init("column \($0.description)", priority: $0 == 2 ? .low : .normal) },
      rows: [["first cell", "second cell", "third cell", "fourth cell"]])
    #expect(lines(table, width: 47).first == "column 1    column 3    column 4")
    #expect(lines(table, width: 30, .en).first == "column 1    column 3")
    #expect(lines(table, width: 30, .en).contains("No room for: column 2, column"))
  }

  @Test func titlesFoldBeforeAColumnIsDropped() {
    let table = Table(
      columns: [.init("Unit"), .init("Change since last week", .decimal)],
      rows: [["Bắc Ninh province", "+0.1"]])
    #expect(
      lines(table, width: 34, .en).dropLast() == [
        "                   Change since", "Unit                  last week",
        String(repeating: "─", count: 31), "Bắc Ninh province          +0.1",
      ])
  }

  @Test func lastResortCutsNamesAndSparesNumbers() {
    let table = Table(
      columns: [.init("Unit", priority: .essential), .init("Score", .decimal, priority: .essential)],
      rows: [["Tỉnh Bắc Ninh", "1,234,567,890.12"]])
    #expect(lines(table, width: 28, .en)[2] == "Tỉnh Bắc …  1,234,567,890.12")
  }

  @Test func onlyTheWrappingColumnTakesSeveralLines() {
    let table = Table(
      columns: [.init("Name"), .init("Message", wraps: true), .init("n", .trailing)],
      rows: [["Sở Y tế", "69.23 jumped to 91.60 in one week", "1"], ["Sở Nội vụ", "", "12"]])
    #expect(
      lines(table, width: 34, .en).dropLast() == [
        "Name       Message               n", String(repeating: "─", count: 34),
        "Sở Y tế    69.23 jumped to       1", "           91.60 in one week",
        "Sở Nội vụ                       12",
      ])
  }

  @Test func tableWithoutRowsShowsItsTitles() {
    let table = Table(columns: [.init("Unit"), .init("Score", .decimal)], rows: [])
    #expect(lines(table) == ["Unit  Score", "───────────", ""])
  }

  @Test func moreEssentialColumnsThanRoomStillFit() {
    let columns = (0..<40).map { _ in Table.Column("title", .decimal, priority: .essential) }
    let table = Table(columns: columns, rows: [columns.map { _ in "1.234,56" }])
    #expect(lines(table, width: 20).contains("1.…  1.…  1.2…  1.2…"))
  }
}
