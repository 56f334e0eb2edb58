import Foundation
import Scorecard
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGRendererTests {
  private static func svg(
    _ chart: Chart, _ language: Language = .vi, id: String = "figure-1", title: String = "Tiêu đề",
    description: String = "Mô tả"
  ) -> String {
    SVGRenderer(language: language).svg(
      Figure(title: title, description: description, chart: chart), id: id)
  }

  @Test(arguments: Language.allCases) func everyPictureIsWellFormedAndSelfContained(language: Language) throws
  {
    for sample in ChartSamples.all {
      let text = Self.svg(sample.chart, language)
      let document = try #require(ParsedSVG(text), "\(sample.name) is no XML")
      #expect(document.root["viewBox"] != nil && document.root["role"] == "img")
      #expect(document.root["lang"] == language.rawValue)
      #expect(document.names.isDisjoint(with: ["script", "style", "image", "use", "a", "foreignObject"]))
      #expect(!text.dropFirst(60).contains("http"), "\(sample.name) refers to something elsewhere")
    }
  }

  @Test func numbersHaveAtMostTwoDecimalsAndAreNumbers() throws {
    let lengths = [
      "x", "y", "cx", "cy", "r", "width", "height", "d", "dx", "font-size", "stroke-width", "viewBox",
    ]
    for sample in ChartSamples.all {
      let document = try #require(ParsedSVG(Self.svg(sample.chart)))
      for (name, value) in document.attributes where lengths.contains(name) && value != "100%" {
        let numbers = value.split { " MLZ".contains($0) }
        #expect(!numbers.isEmpty)
        for number in numbers {
          #expect(Double(number)?.isFinite == true, "\(sample.name): \(name)=\(value)")
          let decimals = number.drop { $0 != "." }.dropFirst().count
          #expect(decimals <= 2, "\(sample.name): \(name)=\(value)")
          #expect(!number.contains("e") && number != "-0")
        }
      }
      let words = document.texts.joined(separator: " ").lowercased()
      #expect(!words.contains("nan") && !words.contains("inf"), "\(sample.name): \(words)")
    }
  }

  @Test func theFigureIsNamedAndDescribed() throws {
    let text = Self.svg(.fan(ChartSamples.fan), id: "total", title: "Tổng điểm > 92", description: "A & B")
    let document = try #require(ParsedSVG(text))
    #expect(document.root["aria-labelledby"] == "total-title total-desc")
    #expect(document.texts.prefix(2) == ["Tổng điểm > 92", "A & B"])
    #expect(document.attributes.filter { $0.name == "id" }.map(\.value) == ["total-title", "total-desc"])
  }

  @Test func anIDThatIsNoneIsRefused() async {
    await #expect(processExitsWith: .failure) {
      _ = SVGRenderer(language: .vi).svg(
        Figure(title: "", description: "", chart: .headroom(HeadroomChart(bars: []))), id: "two words")
    }
  }

  @Test func sameFigureGivesTheSameBytes() {
    for sample in ChartSamples.all {
      #expect(Self.svg(sample.chart) == Self.svg(sample.chart))
    }
  }

  @Test func textsFromOutsideAreEscapedAndFreeOfControlCharacters() throws {
    let bar = HeadroomChart.Bar(
      name: ChartSamples.wickedName, score: 1, maximum: 2, change: nil, required: nil)
    let text = Self.svg(
      .headroom(HeadroomChart(bars: [bar])), title: ChartSamples.wickedName,
      description: ChartSamples.wickedName)
    let document = try #require(ParsedSVG(text))
    #expect(document.texts.prefix(2).allSatisfy { $0 == "A&B <b>\"x\"</b> 'y' z" })
    #expect(document.texts.contains { $0.hasPrefix("A&B <b>\"x\"") })
  }

  @Test func aCutNameCanBeReadInFull() throws {
    for chart in [
      Chart.slope(
        SlopeChart(
          before: ChartSamples.latest, now: ChartSamples.latest,
          lines: [.init(name: ChartSamples.longName, before: 1, now: 1, score: 90, isMarked: true)])),
      .heatMap(HeatMap(columns: ["a"], rows: [.init(name: ChartSamples.longName, total: 1, ratios: [1])])),
      .headroom(
        HeadroomChart(bars: [
          .init(name: ChartSamples.longName, score: 1, maximum: 2, change: nil, required: nil)
        ])),
    ] {
      let document = try #require(ParsedSVG(Self.svg(chart)))
      let whole = ChartSamples.longName.dropLast()
      #expect(document.texts.contains(String(whole)))
      #expect(document.texts.contains { $0.contains("…") && $0.contains("Văn phòng Ủy ban") })
    }
  }

  @Test(arguments: [
    (0, "0"), (-0.001, "0"), (1, "1"), (1.5, "1.5"), (-1.25, "-1.25"), (0.05, "0.05"), (2.999, "3"),
    (.nan, "0"), (.infinity, "0"), (1e300, "0"),
  ])
  func lengthsAreWrittenShortAndWithoutLocale(value: Double, expected: String) {
    #expect(SVGWriter.number(value) == expected)
  }
}

/// An SVG as a parser sees it.
private final class ParsedSVG: NSObject, XMLParserDelegate {
  private(set) var root: [String: String] = [:]
  private(set) var names: Set<String> = []
  private(set) var attributes: [(name: String, value: String)] = []
  /// The texts of `title`, `desc` and `text` elements, in the order in which they end.
  private(set) var texts: [String] = []
  private var open: [String] = []

  init?(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes given: [String: String] = [:]
  ) {
    if names.isEmpty { root = given }
    names.insert(name)
    attributes += given.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    if name != "tspan" { open.append("") }
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    if !open.isEmpty { open[open.count - 1] += characters }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    if name == "tspan" { return }
    let text = open.removeLast()
    if ["title", "desc", "text"].contains(name) { texts.append(text) }
  }
}
