import Testing

@testable import Reporting

@Suite struct ChartLayoutTests {
  /// What lies outside of the picture, and which labels cover each other.
  private static func faults(_ scene: Scene) -> [String] {
    let frame = scene.frame
    let labels = scene.labels
    let boxes = labels.map(\.box)
    func text(_ index: Int) -> String { labels[index].runs.map(\.text).joined(separator: " ") }
    var faults: [String] = []
    for (index, box) in boxes.enumerated() {
      if !frame.contains(box) { faults.append("outside: \(text(index)) \(box) of \(frame)") }
      for other in 0..<index where boxes[other].overlaps(box) {
        faults.append("overlap: \(text(index)) and \(text(other))")
      }
    }
    for mark in scene.marks {
      switch mark {
      case .path(let points, _, _, _):
        for point in points where !frame.contains(box(point, 0)) { faults.append("outside: path \(point)") }
      case .box(let box, _, _): if !frame.contains(box) { faults.append("outside: \(box)") }
      case .circle(let center, let radius, _, _):
        if !frame.contains(box(center, radius)) { faults.append("outside: circle \(center)") }
      case .label: break
      }
    }
    return faults
  }

  private static func box(_ point: Scene.Point, _ radius: Double) -> Scene.Box {
    Scene.Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y).grown(by: radius)
  }

  @Test(arguments: Language.allCases) func labelsKeepApartAndAllIsInsideThePicture(language: Language) {
    for sample in ChartSamples.all {
      let faults = Self.faults(SVGRenderer(language: language).scene(sample.chart))
      #expect(faults.isEmpty, "\(sample.name): \(faults.prefix(3))")
    }
  }

  @Test(arguments: 0..<24 as Range<UInt64>) func soTheyDoInRandomPictures(seed: UInt64) {
    for sample in ChartSamples.random(seed: seed) {
      let language: Language = seed % 2 == 0 ? .vi : .en
      let faults = Self.faults(SVGRenderer(language: language).scene(sample.chart))
      #expect(faults.isEmpty, "\(sample.name): \(faults.prefix(3))")
    }
  }

  @Test func aHundredUnitsFitOnAPageOfA4() {
    // 170 mm of 257 mm remain between the margins.
    for chart in [Chart.heatMap(ChartSamples.heatMap(99)), .slope(ChartSamples.slope(99))] {
      let scene = SVGRenderer(language: .vi).scene(chart)
      #expect(scene.width == Scene.standardWidth)
      #expect(scene.height / scene.width < 257.0 / 170)
    }
  }

  // MARK: Keeping labels apart

  @Test func labelsWithRoomStayWhereTheyAreWanted() {
    #expect(LabelStack.places([10, 50, 30], heights: [10, 10, 10], within: 0...100) == [10, 50, 30])
  }

  @Test func labelsInOnePlaceSpreadEvenlyAroundIt() {
    #expect(LabelStack.places([50, 50, 50], heights: [10, 10, 10], within: 0...100) == [40, 50, 60])
  }

  @Test func labelsAtAnEndAreKeptInside() {
    #expect(LabelStack.places([0, 1], heights: [10, 10], within: 0...100) == [5, 15])
    #expect(LabelStack.places([100, 99], heights: [10, 20], within: 0...100) == [95, 80])
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func placesAreTheNearestThatKeepApart(seed: UInt64) {
    var random = SplitMix64(state: seed)
    let wanted = (0..<3).map { _ in Double(Int.random(in: 0...9, using: &random)) }.sorted()
    let places = LabelStack.places(wanted, heights: [4, 4, 4], within: 0...20)
    func cost(_ places: [Double]) -> Double {
      zip(places, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    for (one, next) in zip(places, places.dropFirst()) { #expect(next - one >= 4 - 1e-9) }
    // No valid arrangement on a grid is better.
    let grid = stride(from: 2.0, through: 18, by: 0.5)
    var best = Double.infinity
    for first in grid {
      for second in grid where second >= first + 4 {
        for third in grid where third >= second + 4 { best = min(best, cost([first, second, third])) }
      }
    }
    #expect(cost(places) <= best + 1e-9)
  }

  // MARK: Scales

  @Test(arguments: [
    (0.0...10.0, 4, 2.0), (92...93, 4, 0.2), (89.2...93.6, 4, 1), (0...1e12, 5, 2e11), (0...1e-6, 5, 2e-7),
  ])
  func stepsAreRound(domain: ClosedRange<Double>, count: Int, step: Double) {
    let scale = LinearScale(domain, from: 0, to: 1)
    #expect(abs(scale.roundStep(count: count) / step - 1) < 1e-12)
  }

  @Test func multiplesIncludeTheEnds() {
    let scale = LinearScale(0.1...0.3, from: 0, to: 1)
    #expect(scale.multiples(of: 0.1).count == 3)
  }

  @Test func equalScoresAreALineInTheMiddle() throws {
    let domain = try #require(ClosedRange.showing([92.37, 92.37 + 1e-12]))
    #expect(abs((domain.lowerBound + domain.upperBound) / 2 - 92.37) < 1e-9)
    #expect(domain.upperBound - domain.lowerBound > 0.5)
  }

  // MARK: Widths

  @Test func widthsAreThoseOfTheWidestFamily() {
    // DejaVu Sans: four digits of 0.636 and a comma of 0.318.
    #expect(abs(TextWidth.of("92,37", size: 10) - 28.62) < 1e-9)
    #expect(TextWidth.of("Việt", size: 10) > TextWidth.of("Viet", size: 10) - 1e-9)
    #expect(TextWidth.of("Vie\u{302}\u{323}t", size: 10) == TextWidth.of("Viet", size: 10))
    #expect(TextWidth.of("漢", size: 10) >= 10)
  }

  @Test func cutTextsFit() {
    for width in stride(from: 15.0, to: 200, by: 7) {
      let cut = TextWidth.cut("Sở Nông nghiệp và Môi trường", to: width, size: 11)
      #expect(TextWidth.of(cut, size: 11) <= width)
    }
    #expect(TextWidth.cut("Sở", to: 50, size: 11) == "Sở")
  }
}
