extension SlopeChart {
  /// A line per unit from its rank then to its rank now. Those that moved beyond noise are heavy.
  ///
  /// Up to `SlopeDrawing.namesForAll` units all have names. Of more, those that moved and the ends of the table
  /// have; the others are a faint background that shows how much ranks move anyway. So the picture of a hundred
  /// units fits on a page, and what it has to say is legible.
  func scene(_ words: ChartWording) -> Scene {
    guard !lines.isEmpty else { return .empty(words) }
    var drawing = SlopeDrawing(self, words)
    return drawing.drawn()
  }
}

private struct SlopeDrawing {
  private let chart: SlopeChart
  private let words: ChartWording
  private let numbers: ChartNumbers
  /// Whether a line has a name.
  private let isNamed: [Bool]
  private let left: Double, right: Double
  private let ranks: LinearScale
  private var scene: Scene

  static let namesForAll = 36
  /// Names that fit one below the other on a page.
  private static let mostNames = 54
  /// Units at each end of the table that have names in any case.
  private static let ends = 3
  private static let longestName = 150.0
  private static let head = 34.0
  private static let leaderRoom = 22.0

  init(_ chart: SlopeChart, _ words: ChartWording) {
    self.chart = chart
    self.words = words
    numbers = ChartNumbers(words.style, for: chart.lines.map(\.score))
    let isNamed = Self.named(chart.lines)
    self.isNamed = isNamed
    let count = isNamed.count(where: \.self)
    let height: Double
    if count == chart.lines.count {
      height = Double(count) * min(max(420 / Double(count), 17), 30)
    } else {
      height = max(Double(count) * 17, min(max(Double(chart.lines.count) * 6, 360), 640))
    }
    let note = count < chart.lines.count ? 24.0 : 0
    let all = chart.lines.flatMap { [$0.before, $0.now] }
    let (best, worst) = (Double(all.min() ?? 1), Double(all.max() ?? 1))
    ranks = LinearScale(
      best < worst ? best...worst : (best - 1)...(best + 1), from: Self.head + 9, to: Self.head + height - 9)
    let origin = Scene.Point(x: 0, y: 0)
    let named = zip(chart.lines, isNamed).filter(\.1).map(\.0)
    let numbers = numbers
    let before = named.map { Self.before($0, at: origin).width }.max() ?? 0
    let now = named.map { Self.now($0, numbers, at: origin).width }.max() ?? 0
    left = before + Self.leaderRoom
    // Very long numbers widen the picture rather than steepen the lines.
    let width = max(Scene.standardWidth, left + 140 + now + Self.leaderRoom)
    right = width - now - Self.leaderRoom
    scene = Scene(width: width, height: Self.head + height + note + 2)
  }

  /// Which lines have names: all of a few, else those that moved most and the ends of the table.
  private static func named(_ lines: [SlopeChart.Line]) -> [Bool] {
    if lines.count <= namesForAll { return lines.map { _ in true } }
    var named = lines.map { _ in false }
    for index in Array(lines.indices.prefix(ends)) + lines.indices.suffix(ends) { named[index] = true }
    let byMove = lines.indices.filter { lines[$0].isMarked }.sorted {
      (lines[$1].move.magnitude, $0) < (lines[$0].move.magnitude, $1)
    }
    for index in byMove where named.count(where: \.self) < mostNames { named[index] = true }
    return named
  }

  mutating func drawn() -> Scene {
    let places = zip(chart.lines, isNamed).map { (line: $0.0, isNamed: $0.1) }
    drawSides()
    // What matters lies on top.
    for entry in places where !entry.isNamed && !entry.line.isMarked { draw(entry.line, isNamed: false) }
    for entry in places where entry.isNamed && !entry.line.isMarked { draw(entry.line, isNamed: true) }
    for entry in places where entry.line.isMarked { draw(entry.line, isNamed: entry.isNamed) }
    drawHead()
    drawNames(at: left, \.before) { line, place in Self.before(line, at: place) }
    let numbers = numbers
    drawNames(at: right, \.now) { line, place in Self.now(line, numbers, at: place) }
    let count = isNamed.count(where: \.self)
    if count < chart.lines.count {
      scene.add(
        Scene.Label(
          words.named(count, of: chart.lines.count), size: TextSize.tiny,
          at: Scene.Point(x: 0, y: scene.height - 9), ink: .quiet))
    }
    return scene
  }

