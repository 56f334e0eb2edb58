import Testing

@testable import Reporting

@Suite struct RendererTests {
  private let document = Document(
    language: .vi,
    [
      .heading(level: 1, "Báo cáo <tuần> & \"tháng\""),
      .heading(level: 2, "Phần | một"),
      .keyFigures([KeyFigure("Tổng điểm", Text("92,37"), "+0,09 so với tuần trước")]),
      .paragraph("Tăng \("0,09", .good) và giảm \("0,07 ", .bad)điểm."),
      .bullets(["a*b", "c_d"]), .numbered(["một"]), .note("Ghi chú"), .paragraph(""),
      .table(
        Table(
          caption: "Bảng",
          columns: [.init("Đơn vị"), .init("Điểm", .decimal), .init("Trống")],
          groups: [.init("Nhóm", rows: [["A|B", "1,00", ""], ["<i>", "2,00", ""]])])),
    ])

  // MARK: HTML

  @Test func html_escapesWhatComesFromOutside() {
    let html = HTMLRenderer().render(document, title: "T & <b>")
    #expect(html.contains("<title>T &amp; &lt;b&gt;</title>"))
    #expect(html.contains("<h1>Báo cáo &lt;tuần&gt; &amp; &quot;tháng&quot;</h1>"))
    #expect(html.contains(">&lt;i&gt;</td>"))
    #expect(!html.contains("<i>"))
  }

  @Test func html_hasNoNetworkAndNoScript() {
    let html = HTMLRenderer().render(document, title: "T")
    for word in ["http:", "https:", "<script", "<link", "@import", "url("] { #expect(!html.contains(word)) }
  }

  @Test func html_leavesOutEmptyBlocksAndColumns() {
    let html = HTMLRenderer().render(document, title: "T")
    #expect(!html.contains("<p></p>"))
    #expect(!html.contains("Trống"))
  }

  @Test func html_sectionsAreClosed() {
    let html = HTMLRenderer().render(document, title: "T")
    for tag in ["section", "table", "tbody", "ul", "ol", "dl", "div", "main"] {
      let opened =
        html.components(separatedBy: "<\(tag)>").count + html.components(separatedBy: "<\(tag) ").count
      #expect(opened - 1 == html.components(separatedBy: "</\(tag)>").count, "\(tag)")
    }
  }

  @Test func html_dropsControlCharacters() {
    let document = Document(language: .en, [.paragraph("a\u{1B}[31mb\u{0}c\u{FFFE}\u{FFFF}\nd")])
    #expect(HTMLRenderer().render(document, title: "T").contains("<p>a[31mbc d</p>"))
  }

  // MARK: Markdown

  @Test func markdown_escapesMarksAndBars() {
    let text = MarkdownRenderer().render(document)
    #expect(text.contains("# Báo cáo \\<tuần\\> & \"tháng\""))
    #expect(text.contains("- a\\*b\n- c\\_d"))
    #expect(text.contains("| A\\|B | 1,00 |"))
  }

  @Test func markdown_marksTouchTheirWords() {
    #expect(MarkdownRenderer().render(document).contains("giảm **0,07** điểm"))
  }

  @Test func markdown_tableHasOneWidth() {
    let lines = MarkdownRenderer().render(document).split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(lines.count == 5)
    #expect(Set(lines.map { $0.replacing("\\|", with: "").count { $0 == "|" } }) == [3])
  }

  // MARK: Quantities

  @Test func quantity_goesOnceTheTextIsMoreThanTheNumber() {
    let style = NumberStyle(language: .vi)
    let number = style.changeText(-0.07)
    #expect(number.plain == "−0,07")
    #expect(number.quantity == Quantity(-0.07, .change(places: 2)))
    #expect((number + " điểm").quantity == nil)
    #expect(number.emphasized(.strong).quantity == number.quantity)
    #expect(style.decimalText(nil).quantity == nil)
    #expect(style.probabilityText(0.004).quantity == nil)
    #expect(style.probabilityText(0.5).quantity == Quantity(0.5, .percent(places: 0)))
  }
}
