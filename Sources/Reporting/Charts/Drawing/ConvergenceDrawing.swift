import Scorecard

extension ConvergenceChart {
  /// All series on one scale, the own one heaviest; forecasts are dashed. What they are called and where they
  /// lead is written at their ends. A ring marks where the own median crosses a rival's.
  func scene(_ words: ChartWording) -> Scene {
    ConvergenceDrawing(self, words).map { drawing in
      var drawing = drawing
      return drawing.drawn()
    } ?? .empty(words)
  }
}

private struct ConvergenceDrawing {
  /// A series with its looks.
  private struct Line {
    let name: String
    let isOwn: Bool
    let history: [ChartPoint]
    let forecast: [ChartForecast]
    var ink = Ink.blue
    var marker = LineMarker.disc
    var dashes: [Double] = [7, 3]

    var width: Double { isOwn ? 3 : 1.5 }

    /// The last score and the medians after it.
    var ahead: [ChartPoint] {
      (history.last.map { [$0] } ?? []) + forecast.map { ChartPoint(day: $0.day, score: $0.median) }
    }
  }

  private let words: ChartWording
  private let lines: [Line]
  private let plot: TimePlot
  private let hasForecast: Bool
  private let column: Double
  private var scene: Scene
  private var field: LabelField

  private static let height = 320.0
  private static let leaderRoom = 24.0
  private static let markerRoom = 14.0
  private static let entryHeight = Scene.Label.height(TextSize.body) + Scene.Label.height(TextSize.small) + 3
  private static let longestName = 170.0

  init?(_ chart: ConvergenceChart, _ words: ChartWording) {
    self.words = words
    lines = Self.styled(chart.lines)
    let histories = lines.flatMap { $0.history.map(\.day) }
    let forecasts = lines.flatMap { $0.forecast.map(\.day) }
    guard let latest = histories.max() ?? forecasts.min() else { return nil }
    hasForecast = !forecasts.isEmpty && !histories.isEmpty
    let values = lines.flatMap { $0.history.map(\.score) + $0.forecast.map(\.median) }
    let numbers = ChartNumbers(words.style, for: values)
    let origin = Scene.Point(x: 0, y: 0)
    column =
      lines.flatMap { line in
        [Self.name(line, at: origin).width, Self.way(line, numbers, at: origin).width]
      }.max() ?? 0
    let height = max(Self.height, Double(lines.count) * Self.entryHeight + TimePlot.roomAbove)
    guard
      let plot = TimePlot(
        days: histories + forecasts, values: values, latest: latest, height: height,
        end: Scene.standardWidth - column - Self.markerRoom - Self.leaderRoom, words: words)
    else { return nil }
    self.plot = plot
    scene = Scene(height: height)
    field = LabelField(plot.area)
  }

  mutating func drawn() -> Scene {
    plot.drawAxes(in: &scene, words: words)
    let top = plot.drawLatest(in: &scene, hasForecast: hasForecast, words: words)
    // The own line lies on top.
    let order = lines.filter { !$0.isOwn } + lines.filter(\.isOwn)
    for line in order { draw(line) }
    drawCrossings()
    drawEnds(from: top)
    return scene
  }

  // MARK: Lines

  private static func styled(_ lines: [ConvergenceChart.Line]) -> [Line] {
    let inks: [Ink] = [.vermilion, .green, .purple, .orange, .sky]
    let markers: [LineMarker] = [.square, .triangle, .diamond, .ring, .cross]
    let dashes: [[Double]] = [[2, 2.5], [8, 2.5, 2, 2.5], [4, 2], [1, 2], [10, 4]]
    var rivals = 0
    return lines.compactMap { line in
      var styled = Line(
        name: line.name, isOwn: line.isOwn, history: line.history.drawable, forecast: line.forecast.drawable)
      if styled.ahead.isEmpty { return nil }
      if !line.isOwn {
        styled.ink = inks[rivals % inks.count]
        styled.marker = markers[rivals % markers.count]
        styled.dashes = dashes[rivals % dashes.count]
        rivals += 1
      }
      return styled
    }
  }

  private mutating func draw(_ line: Line) {
    plot.drawHistory(line.history, in: &scene, ink: line.ink, width: line.width)
    let (solid, bridges) = plot.stretches(line.history)
    for stretch in solid + bridges { field.avoid(stretch) }
    let ahead = line.ahead.map { plot.place($0.day, $0.score) }
    scene.line(
      ahead, Scene.Stroke(ink: line.ink.tint(0.75), width: line.width * 0.85, dashes: line.dashes))
    field.avoid(ahead)
    let full = line.isOwn ? 3.5 : 3
    for (index, point) in line.history.enumerated() {
      // Where weeks are close, the last score alone shows the line's shape.
      let isLast = index == line.history.count - 1
      guard let radius = isLast ? full : plot.dotRadius(full) else { continue }
      let shape = isLast || radius > 1.8 ? line.marker : .disc
      scene.add(shape.mark(at: plot.place(point.day, point.score), size: radius, ink: line.ink))
    }
  }

