import NumericCore

/// Patterns for more series than could all teach each other: learnt from a sample, then applied to each series by
/// itself, in memory that does not grow with their number.
///
/// The sample holds the series whose names have the smallest hashes, which depends neither on their order nor on how
/// they are parted among machines: samples of parts, put together and cut to size, are the sample of the whole.
package struct SampledPatterns: Sendable {
  /// From so many series on ``ModelChoice/automatic`` learns from a sample.
  package static let fewestSeries = 2000
  /// How many series are drawn; those of them that are long enough teach.
  package static let sampleSize = 600
  /// No more than the latest so many observations of a series are looked at.
  package static let mostObservations = PatternWindow.mostWeeks
  /// Fewer weeks than these tell too little; such series keep their last value.
  private static let fewestWeeks = 20
  /// By how much the intervals of such series are wider, times 1/n: their unit is uncertain itself.
  private static let shortness = 2.4
  /// Changes that the typical unit of the sample counts for in that of a short series.
  private static let pooledChanges = 3.0

  /// A class of lengths: from so many weeks on, with so many weekly changes as features.
  private static let classes: [(weeks: Int, lags: Int)] = [(20, 6), (28, 8), (40, 18), (58, 53)]

  private let lessons: [PatternLesson?]
  private let steps: Int
  /// The typical mean absolute change of positive series, on the working scale.
  private let typicalUnit: Double?

  /// What draws the sample: series with the smallest numbers.
  package static func rank(ofName name: String) -> UInt64 {
    SeededGenerator.mix(SeededGenerator.stableHash(name))
  }

  /// Memory that is used again from series to series.
  package struct Scratch: Sendable {
    fileprivate var window = PatternWindow()
    fileprivate var lesson = PatternLesson.Scratch()

    package init() {}
  }

  /// Learns from a sample.
  ///
  /// - Parameters:
  ///   - sample: Series of any length, none with a maximum.
  ///   - steps: Weeks ahead.
  /// - Returns: `nil` where the sample teaches nothing.
  package init?(_ sample: SeriesBatch, steps: Int) {
    self.steps = steps
    let windows = (0..<sample.count).map { position in
      var window = PatternWindow()
      window.load(sample[position])
      return window
    }
    lessons = Self.classes.indices.map { position in
      let (weeks, lags) = Self.classes[position]
      // Longer series teach shorter ones, too.
      let teachers = windows.filter { $0.count >= weeks }
      return PatternLesson(teachers, lags: lags, steps: steps, reach: max(weeks / 4, 1))
    }
    if lessons.allSatisfy({ $0 == nil }) { return nil }
    var units = (0..<sample.count).filter { sample.descriptions[$0].scale == .positive }.map {
      windows[$0].unit
    }
    typicalUnit = units.isEmpty ? nil : median(&units)
  }

  /// The forecast of a series.
  ///
  /// - Parameters:
  ///   - description: What is known of it beside its observations; its origin is its last week.
  ///   - observations: All of them.
  /// - Complexity: O(weeks · lags · nodes), at most ``PatternWindow/mostWeeks`` of them
  package func forecast(
    _ observations: Observations, _ description: SeriesBatch.Description, scratch: inout Scratch
  ) -> SeriesForecast {
    scratch.window.load(observations)
    let window = scratch.window
    let lastValue = observations.lastValue
    if window.unit == 0, window.count > 1 {
      return SeriesForecast(
        standingStill: description, at: lastValue, window: window, lastTime: observations.lastTime,
        steps: steps)
    }
    guard let fit = Self.classes.lastIndex(where: { $0.weeks <= window.count }),
      // Where the sample holds too few of a class, the next shorter one serves.
      let lesson = lessons[...fit].last(where: { $0 != nil }) ?? nil
    else { return short(observations, description, window) }
    return SeriesForecast(
      description, lastValue: lastValue, window: window, lastTime: observations.lastTime, lesson: lesson,
      answer: lesson.answer(window, steps: steps, &scratch.lesson))
  }

  /// The last value, with an error as uncertain as the few changes that tell it.
  private func short(
    _ observations: Observations, _ description: SeriesBatch.Description, _ window: PatternWindow
  ) -> SeriesForecast {
    let lesson = lessons.lazy.compactMap(\.self).first!
    let prior =
      (description.scale == .positive ? typicalUnit : nil)
      ?? max(0.05 * abs(observations.lastValue), description.resolution)
    let changes = Double(window.count - 1)
    let known = changes > 0 && typicalUnit == nil ? 1 : changes / (changes + Self.pooledChanges)
    let unit = known * window.unit + (1 - known) * prior
    let answer = PatternLesson.Answer(
      departures: [Double](repeating: 0, count: steps), size: 1 + Self.shortness / Double(window.count))
    return SeriesForecast(
      description, lastValue: observations.lastValue, window: window, lastTime: observations.lastTime,
      lesson: lesson, answer: answer, unit: unit)
  }
}

extension SeriesForecast {
  /// The forecast by what a sample taught.
  fileprivate init(
    _ description: SeriesBatch.Description, lastValue: Double, window: PatternWindow, lastTime: Double,
    lesson: PatternLesson, answer: PatternLesson.Answer, unit: Double? = nil
  ) {
    let unit = unit ?? window.unit
    let least = 0.5 * description.resolution * description.scale.slope(at: lastValue)
    var spreads: [Double] = []
    var shapes: [ErrorShape] = []
    spreads.reserveCapacity(answer.departures.count)
    shapes.reserveCapacity(answer.departures.count)
    for step in 1...answer.departures.count {
      let shape = lesson.shape(step: step)
      let spread = max(unit * answer.size * Double(step).squareRoot(), least)
      let farthest = Departures.greatestLogarithm / shape.quantile(0.975)
      // Where single weeks were tenfold and back, logarithms promise millions. Widths stop growing here.
      let isTooFar = description.scale == .positive && spread > farthest
      spreads.append(isTooFar ? spreads.last ?? farthest : spread)
      shapes.append(isTooFar ? shapes.last ?? shape : shape)
    }
    self.init(
      description, start: window.last, lastTime: lastTime,
      parts: answer.departures.map { PatternParts(pattern: $0 * unit) }, spreads: spreads,
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
