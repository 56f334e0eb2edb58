import Scorecard

extension FanChart {
  /// The history as a line with a dot per score, the forecast as a fan of bands around its median, targets as
  /// lines up to their days. The ends of the last intervals are written where they lie.
  func scene(_ words: ChartWording) -> Scene {
    FanDrawing(self, words).map { drawing in
      var drawing = drawing
      return drawing.drawn()
    } ?? .empty(words)
  }
}

private struct FanDrawing {
  private let words: ChartWording
  private let history: [ChartPoint]
  private let forecast: [ChartForecast]
  private let targets: [FanChart.TargetLine]
  private let maximum: Double?
  private let plot: TimePlot
  private let ends: [(score: Double, label: Scene.Label)]
  private var scene: Scene
  private var field: LabelField

  private static let height = 300.0
  /// Room between the ends of the fan and their numbers, for leaders.
  private static let leaderRoom = 20.0

  init?(_ chart: FanChart, _ words: ChartWording) {
    self.words = words
    history = chart.history.drawable
    forecast = chart.forecast.drawable
    targets = chart.targets.filter(\.score.isDrawable)
    maximum = chart.maximum
    guard let latest = history.last?.day ?? forecast.first?.day else { return nil }
    let scores =
      history.map(\.score) + forecast.map(\.median)
      + forecast.flatMap { $0.intervals.flatMap { [$0.range.lowerBound, $0.range.upperBound] } }
    let values = scores + targets.map(\.score)
    ends = Self.endLabels(forecast.last, ChartNumbers(words.style, for: values), words)
    let column = ends.map(\.label.width).max() ?? 0
    let end = Scene.standardWidth - (ends.isEmpty ? 8 : column + Self.leaderRoom)
    guard
      let plot = TimePlot(
        days: history.map(\.day) + forecast.map(\.day) + targets.map(\.day), values: values,
        ceiling: maximum, latest: latest, height: Self.height, end: end, words: words)
    else { return nil }
    self.plot = plot
    scene = Scene(height: Self.height)
    field = LabelField(plot.area.grown(by: 4))
  }

  mutating func drawn() -> Scene {
    drawBands()
    plot.drawAxes(in: &scene, words: words)
    drawMaximum()
    let top = plot.drawLatest(
      in: &scene, hasForecast: !forecast.isEmpty && !history.isEmpty, words: words)
    drawTargetLines()
    drawLines()
    drawEnds(from: top)
    drawLabels()
    return scene
  }

  // MARK: The fan

  /// The percentages of the last forecast, the widest first.
  private var percents: [Double] { (forecast.last?.intervals.map(\.percent) ?? []).sorted(by: >) }

  private mutating func drawBands() {
    for (rank, percent) in percents.enumerated() {
      let days = forecast.compactMap { forecast in
        forecast.intervals.first { $0.percent == percent }.map { (day: forecast.day, range: $0.range) }
      }
      var upper = days.map { plot.place($0.day, $0.range.upperBound) }
      var lower = days.map { plot.place($0.day, $0.range.lowerBound) }
      if let last = history.last {
        // The fan opens at what is known.
        upper.insert(plot.place(last.day, last.score), at: 0)
        lower.insert(plot.place(last.day, last.score), at: 0)
      } else if upper.count == 1 {
        upper = [
          Scene.Point(x: upper[0].x - 4, y: upper[0].y), Scene.Point(x: upper[0].x + 4, y: upper[0].y),
        ]
        lower = [
          Scene.Point(x: lower[0].x - 4, y: lower[0].y), Scene.Point(x: lower[0].x + 4, y: lower[0].y),
        ]
      }
      let share = 0.14 + 0.22 * Double(rank) / Double(max(percents.count - 1, 1))
      scene.area(upper + lower.reversed(), fill: Ink.blue.tint(share))
      for edge in [upper, lower] {
        scene.line(edge, Scene.Stroke(ink: Ink.blue.tint(share + 0.25), width: 0.75))
        field.avoid(edge, weight: 0.4)
      }
    }
  }