  // MARK: Ends

  private static func name(_ line: Line, at place: Scene.Point) -> Scene.Label {
    .cut(line.name, to: longestName, size: TextSize.body, at: place, isBold: line.isOwn)
  }

  /// The last score and where it is forecast to lead.
  private static func way(_ line: Line, _ numbers: ChartNumbers, at place: Scene.Point) -> Scene.Label {
    let scores = [line.history.last?.score, line.forecast.last?.median].compactMap(\.self)
    return Scene.Label(scores.map(numbers.score).joined(separator: " → "), at: place, ink: .quiet)
  }

  private mutating func drawEnds(from top: Double) {
    let ends = lines.map { line in
      let last = line.ahead[line.ahead.count - 1]
      return plot.place(last.day, last.score)
    }
    let places = LabelStack.places(
      ends.map(\.y), heights: ends.map { _ in Self.entryHeight }, within: top...(scene.height - 2))
    let x = scene.width - column
    for (line, (end, y)) in zip(lines, zip(ends, places)) {
      let nameHeight = Scene.Label.height(TextSize.body)
      let upper = y - Self.entryHeight / 2 + 1.5
      let beside = Scene.Point(x: x - Self.markerRoom / 2, y: upper + nameHeight / 2)
      scene.leader(
        from: Scene.Point(x: end.x + 5, y: end.y),
        to: Scene.Point(x: beside.x - 6, y: beside.y))
      scene.add(line.marker.mark(at: beside, size: line.isOwn ? 4 : 3.5, ink: line.ink))
      scene.add(Self.name(line, at: Scene.Point(x: x, y: beside.y)))
      scene.add(
        Self.way(
          line, plot.numbers,
          at: Scene.Point(x: x, y: upper + nameHeight + Scene.Label.height(TextSize.small) / 2)))
    }
  }

  // MARK: Crossings

  private mutating func drawCrossings() {
    guard let own = lines.first(where: \.isOwn) else { return }
    for line in lines where !line.isOwn {
      guard let crossing = Self.crossing(own.ahead, line.ahead) else { continue }
      let place = Scene.Point(x: plot.x(ordinal: crossing.ordinal), y: plot.scores(crossing.score))
      scene.add(.circle(place, radius: 8, fill: nil, stroke: Scene.Stroke(ink: .quiet, width: 0.75)))
      let day = Day(ordinal: Int(crossing.ordinal.rounded()))
      let label = Scene.Label(words.level(day), at: place, ink: .quiet)
      var candidates: [LabelField.Candidate] = []
      for distance in [18.0, 26, 36, 50, 70] {
        for dy in [-distance, distance] {
          for (dx, anchor) in [(0.0, Scene.Label.Anchor.middle), (4, .end), (-4, .start)] {
            let moved = label.moved(to: Scene.Point(x: place.x + dx, y: place.y + dy), anchor)
            candidates.append(.init(label: moved, penalty: distance * 0.7))
          }
        }
      }
      field.avoid(place, radius: 9, weight: 3)
      guard let placed = field.place(candidates) else { continue }
      if abs(placed.position.y - place.y) > 20 {
        let side = placed.position.y < place.y ? -1.0 : 1
        scene.line(
          [
            Scene.Point(x: place.x, y: place.y + side * 8),
            Scene.Point(x: place.x, y: placed.position.y - side * 7),
          ], Scene.Stroke(ink: .quiet, width: 0.5))
      }
      scene.add(placed)
    }
  }

  /// Where two lines have the same score for the first time after they differed.
  private static func crossing(
    _ first: [ChartPoint], _ second: [ChartPoint]
  ) -> (ordinal: Double, score: Double)? {
    let days = Set((first + second).map(\.day)).sorted()
    var previous: (ordinal: Double, lead: Double, score: Double)?
    for day in days {
      guard let one = score(of: first, on: day), let other = score(of: second, on: day) else { continue }
      let ordinal = Double(day.ordinal)
      let lead = one - other
      if let previous, previous.lead != 0, (lead > 0) != (previous.lead > 0) {
        let share = previous.lead / (previous.lead - lead)
        return (
          previous.ordinal + (ordinal - previous.ordinal) * share,
          previous.score + (one - previous.score) * share
        )
      }
      previous = (ordinal, lead, one)
    }
    return nil
  }

  /// The score of a line on a day between its first and its last.
  private static func score(of line: [ChartPoint], on day: Day) -> Double? {
    guard let next = line.firstIndex(where: { $0.day >= day }) else { return nil }
    if line[next].day == day { return line[next].score }
    guard next > 0 else { return nil }
    let (from, to) = (line[next - 1], line[next])
    let share = Double(day.days(since: from.day)) / Double(to.day.days(since: from.day))
    return from.score + (to.score - from.score) * share
  }
}
