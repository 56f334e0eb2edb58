import Scorecard

/// A picture of numbers, free of format: a renderer draws it, as SVG or as a native chart of a workbook.
public enum Chart: Sendable, Equatable {
  /// One series, its forecast as a fan, and targets.
  case fan(FanChart)
  /// Several series that approach each other, with their forecasts.
  case convergence(ConvergenceChart)
  /// Scores against their maxima.
  case headroom(HeadroomChart)
  /// Ranks then and now.
  case slope(SlopeChart)
  /// Ratios of many units in several components.
  case heatMap(HeatMap)
}

/// A picture in a document.
public struct Figure: Sendable, Equatable {
  /// What stands above it: a finding rather than a subject where there is one.
  public let title: String
  /// What it shows, in words, for those who do not see it.
  public let description: String
  /// The picture.
  public let chart: Chart

  /// A picture with its words.
  public init(title: String, description: String, chart: Chart) {
    self.title = title
    self.description = description
    self.chart = chart
  }
}

/// A score on a day.
public struct ChartPoint: Sendable, Equatable {
  /// The day.
  public let day: Day
  /// The score.
  public let score: Double

  /// A score on a day.
  public init(day: Day, score: Double) {
    self.day = day
    self.score = score
  }
}

/// What is forecast for a day.
public struct ChartForecast: Sendable, Equatable {
  /// The day.
  public let day: Day
  /// The median.
  public let median: Double
  /// Prediction intervals, the narrowest first, with their probability in percent.
  public let intervals: [Interval]

  /// A prediction interval.
  public struct Interval: Sendable, Equatable {
    /// Its probability, such as 80.
    public let percent: Double
    /// Its ends.
    public let range: ClosedRange<Double>

    /// A prediction interval.
    public init(percent: Double, range: ClosedRange<Double>) {
      self.percent = percent
      self.range = range
    }
  }

  /// What is forecast for a day.
  public init(day: Day, median: Double, intervals: [Interval]) {
    self.day = day
    self.median = median
    self.intervals = intervals
  }
}

/// One series with its forecast fan and target lines.
public struct FanChart: Sendable, Equatable {
  /// A number to be reached by a day.
  public struct TargetLine: Sendable, Equatable {
    /// The number.
    public let score: Double
    /// The day by which it is wanted.
    public let day: Day
    /// What it is called, such as “Mục tiêu 93,00”.
    public let label: String

    /// A number to be reached by a day.
    public init(score: Double, day: Day, label: String) {
      self.score = score
      self.day = day
      self.label = label
    }
  }

  /// What is measured, such as a unit's name.
  public let name: String
  /// Days ascending; weeks may be missing.
  public let history: [ChartPoint]
  /// Days ascending, behind the history; may be empty.
  public let forecast: [ChartForecast]
  /// What is to be reached.
  public let targets: [TargetLine]
  /// What no score exceeds.
  public let maximum: Double?

  /// One series with its forecast.
  public init(
    name: String, history: [ChartPoint], forecast: [ChartForecast], targets: [TargetLine], maximum: Double?
  ) {
    self.name = name
    self.history = history
    self.forecast = forecast
    self.targets = targets
    self.maximum = maximum
  }
}

/// Several series on one scale: whether and when they meet.
public struct ConvergenceChart: Sendable, Equatable {
  /// One series.
  public struct Line: Sendable, Equatable {
    /// The unit's name.
    public let name: String
    /// Whether it is the unit that the report is about.
    public let isOwn: Bool
    /// Days ascending; weeks may be missing.
    public let history: [ChartPoint]
    /// Days ascending, behind the history; may be empty.
    public let forecast: [ChartForecast]

    /// One series.
    public init(name: String, isOwn: Bool, history: [ChartPoint], forecast: [ChartForecast]) {
      self.name = name
      self.isOwn = isOwn
      self.history = history
      self.forecast = forecast
    }
  }

  /// At most six: the own one first.
  public let lines: [Line]

  /// Several series.
  public init(lines: [Line]) { self.lines = lines }
}

/// Scores against their maxima: what is reached, what is asked for, what is left.
public struct HeadroomChart: Sendable, Equatable {
  /// One component.
  public struct Bar: Sendable, Equatable {
    /// The component's name.
    public let name: String
    /// The latest score.
    public let score: Double
    /// The highest score there is.
    public let maximum: Double
    /// The latest change, in points.
    public let change: Double?
    /// The score that the plan asks for.
    public let required: Double?

    /// One component.
    public init(name: String, score: Double, maximum: Double, change: Double?, required: Double?) {
      self.name = name
      self.score = score
      self.maximum = maximum
      self.change = change
      self.required = required
    }
  }

  /// In the order of the index.
  public let bars: [Bar]

  /// Several components.
  public init(bars: [Bar]) { self.bars = bars }
}

/// Ranks of units at two times.
public struct SlopeChart: Sendable, Equatable {
  /// One unit.
  public struct Line: Sendable, Equatable {
    /// The unit's name.
    public let name: String
    /// The rank then, from one.
    public let before: Int
    /// The rank now.
    public let now: Int
    /// The score now.
    public let score: Double
    /// Whether it moved beyond noise; the others are background.
    public let isMarked: Bool

    /// One unit.
    public init(name: String, before: Int, now: Int, score: Double, isMarked: Bool) {
      self.name = name
      self.before = before
      self.now = now
      self.score = score
      self.isMarked = isMarked
    }
  }

  /// When the ranks were taken.
  public let before: Day, now: Day
  /// In the order of today's ranks.
  public let lines: [Line]

  /// Ranks of units at two times.
  public init(before: Day, now: Day, lines: [Line]) {
    self.before = before
    self.now = now
    self.lines = lines
  }
}

/// How much of each maximum units have reached.
public struct HeatMap: Sendable, Equatable {
  /// One unit.
  public struct Row: Sendable, Equatable {
    /// The unit's name.
    public let name: String
    /// Its total; `nil` where it is not known.
    public let total: Double?
    /// One ratio from 0 to 1 per column; `nil` where it is not known.
    public let ratios: [Double?]

    /// One unit.
    public init(name: String, total: Double?, ratios: [Double?]) {
      self.name = name
      self.total = total
      self.ratios = ratios
    }
  }

  /// The components' names.
  public let columns: [String]
  /// The units, best first.
  public let rows: [Row]

  /// How much of each maximum units have reached.
  public init(columns: [String], rows: [Row]) {
    precondition(rows.allSatisfy { $0.ratios.count == columns.count }, "every row needs a ratio per column")
    self.columns = columns
    self.rows = rows
  }
}