  private mutating func drawLines() {
    plot.drawHistory(history, in: &scene, ink: .blue, width: 2)
    let (solid, bridges) = plot.stretches(history)
    for line in solid + bridges { field.avoid(line) }
    var median = forecast.map { plot.place($0.day, $0.median) }
    if let last = history.last { median.insert(plot.place(last.day, last.score), at: 0) }
    scene.line(median, Scene.Stroke(ink: .blue, width: 2, dashes: [6, 3]))
    field.avoid(median)
    for point in history.dropLast() {
      let place = plot.place(point.day, point.score)
      if let radius = plot.dotRadius(2.6) {
        scene.add(.circle(place, radius: radius, fill: .blue, stroke: nil))
        field.avoid(place, radius: radius)
      }
    }
    if let last = history.last {
      scene.add(
        .circle(
          plot.place(last.day, last.score), radius: 4, fill: .blue, stroke: .init(ink: .paper, width: 1.25)))
    }
    if let end = median.last, !forecast.isEmpty {
      scene.add(.circle(end, radius: 3.5, fill: .paper, stroke: .init(ink: .blue, width: 1.75)))
    }
  }

  // MARK: Its ends

  /// The median and the ends of the intervals of the last forecast.
  private static func endLabels(
    _ last: ChartForecast?, _ numbers: ChartNumbers, _ words: ChartWording
  ) -> [(score: Double, label: Scene.Label)] {
    guard let last else { return [] }
    let origin = Scene.Point(x: 0, y: 0)
    let median = Scene.Label(numbers.score(last.median), size: TextSize.body, at: origin, isBold: true)
    var intervals: [(score: Double, label: Scene.Label)] = []
    for interval in last.intervals {
      for score in [interval.range.lowerBound, interval.range.upperBound] {
        let percent = words.interval(percent: interval.percent)
        let label = Scene.Label(
          [.init(text: numbers.score(score)), .init(text: percent, ink: .quiet, space: 6)], at: origin)
        intervals.append((score, label))
      }
    }
    // From above: ends of equal height keep the widest interval outside.
    let above = intervals.filter { $0.score > last.median }.sorted { $0.score > $1.score }
    let below = intervals.filter { $0.score <= last.median }.sorted { $0.score > $1.score }
    return above + [(last.median, median)] + below
  }

  private mutating func drawEnds(from top: Double) {
    guard let last = forecast.last else { return }
    let x = scene.width - (ends.map(\.label.width).max() ?? 0)
    let places = LabelStack.places(
      ends.map { plot.scores($0.score) }, heights: ends.map { Scene.Label.height($0.label.size) },
      within: top...(Self.height - 2))
    for (end, y) in zip(ends, places) {
      let start = Scene.Point(x: plot.x(last.day) + 5, y: plot.scores(end.score))
      scene.leader(from: start, to: Scene.Point(x: x - 4, y: y))
      scene.add(end.label.moved(to: Scene.Point(x: x, y: y)))
    }
  }

  // MARK: What is known

  /// The latest score and the targets compete for the same room: whoever may choose first, the order that
  /// leaves more to be seen wins.
  private mutating func drawLabels() {
    if let last = history.last {
      let place = plot.place(last.day, last.score)
      field.avoid(place, radius: 6, weight: 4)
      field.avoid(
        [Scene.Point(x: place.x, y: plot.area.minY), Scene.Point(x: place.x, y: plot.area.maxY)], weight: 0.3)
    }
    var (scoreFirst, targetsFirst) = (self, self)
    let areAllThere = scoreFirst.drawLatestScore() && scoreFirst.drawTargetLabels()
    let areAllThereToo = targetsFirst.drawTargetLabels() && targetsFirst.drawLatestScore()
    self =
      areAllThereToo && (!areAllThere || targetsFirst.field.cost < scoreFirst.field.cost)
      ? targetsFirst : scoreFirst
  }

