import Scorecard

/// Renders a document as an Excel workbook: numbers are numbers, days are days, pictures are native charts.
///
/// The first sheet holds what stands before the second section; every further section has a sheet of its own, every
/// heat map too, and the last sheet holds the numbers of the charts, which can be edited there. Tables are ranges
/// with a style and not Excel's tables, as those know neither groups of rows nor two columns of one name. The sheets
/// print on A4, a page wide.
public struct WorkbookRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The document as the bytes of an `.xlsx` file; the same document gives the same bytes.
  ///
  /// - Parameters:
  ///   - document: What is rendered.
  ///   - title: What the workbook and its printed pages are called.
  ///   - day: The day that the workbook is dated.
  /// - Throws: ``WorkbookWriteError``.
  public func render(_ document: Document, title: String, day: Day) throws(WorkbookWriteError) -> [UInt8] {
    try WorkbookFile.bytes(of: workbook(document, title: title, day: day))
  }

  /// The document as sheets and cells.
  func workbook(_ document: Document, title: String, day: Day) -> Workbook {
    let language = document.language
    let say = Phrasing(language)
    var names = SheetNames()
    // The numbers of the charts need their name before the others may take it.
    let heading = ChartSheet.heading(in: language)
    var numbers = ChartSheet(name: names.unused(heading), heading: heading, language: language)
    var sheets: [Sheet] = []
    for section in Self.sections(document.blocks) {
      let heading = section.heading ?? title
      let name = names.unused(heading)
      var layout = SheetLayout(name: name, heading: heading, blocks: section.blocks, language: language)
      var heatSheets: [Sheet] = []
      for block in section.blocks {
        guard case .figure(let figure) = block else {
          layout.append(block)
          continue
        }
        if case .heatMap(let map) = figure.chart {
          let ending = say(vi: "tỷ lệ", en: "ratios")
          let sheet = HeatSheet.sheet(
            map, figure, name: names.unused("\(heading), \(ending)"), language: language)
          heatSheets.append(sheet)
          layout.append(
            .paragraph(
              Text(figure.title + ". ", .strong)
                + Text(
                  figure.description + " "
                    + say(vi: "Xem trang “\(sheet.name)”.", en: "See the sheet “\(sheet.name)”."))))
        } else if let chart = numbers.chart(of: figure) {
          layout.place(chart)
        }
      }
      sheets.append(layout.finished())
      sheets += heatSheets
    }
    if !numbers.isEmpty { sheets.append(numbers.sheet) }
    return Workbook(title: Cell.storable(title), day: day, sheets: sheets)
  }

  /// The blocks of each sheet, with the heading that names it.
  private static func sections(_ blocks: [Document.Block]) -> [(heading: String?, blocks: [Document.Block])] {
    var sections: [(heading: String?, blocks: [Document.Block])] = [(nil, [])]
    for block in blocks {
      if case .heading(2, let text) = block {
        if sections.count == 1, sections[0].heading == nil {
          sections[0].heading = text.plain
        } else {
          sections.append((text.plain, []))
        }
      }
      sections[sections.count - 1].blocks.append(block)
    }
    return sections
  }
}
