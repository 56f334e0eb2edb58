extension HeadroomChart {
  /// A bar per component, all on one scale of points: an outline as long as the maximum, filled as far as the
  /// score goes. Lengths in points show where points can still be won, which ratios would hide.
  func scene(_ words: ChartWording) -> Scene {
    guard !bars.isEmpty else { return .empty(words) }
    var drawing = HeadroomDrawing(self, words)
    return drawing.drawn()
  }
}

private struct HeadroomDrawing {
  private let bars: [HeadroomChart.Bar]
  private let words: ChartWording
  private let numbers: ChartNumbers
  private let scale: LinearScale
  /// Where the columns of numbers end.
  private let scoreEnd: Double, changeEnd: Double, requiredEnd: Double
  private let nameWidth: Double
  private let rowHeight: Double
  private var scene: Scene

  private static let head = 30.0
  private static let longestName = 170.0
  private static let gap = 14.0

  init(_ chart: HeadroomChart, _ words: ChartWording) {
    bars = chart.bars
    self.words = words
    let values = bars.flatMap { [$0.score, $0.maximum, $0.required ?? $0.score] }
    let numbers = ChartNumbers(words.style, for: values)
    self.numbers = numbers
    nameWidth = min(
      Self.longestName, bars.map { TextWidth.of(XMLText.line($0.name), size: TextSize.body) }.max() ?? 0)

    func width(_ texts: [String], head: String) -> Double {
      max(
        texts.map { TextWidth.of($0, size: TextSize.small, isBold: true) }.max() ?? 0,
        TextWidth.of(head, size: TextSize.tiny))
    }
    let origin = Scene.Point(x: 0, y: 0)
    let scores = max(
      bars.map { Self.score($0, numbers, at: origin).width }.max() ?? 0,
      TextWidth.of(words.scoreOfMaximum, size: TextSize.tiny))
    let hasChange = bars.contains { $0.change != nil }
    let hasRequired = bars.contains { $0.required != nil }
    let changes = hasChange ? width(bars.map { Self.change($0, numbers) }, head: words.change) + Self.gap : 0
    let required =
      hasRequired ? width(bars.map { numbers.score($0.required) }, head: words.required) + Self.gap + 8 : 0
    let headrooms = bars.map { TextWidth.of(Self.headroom($0, numbers), size: TextSize.small, isBold: true) }
    let headroom = (headrooms.max() ?? 0) + 6
    let key = [words.reached, words.headroom].reduce(0) { $0 + TextWidth.of($1, size: TextSize.tiny) + 31 }
    // Very long numbers widen the picture rather than shorten the bars.
    let shortest = max(key, 80 + headroom)
    let spaceLeft = max(
      Scene.standardWidth - nameWidth - scores - changes - required - 3 * Self.gap, shortest)
    let width = max(Scene.standardWidth, nameWidth + spaceLeft + scores + changes + required + 3 * Self.gap)
    requiredEnd = width
    changeEnd = width - required
    scoreEnd = changeEnd - changes

    let barStart = nameWidth + Self.gap
    let barEnd = scoreEnd - scores - Self.gap - headroom
    let longest = values.filter(\.isDrawable).max() ?? 0
    scale = LinearScale(0...(longest > 0 ? longest : 1), from: barStart, to: barEnd)
    rowHeight = bars.count > 12 ? 22 : 30
    scene = Scene(width: width, height: Self.head + Double(bars.count) * rowHeight + 4)
  }

  mutating func drawn() -> Scene {
    drawHead()
    for (index, bar) in bars.enumerated() {
      draw(bar, at: Self.head + (Double(index) + 0.5) * rowHeight)
    }
    return scene
  }

  // MARK: Numbers

  /// “8,41/12 (70,1 %)”.
  private static func score(
    _ bar: HeadroomChart.Bar, _ numbers: ChartNumbers, at place: Scene.Point
  ) -> Scene.Label {
    var runs = [
      Scene.Label.Run(text: numbers.score(bar.score), isBold: true),
      .init(text: "/" + numbers.maximum(bar.maximum), ink: .quiet),
    ]
    if let ratio = bar.ratio {
      runs.append(.init(text: "(" + numbers.style.percent(ratio) + ")", ink: .quiet, space: 5))
    }
    return Scene.Label(runs, at: place, .end)
  }

  private static func change(_ bar: HeadroomChart.Bar, _ numbers: ChartNumbers) -> String {
    let written = numbers.change(bar.change)
    return written.hasPrefix("+")
      ? "▲ " + written : written.hasPrefix(NumberStyle.minus) ? "▼ " + written : written
  }