  /// Whether there was a place for it.
  private mutating func drawLatestScore() -> Bool {
    guard let last = history.last else { return true }
    let place = plot.place(last.day, last.score)
    let label = Scene.Label(
      plot.numbers.score(last.score), size: TextSize.body, at: place, ink: Ink.blue, isBold: true)
    var candidates: [LabelField.Candidate] = []
    for distance in [14.0, 20, 28, 40, 60] {
      for (dx, dy, anchor) in [
        (-6.0, -distance, Scene.Label.Anchor.end), (-6, distance, .end), (6, distance, .start),
        (6, -distance, .start), (0, -distance, .middle), (0, distance, .middle), (-distance, 0, .end),
        (distance, 0, .start),
      ] {
        let moved = label.moved(to: Scene.Point(x: place.x + dx, y: place.y + dy), anchor)
        candidates.append(.init(label: moved, penalty: distance - 14))
      }
    }
    guard let placed = field.place(candidates) else { return false }
    scene.add(placed)
    return true
  }

  private mutating func drawMaximum() {
    guard let maximum, plot.scores.domain.contains(maximum) else { return }
    let y = plot.scores(maximum)
    let line = [Scene.Point(x: plot.area.minX, y: y), Scene.Point(x: plot.area.maxX, y: y)]
    scene.line(line, Scene.Stroke(ink: .quiet, width: 1))
    field.avoid(line)
    let label = Scene.Label(
      words.maximum(plot.numbers.maximum(maximum)), at: Scene.Point(x: plot.area.minX + 4, y: y + 9),
      ink: .quiet)
    field.block(label.box)
    scene.add(label)
  }

  // MARK: Targets

  /// From the latest score, or from the beginning where the day is past, to the target's day.
  private func line(_ target: FanChart.TargetLine) -> [Scene.Point] {
    let y = plot.scores(target.score)
    let start = target.day > plot.latest && !history.isEmpty ? plot.x(plot.latest) : plot.area.minX
    return [Scene.Point(x: start, y: y), Scene.Point(x: plot.x(target.day), y: y)]
  }

  private mutating func drawTargetLines() {
    for target in targets {
      let line = line(target)
      scene.line(line, Scene.Stroke(ink: .vermilion, width: 1.5, dashes: [5, 2]))
      scene.add(LineMarker.diamond.mark(at: line[1], size: 4.5, ink: .vermilion))
      field.avoid(line, weight: 1.5)
      field.avoid(line[1], radius: 5, weight: 3)
    }
  }

  /// Whether there was a place for all.
  private mutating func drawTargetLabels() -> Bool {
    var areAllThere = true
    for target in targets {
      let line = line(target)
      let label = Scene.Label.cut(
        target.label, to: min(240, plot.area.width - 8), at: line[1], ink: .darkVermilion, isBold: true)
      guard let placed = field.place(candidates(label, at: line)) else {
        areAllThere = false
        continue
      }
      let box = placed.box
      let near = Scene.Point(
        x: min(max(line[0].x, box.maxX), line[1].x), y: min(max(line[0].y, box.minY + 3), box.maxY - 3))
      let from = Scene.Point(x: min(near.x, box.maxX + 2), y: near.y)
      // One that stands next to its line needs no leader.
      if abs(line[0].y - placed.position.y) > 12 || near.x - box.maxX > 8 {
        scene.line(
          [from, Scene.Point(x: max(near.x, line[0].x), y: line[0].y)],
          Scene.Stroke(ink: .darkVermilion, width: 0.5))
      }
      scene.add(placed)
    }
    return areAllThere
  }

  /// On the line's height before its beginning; else above or below it, the further the worse.
  private func candidates(_ label: Scene.Label, at line: [Scene.Point]) -> [LabelField.Candidate] {
    var result = [
      LabelField.Candidate(
        label: label.moved(to: Scene.Point(x: line[0].x - 6, y: line[0].y), .end), penalty: 2)
    ]
    for distance in stride(from: 9.0, to: Self.height, by: 7) {
      for y in [line[1].y - distance, line[1].y + distance] {
        let far = distance - 9
        for (x, anchor, penalty) in [
          (line[1].x, Scene.Label.Anchor.end, 0.0), (line[0].x + 4, .start, 0), (line[0].x - 6, .end, 10),
          (plot.area.minX + 4, .start, 40),
        ] {
          result.append(
            .init(label: label.moved(to: Scene.Point(x: x, y: y), anchor), penalty: far + penalty))
        }
      }
    }
    return result
  }
}
