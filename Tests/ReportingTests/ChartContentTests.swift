import Scorecard
import Testing

@testable import Reporting

@Suite struct ChartContentTests {
  private static func texts(
    _ chart: Chart, _ language: Language = .vi, axis: History.Axis = .dates
  ) -> [String] {
    SVGRenderer(language: language, axis: axis).scene(chart).labels.map {
      $0.runs.map(\.text).joined(separator: " ")
    }
  }

  private static func strokes(_ chart: Chart) -> [Scene.Stroke] {
    SVGRenderer(language: .vi).scene(chart).marks.compactMap {
      if case .path(_, _, _, let stroke) = $0 { stroke } else { nil }
    }
  }

  // MARK: Fan

  @Test func aFanSaysWhatIsKnownAndWhereItLeads() {
    let texts = Self.texts(.fan(ChartSamples.fan))
    let end = ChartSamples.fan.forecast[3]
    let style = NumberStyle(language: .vi)
    #expect(texts.contains("92,37"))
    #expect(texts.contains(style.decimal(end.median)))
    for interval in end.intervals {
      let percent = "\(Int(interval.percent))\u{A0}%"
      #expect(texts.contains(style.decimal(interval.range.lowerBound) + " " + percent))
      #expect(texts.contains(style.decimal(interval.range.upperBound) + " " + percent))
    }
    for target in ChartSamples.fan.targets { #expect(texts.contains(target.label)) }
    #expect(texts.contains("đến ngày 17/11/2025") && texts.contains("dự báo"))
    #expect(texts.contains("17/11") && texts.contains("15/12"))
  }

  @Test func englishHasPointsAndNamesOfMonths() {
    let texts = Self.texts(.fan(ChartSamples.fan), .en)
    #expect(texts.contains("92.37") && texts.contains("to 17 Nov 2025") && texts.contains("forecast"))
    #expect(texts.contains("17\u{A0}Nov") && !texts.contains { $0.contains("92,") && !$0.hasPrefix("Mục") })
  }

  @Test func weeksThatAreCountedHaveNumbers() {
    let history = (1...5).map { ChartPoint(day: Day(ordinal: 7 * $0), score: Double($0)) }
    let fan = FanChart(name: "x", history: history, forecast: [], targets: [], maximum: nil)
    let texts = Self.texts(.fan(fan), axis: .steps)
    #expect(texts.contains("đến tuần 5") && texts.contains("5") && texts.contains("1"))
  }

  @Test func longHistoriesHaveMonths() {
    let history = ChartSamples.history((0..<100).map { 80 + Double($0) / 10 })
    let fan = FanChart(name: "x", history: history, forecast: [], targets: [], maximum: nil)
    #expect(Self.texts(.fan(fan)).contains("07/2025"))
    #expect(Self.texts(.fan(fan), .en).contains("Jul 2025"))
  }

  @Test func missingWeeksAreBridgedThinlyAndScoresHaveDots() {
    let whole = FanChart(
      name: "x", history: ChartSamples.history([1, 2, 3, 4]), forecast: [], targets: [], maximum: nil)
    let gappy = FanChart(
      name: "x", history: ChartSamples.history([1, nil, 3, 4]), forecast: [], targets: [], maximum: nil)
    #expect(Self.strokes(.fan(whole)).allSatisfy { $0.dashes.isEmpty })
    #expect(Self.strokes(.fan(gappy)).count { !$0.dashes.isEmpty && $0.width <= 1 } == 1)
    for (chart, count) in [(whole, 4), (gappy, 3)] {
      let dots = SVGRenderer(language: .vi).scene(.fan(chart)).marks.count {
        if case .circle = $0 { true } else { false }
      }
      #expect(dots == count)
    }
  }

  @Test func aSpreadThatIsSmallIsSeenInTheNumbers() {
    let history = ChartSamples.history([92.3701, 92.3704])
    let fan = FanChart(name: "x", history: history, forecast: [], targets: [], maximum: nil)
    #expect(Self.texts(.fan(fan)).contains("92,37040"))
  }

  @Test func hugeNumbersAreShort() {
    let history = ChartSamples.history([-1.2e12, 5e12])
    let fan = FanChart(name: "x", history: history, forecast: [], targets: [], maximum: nil)
    #expect(Self.texts(.fan(fan)).contains("5,000·10¹²"))
    #expect(Self.texts(.fan(fan)).allSatisfy { $0.count < 24 })
  }

  // MARK: Convergence

  @Test func everyLineEndsInItsNameAndItsWay() {
    let texts = Self.texts(.convergence(ChartSamples.convergence))
    #expect(texts.contains("Hải Phòng") && texts.contains("91,98 → 92,94"))
    #expect(texts.contains("Bắc Ninh") && texts.contains("92,37 → 92,73"))
  }

  @Test func onlyMediansThatCrossAreMarked() {
    let texts = Self.texts(.convergence(ChartSamples.convergence))
    // 0.39 behind, 0.15 faster a week: after 2.6 weeks.
    #expect(texts.filter { $0.hasPrefix("ngang điểm") } == ["ngang điểm ≈ 05/12"])
  }

  @Test func linesAreToldApartWithoutColours() {
    let six = ConvergenceChart(
      lines: (0..<6).map { index in
        .init(
          name: "\(index)", isOwn: index == 0, history: ChartSamples.history([Double(index), Double(index)]),
          forecast: ChartSamples.forecast(at: Double(index), pace: 0, spread: 1))
      })
    let strokes = Self.strokes(.convergence(six))
    // Of the forecasts; the divider is the last of its kind.
    #expect(Set(strokes.map(\.dashes)).count >= 7)
    let widths = strokes.filter { $0.dashes.isEmpty }.map(\.width)
    #expect(widths.count { $0 == widths.max() } == 1)
  }

  // MARK: Headroom

  @Test func barsSayWhatIsReachedLeftAndRequired() {
    let texts = Self.texts(.headroom(ChartSamples.headroom))
    #expect(texts.contains("8,41 /12 (70,1\u{A0}%)"))
    for text in ["3,59", "▼ \u{2212}0,07", "▲ +0,04", "0,00", "8,96", "–"] {
      #expect(texts.contains(text), "\(text)")
    }
  }

  @Test func lengthsAreInPoints() {
    let scene = SVGRenderer(language: .vi).scene(.headroom(ChartSamples.headroom))
    let outlines = scene.marks.compactMap { mark -> Scene.Box? in
      if case .box(let box, .some(.paper), _) = mark { box } else { nil }
    }
    #expect(outlines.count == 4)
    #expect(abs(outlines[1].width / outlines[3].width - 2) < 1e-9)
  }

  @Test func theGreatestHeadroomStandsOut() {
    let labels = SVGRenderer(language: .vi).scene(.headroom(ChartSamples.headroom)).labels
    #expect(labels.first { $0.runs[0].text == "3,59" }?.runs[0].isBold == true)
    #expect(labels.first { $0.runs[0].text == "0,76" }?.runs[0].isBold == false)
  }

  // MARK: Slope

  @Test func aFewUnitsAllHaveNames() {
    let texts = Self.texts(.slope(ChartSamples.slope(36)))
    for rank in 1...36 { #expect(texts.contains { $0.hasPrefix("\(rank) Phường số \(rank) ") }) }
  }

  @Test func ofManyUnitsMoversAndEndsHaveNames() throws {
    let chart = ChartSamples.slope(99)
    let texts = Self.texts(.slope(chart))
    for line in chart.lines where line.isMarked {
      let arrow = line.before > line.now ? "▲\(line.before - line.now)" : "▼\(line.now - line.before)"
      #expect(texts.contains { $0.hasPrefix("\(line.now) \(line.name) ") && $0.hasSuffix(arrow) })
      #expect(texts.contains("\(line.name) \(line.before)"))
    }
    for rank in [1, 2, 3, 97, 98, 99] {
      #expect(texts.contains { $0.hasPrefix("\(rank) Phường số \(rank) ") })
    }
    #expect(texts.contains { $0.hasPrefix("Ghi tên 11 trong 99 đơn vị") })
    #expect(!texts.contains { $0.hasPrefix("50 ") })
  }

  // MARK: Heat map

  @Test func everyCellHasItsNumber() {
    let map = ChartSamples.heatMap(99)
    let texts = Self.texts(.heatMap(map))
    let cells = map.rows.reduce(0) { $0 + $1.ratios.count }
    let missing = map.rows.reduce(0) { $0 + $1.ratios.count { $0 == nil } }
    #expect(texts.count { $0 == "–" } == missing + 1)
    let numbers = texts.count { text in
      text == "–" || Double(String(text.map { $0 == "," ? "." : $0 })) != nil
    }
    #expect(numbers == cells + map.rows.count)
    for row in map.rows { #expect(texts.contains(row.name)) }
    #expect(texts.contains("– thiếu số liệu"))
  }

  @Test func onlyWhatIsFullHasAHundred() {
    let columns = (0..<6).map { "\($0)" }
    let row = HeatMap.Row(name: "x", total: nil, ratios: [1, 0.9999, 0.99949, 0.5, 1.2, 0.8996])
    let few = Self.texts(.heatMap(HeatMap(columns: columns, rows: [row])))
    #expect(few.contains("100,0") && few.contains("99,9") && few.contains("120,0") && few.contains("90,0"))
    let named = HeatMap.Row(name: "Phường Đồng Nguyên", total: 90, ratios: row.ratios)
    let many = Self.texts(.heatMap(HeatMap(columns: columns, rows: Array(repeating: named, count: 60))))
    #expect(many.contains("100") && many.contains("99") && !many.contains("100,0"))
  }

  @Test func numbersCanBeReadOnTheirTones() {
    func luminance(_ ink: Ink) -> Double {
      // Gamma of 2.2 instead of the two pieces of sRGB: near enough for a ratio.
      func linear(_ part: UInt8) -> Double {
        let share = Double(part) / 255
        return share * share * (0.2 * share.squareRoot() + 0.8)
      }
      return 0.2126 * linear(ink.red) + 0.7152 * linear(ink.green) + 0.0722 * linear(ink.blue)
    }
    func contrast(_ one: Ink, _ other: Ink) -> Double {
      let (low, high) = (min(luminance(one), luminance(other)), max(luminance(one), luminance(other)))
      return (high + 0.05) / (low + 0.05)
    }
    for (level, ink) in HeatTone.inks.enumerated() {
      #expect(contrast(ink, HeatTone.text(on: level)) >= 4.5, "\(level)")
    }
    for ink in [Ink.text, .quiet, .blue, .darkVermilion] { #expect(contrast(ink, .paper) >= 4.5) }
    // The higher, the lighter.
    #expect(zip(HeatTone.inks, HeatTone.inks.dropFirst()).allSatisfy { luminance($0) < luminance($1) })
  }

  @Test(arguments: [(49.9, 0), (50, 1), (89.9, 3), (90, 4), (100, 5), (-3, 0)])
  func tonesHaveFixedLimits(percent: Double, level: Int) {
    #expect(HeatTone.level(percent: percent) == level)
  }
}