  private static func headroom(_ bar: HeadroomChart.Bar, _ numbers: ChartNumbers) -> String {
    numbers.score(bar.maximum - bar.score)
  }

  // MARK: Parts

  private mutating func drawHead() {
    let y = 10.0
    var x = scale.start
    scene.add(
      .box(Scene.Box(minX: x, minY: y - 4, maxX: x + 14, maxY: y + 4), fill: .blue, stroke: nil))
    let reached = Scene.Label(
      words.reached, size: TextSize.tiny, at: Scene.Point(x: x + 19, y: y), ink: .quiet)
    scene.add(reached)
    x = reached.box.maxX + 12
    scene.add(.box(Scene.Box(minX: x, minY: y - 4, maxX: x + 14, maxY: y + 4), fill: nil, stroke: outline))
    scene.add(
      Scene.Label(words.headroom, size: TextSize.tiny, at: Scene.Point(x: x + 19, y: y), ink: .quiet))
    for (text, end, isShown) in [
      (words.scoreOfMaximum, scoreEnd, true), (words.change, changeEnd, changeEnd > scoreEnd),
      (words.required, requiredEnd, requiredEnd > changeEnd),
    ] where isShown {
      scene.add(Scene.Label(text, size: TextSize.tiny, at: Scene.Point(x: end, y: y), .end, ink: .quiet))
    }
    if requiredEnd > changeEnd {
      let x = requiredEnd - TextWidth.of(words.required, size: TextSize.tiny) - 6
      scene.line([Scene.Point(x: x, y: y - 6), Scene.Point(x: x, y: y + 6)], tick)
    }
  }

  private var outline: Scene.Stroke { Scene.Stroke(ink: .quiet, width: 0.75) }
  private var tick: Scene.Stroke { Scene.Stroke(ink: .vermilion, width: 2.5) }

  private mutating func draw(_ bar: HeadroomChart.Bar, at y: Double) {
    let half = rowHeight * 0.24
    scene.add(.cut(bar.name, to: nameWidth, size: TextSize.body, at: Scene.Point(x: 0, y: y)))
    var end = scale.start
    if bar.maximum.isDrawable, bar.maximum > 0 {
      end = scale(bar.maximum)
      scene.add(
        .box(
          Scene.Box(minX: scale.start, minY: y - half, maxX: end, maxY: y + half), fill: .paper,
          stroke: outline))
    }
    if bar.score.isDrawable, bar.score > 0 {
      let reach = scale(bar.score)
      end = max(end, reach)
      scene.add(
        .box(
          Scene.Box(minX: scale.start, minY: y - half, maxX: reach, maxY: y + half), fill: .blue, stroke: nil)
      )
    }
    if let required = bar.required, required.isDrawable {
      let x = scale(required)
      end = max(end, x)
      scene.line(
        [Scene.Point(x: x, y: y - half - 4), Scene.Point(x: x, y: y + half + 4)],
        tick)
    }
    if bar.headroom != nil {
      let isGreatest = bar.headroom == bars.compactMap(\.headroom).max()
      scene.add(
        Scene.Label(
          Self.headroom(bar, numbers), at: Scene.Point(x: end + 6, y: y), ink: isGreatest ? .text : .quiet,
          isBold: isGreatest))
    }
    scene.add(Self.score(bar, numbers, at: Scene.Point(x: scoreEnd, y: y)))
    if changeEnd > scoreEnd {
      let ink: Ink = (bar.change ?? 0) < 0 ? .darkVermilion : (bar.change ?? 0) > 0 ? .blue : .quiet
      scene.add(Scene.Label(Self.change(bar, numbers), at: Scene.Point(x: changeEnd, y: y), .end, ink: ink))
    }
    if requiredEnd > changeEnd, bar.required != nil {
      scene.add(
        Scene.Label(
          numbers.score(bar.required), at: Scene.Point(x: requiredEnd, y: y), .end, ink: .darkVermilion,
          isBold: true))
    }
  }
}

extension HeadroomChart.Bar {
  /// The points that are left; nil where a number is missing.
  fileprivate var headroom: Double? {
    score.isDrawable && maximum.isDrawable ? maximum - score : nil
  }

  fileprivate var ratio: Double? {
    guard score.isDrawable, maximum.isDrawable, maximum > 0 else { return nil }
    let ratio = score / maximum
    // A ratio beyond all measure says nothing.
    return ratio.magnitude < 1e4 ? ratio : nil
  }
}
