import Scorecard

/// A plane of days and scores with its axes.
struct TimePlot {
  /// Where data are drawn.
  let area: Scene.Box
  let scores: LinearScale
  let numbers: ChartNumbers
  /// The day of the latest score.
  let latest: Day
  private let days: ClosedRange<Day>
  private let step: Double

  /// Room above the plot for what is written at the latest day, and below for days.
  static let roomAbove = 24.0, roomBelow = 24.0
  /// Weeks that lie further apart have others between them that are missing.
  private static let daysOfGap = 10
  /// Air between the plot's sides and the outermost data.
  private static let air = 6.0

  /// A plot, or nil where there are no scores.
  /// - Parameters:
  ///   - days: All days that are drawn.
  ///   - values: All scores that are drawn.
  ///   - ceiling: What no score exceeds.
  ///   - latest: The day of the latest score.
  ///   - height: The height of the picture.
  ///   - end: Where labels at the ends of lines begin.
  init?(
    days: [Day], values: [Double], ceiling: Double? = nil, latest: Day, height: Double, end: Double,
    words: ChartWording
  ) {
    guard let domain = ClosedRange.showing(values, ceiling: ceiling),
      let first = days.min(), let last = days.max()
    else { return nil }
    self.latest = latest
    numbers = ChartNumbers(words.style, for: values)
    // A single day stands in the middle of a week.
    self.days = first < last ? first...last : first.adding(days: -3)...last.adding(days: 3)
    let (top, bottom) = (Self.roomAbove, height - Self.roomBelow)
    scores = LinearScale(domain, from: bottom, to: top)
    step = scores.roundStep(count: 4)
    let (numbers, step) = (numbers, step)
    let widest =
      scores.multiples(of: step)
      .map { TextWidth.of(numbers.tick($0, step: step), size: TextSize.small) }.max() ?? 0
    area = Scene.Box(minX: (widest + 8).rounded(.up), minY: top, maxX: end, maxY: bottom)
  }

  func x(_ day: Day) -> Double { x(ordinal: Double(day.ordinal)) }

  func x(ordinal: Double) -> Double {
    let (first, last) = (Double(days.lowerBound.ordinal), Double(days.upperBound.ordinal))
    let share = (ordinal - first) / (last - first)
    return area.minX + Self.air + (area.width - 2 * Self.air) * min(max(share, 0), 1)
  }

  func place(_ day: Day, _ score: Double) -> Scene.Point { Scene.Point(x: x(day), y: scores(score)) }

  /// How far apart on the plane two weekly scores are.
  var weekWidth: Double { x(ordinal: Double(days.lowerBound.ordinal) + 7) - x(days.lowerBound) }

  // MARK: Axes

  /// Thin lines at round scores, numbers at the left, days below.
  func drawAxes(in scene: inout Scene, words: ChartWording) {
    for value in scores.multiples(of: step) {
      let y = scores(value)
      scene.line(
        [Scene.Point(x: area.minX, y: y), Scene.Point(x: area.maxX, y: y)],
        Scene.Stroke(ink: .grid, width: 0.75))
      scene.add(
        Scene.Label(
          numbers.tick(value, step: step), at: Scene.Point(x: area.minX - 6, y: y), .end, ink: .quiet))
    }
    scene.line(
      [Scene.Point(x: area.minX, y: area.maxY), Scene.Point(x: area.maxX, y: area.maxY)],
      Scene.Stroke(ink: .faint, width: 0.75))
    let ticks = DayTick.ticks(
      over: days, latest: latest, width: area.width - 2 * Self.air, words: words)
    for tick in ticks {
      let x = x(tick.day)
      scene.line(
        [Scene.Point(x: x, y: area.maxY), Scene.Point(x: x, y: area.maxY + 4)],
        Scene.Stroke(ink: .faint, width: 0.75))
      let label = Scene.Label(
        tick.label, at: Scene.Point(x: x, y: area.maxY + 14), .middle, ink: tick.isLatest ? .text : .quiet,
        isBold: tick.isLatest)
      // At the sides a day may stand beside the plot, but not beyond the picture.
      let beyond = min(label.box.minX, 0) + max(label.box.maxX - scene.width, 0)
      scene.add(label.moved(to: Scene.Point(x: x - beyond, y: label.position.y)))
    }
  }

