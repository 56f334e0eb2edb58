import NumericCore

/// Patterns for more series than could all teach each other: learnt from a sample, then applied to each series by
/// itself, in memory that does not grow with their number.
///
/// The sample holds the series whose names have the smallest hashes, which depends neither on their order nor on how
/// they are parted among machines: samples of parts, put together and cut to size, are the sample of the whole.
struct SampledPatterns: Sendable {
  /// From so many series on ``ModelChoice/automatic`` learns from a sample.
  static let fewestSeries = 2000
  /// How many series teach.
  static let sampleSize = 500
  /// Fewer weeks than these tell too little; such series are forecast with all others of their length.
  static let fewestWeeks = 20

  /// A class of lengths: from so many weeks on, with so many weekly changes as features.
  private static let classes: [(weeks: Int, lags: Int)] = [(20, 6), (28, 8), (40, 18), (58, 53)]

  private let lessons: [PatternLesson?]
  private let steps: Int

  /// - Parameters:
  ///   - sample: Series of any length.
  ///   - steps: Weeks ahead.
  init(_ sample: [PatternWindow], steps: Int) {
    self.steps = steps
    lessons = Self.classes.indices.map { position in
      let (weeks, lags) = Self.classes[position]
      // Longer series teach shorter ones, too.
      let teachers = sample.filter { $0.count >= weeks }
      return PatternLesson(teachers, lags: lags, steps: steps, reach: max(weeks / 4, 1))
    }
  }

  /// The lesson for a series; `nil` where none serves it.
  private func lesson(_ window: PatternWindow) -> PatternLesson? {
    guard let fit = Self.classes.lastIndex(where: { $0.weeks <= window.count }) else { return nil }
    // Where the sample holds too few of a class, the next shorter one serves.
    return lessons[...fit].last { $0 != nil } ?? nil
  }

  /// The forecast of a series that the window holds; `nil` where there is no lesson for it.
  ///
  /// - Parameter description: What is known of it beside its observations.
  func forecast(
    _ window: PatternWindow, _ description: SeriesBatch.Description, lastValue: Double, lastTime: Double,
    scratch: inout PatternLesson.Scratch
  ) -> SeriesForecast? {
    guard window.unit > 0 else {
      return SeriesForecast(
        standingStill: description, at: lastValue, window: window, lastTime: lastTime, steps: steps)
    }
    guard let lesson = lesson(window) else { return nil }
    let answer = lesson.answer(window, steps: steps, &scratch)
    return SeriesForecast(
      description, lastValue: lastValue, window: window, lastTime: lastTime, lesson: lesson, answer: answer)
  }
}

extension SeriesForecast {
  /// The forecast by what a sample taught.
  fileprivate init(
    _ description: SeriesBatch.Description, lastValue: Double, window: PatternWindow, lastTime: Double,
    lesson: PatternLesson, answer: PatternLesson.Answer
  ) {
    let least = 0.5 * description.resolution * description.scale.slope(at: lastValue)
    var spreads: [Double] = []
    var shapes: [ErrorShape] = []
    spreads.reserveCapacity(answer.departures.count)
    shapes.reserveCapacity(answer.departures.count)
    for step in 1...answer.departures.count {
      let shape = lesson.shape(step: step)
      let spread = max(window.unit * answer.size * Double(step).squareRoot(), least)
      let farthest = Departures.greatestLogarithm / shape.quantile(0.975)
      // Where single weeks were tenfold and back, logarithms promise millions. Widths stop growing here.
      let isTooFar = description.scale == .positive && spread > farthest
      spreads.append(isTooFar ? spreads.last ?? farthest : spread)
      shapes.append(isTooFar ? shapes.last ?? shape : shape)
    }
    self.init(
      description, start: window.last, lastTime: lastTime,
      parts: answer.departures.map { PatternParts(pattern: $0 * window.unit) }, spreads: spreads,
      shapes: shapes,
      record: ModelRecord(
        reason: .pooled(
          lesson.lags >= 52 ? .both : .recent, series: lesson.series, rows: lesson.rows, share: 1),
        steps: [], isResolutionLimited: false))
  }

  /// The forecast of a series that never moved.
  fileprivate init(
    standingStill description: SeriesBatch.Description, at lastValue: Double, window: PatternWindow,
    lastTime: Double, steps: Int
  ) {
    let least = 0.5 * description.resolution * description.scale.slope(at: lastValue)
    self.init(
      description, start: window.last, lastTime: lastTime,
      parts: (0..<steps).map { _ in PatternParts() },
      spreads: (1...steps).map { least * Double($0).squareRoot() },
      shapes: (0..<steps).map { _ in .prior },
      record: ModelRecord(reason: .constant, steps: [], isResolutionLimited: true))
  }
}