  private mutating func drawHead() {
    let y = 12.0
    for (x, day, anchor) in [
      (left, chart.before, Scene.Label.Anchor.end), (right, chart.now, Scene.Label.Anchor.start),
    ] {
      var label = Scene.Label(words.rank(on: day), at: Scene.Point(x: x, y: y), anchor, isBold: true)
      // A heading that is wider than its column hangs over the lines.
      if label.box.minX < 0 { label = label.moved(to: Scene.Point(x: 0, y: y), .start) }
      if label.box.maxX > scene.width { label = label.moved(to: Scene.Point(x: scene.width, y: y), .end) }
      scene.add(label)
    }
  }

  private mutating func drawSides() {
    for x in [left, right] {
      scene.line(
        [Scene.Point(x: x, y: ranks.start - 9), Scene.Point(x: x, y: ranks.end + 9)],
        Scene.Stroke(ink: .grid, width: 0.75))
    }
  }

  private mutating func draw(_ line: SlopeChart.Line, isNamed: Bool) {
    let start = Scene.Point(x: left, y: ranks(Double(line.before)))
    let end = Scene.Point(x: right, y: ranks(Double(line.now)))
    let ink = line.isMarked ? line.ink : isNamed ? Ink.quiet.tint(0.65) : Ink.faint.tint(0.6)
    scene.line([start, end], Scene.Stroke(ink: ink, width: line.isMarked ? 2.25 : isNamed ? 1 : 0.75))
    guard isNamed else { return }
    for place in [start, end] {
      scene.add(.circle(place, radius: line.isMarked ? 3 : 2, fill: ink, stroke: nil))
    }
  }

  private mutating func drawNames(
    at x: Double, _ rank: (SlopeChart.Line) -> Int,
    label: (SlopeChart.Line, Scene.Point) -> Scene.Label
  ) {
    let named = zip(chart.lines, isNamed).filter(\.1).map(\.0).sorted { rank($0) < rank($1) }
    let wanted = named.map { ranks(Double(rank($0))) }
    let places = LabelStack.places(
      wanted, heights: named.map { _ in Scene.Label.height(TextSize.small) + 1 },
      within: (Self.head)...(ranks.end + 9))
    let side = x == left ? -1.0 : 1
    for (line, (from, to)) in zip(named, zip(wanted, places)) {
      let far = x + side * Self.leaderRoom
      if abs(from - to) > 1 {
        scene.line(
          [
            Scene.Point(x: x + side * 4, y: from), Scene.Point(x: x + side * 7, y: from),
            Scene.Point(x: far - side * 4, y: to),
          ], Scene.Stroke(ink: .faint, width: 0.5))
      }
      scene.add(label(line, Scene.Point(x: abs(from - to) > 1 ? far : x + side * 9, y: to)))
    }
  }

  // MARK: Names

  /// “Hợp Thịnh 4”.
  private static func before(_ line: SlopeChart.Line, at place: Scene.Point) -> Scene.Label {
    let name = Scene.Label.cut(line.name, to: longestName, at: place, isBold: line.isMarked)
    var label = Scene.Label(
      [
        .init(text: name.runs[0].text, ink: line.isMarked ? .text : .quiet),
        .init(text: String(line.before), isBold: true, space: 7),
      ], at: place, .end)
    label.full = name.full
    return label
  }

  /// “2 ▲2 Hợp Thịnh 94,06”.
  private static func now(
    _ line: SlopeChart.Line, _ numbers: ChartNumbers, at place: Scene.Point
  ) -> Scene.Label {
    let name = Scene.Label.cut(line.name, to: longestName, at: place, isBold: line.isMarked)
    var runs = [
      Scene.Label.Run(text: String(line.now), isBold: true),
      .init(
        text: name.runs[0].text, ink: line.isMarked ? .text : .quiet, isBold: line.isMarked, space: 7),
      .init(text: numbers.score(line.score), ink: .quiet, space: 7),
    ]
    if line.isMarked, line.move != 0 {
      runs.append(
        .init(text: (line.move > 0 ? "▲" : "▼") + "\(line.move.magnitude)", ink: line.textInk, space: 7))
    }
    var label = Scene.Label(runs, at: place)
    label.full = name.full
    return label
  }
}

extension SlopeChart.Line {
  /// How many ranks it went up.
  fileprivate var move: Int { before - now }

  fileprivate var ink: Ink { move < 0 ? .vermilion : .blue }
  fileprivate var textInk: Ink { move < 0 ? .darkVermilion : .blue }
}