  /// The line between what is known and what is forecast, with words at its upper end.
  /// - Returns: Where labels beside the plot may begin, upright.
  func drawLatest(in scene: inout Scene, hasForecast: Bool, words: ChartWording) -> Double {
    let (x, y) = (x(latest), area.minY - 14)
    let known = Scene.Label(words.upTo(latest), at: Scene.Point(x: x - 6, y: y), .end, ink: .quiet)
    let placed = known.box.minX < area.minX ? known.moved(to: Scene.Point(x: area.minX, y: y), .start) : known
    scene.add(placed)
    let unit = Scene.Label(words.score, at: Scene.Point(x: area.minX - 6, y: y), .end, ink: .quiet)
    let fitting = unit.box.minX < 0 ? unit.moved(to: Scene.Point(x: 0, y: y), .start) : unit
    if fitting.box.maxX + 8 < placed.box.minX { scene.add(fitting) }
    guard hasForecast else { return 0 }
    scene.line(
      [Scene.Point(x: x, y: area.minY - 20), Scene.Point(x: x, y: area.maxY)],
      Scene.Stroke(ink: .quiet, width: 0.75, dashes: [1, 2]))
    let start = placed.anchor == .end ? x + 6 : max(x, placed.box.maxX) + 6
    let forecast = Scene.Label(words.forecast, at: Scene.Point(x: start, y: y), ink: .quiet)
    scene.add(forecast)
    return forecast.box.maxX > area.maxX ? forecast.box.maxY : 0
  }

  // MARK: Lines

  /// The stretches of a history without missing weeks, and the bridges between them.
  func stretches(_ history: [ChartPoint]) -> (solid: [[Scene.Point]], bridges: [[Scene.Point]]) {
    var solid: [[Scene.Point]] = []
    var bridges: [[Scene.Point]] = []
    var previous: Day?
    for point in history {
      let here = place(point.day, point.score)
      if let previous, point.day.days(since: previous) <= Self.daysOfGap {
        solid[solid.count - 1].append(here)
      } else {
        if let end = solid.last?.last { bridges.append([end, here]) }
        solid.append([here])
      }
      previous = point.day
    }
    return (solid, bridges)
  }

  /// A history: solid where weeks follow each other, thin and dotted across missing ones.
  func drawHistory(_ history: [ChartPoint], in scene: inout Scene, ink: Ink, width: Double) {
    let (solid, bridges) = stretches(history)
    for bridge in bridges {
      scene.line(bridge, Scene.Stroke(ink: ink.tint(0.8), width: min(width, 1), dashes: [1.5, 2.5]))
    }
    for line in solid { scene.line(line, Scene.Stroke(ink: ink, width: width)) }
  }

  /// The size of the dots of observations, so that they stay apart; nil where they would run together.
  func dotRadius(_ full: Double) -> Double? {
    let radius = min(full, weekWidth * 0.3)
    return radius < 0.7 ? nil : radius
  }
}

extension [ChartPoint] {
  /// Those that can be drawn.
  var drawable: [ChartPoint] { filter(\.score.isDrawable) }
}

extension [ChartForecast] {
  /// Those that can be drawn, with the intervals that can.
  var drawable: [ChartForecast] {
    filter(\.median.isDrawable).map { forecast in
      ChartForecast(
        day: forecast.day, median: forecast.median,
        intervals: forecast.intervals.filter {
          $0.range.lowerBound.isDrawable && $0.range.upperBound.isDrawable
        })
    }
  }
}

extension Scene {
  /// A picture that says that there is nothing to show.
  static func empty(_ words: ChartWording) -> Scene {
    var scene = Scene(height: 60)
    scene.add(
      Label(words.noData, size: TextSize.body, at: Point(x: scene.width / 2, y: 30), .middle, ink: .quiet))
    return scene
  }

  /// A thin line from data to a label that had to move away from it.
  mutating func leader(from start: Point, to end: Point) {
    let elbow = Point(x: min(start.x + 4, end.x), y: start.y)
    line([start, elbow, end], Stroke(ink: .faint, width: 0.75))
  }
}
