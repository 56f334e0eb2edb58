import Forecasting
import Scorecard

/// The rows of `headway forecast` for plain series, written as they are read: the bytes of ``ForecastReport/rows(_:)``, in
/// memory that does not grow with the number of series.
package struct StreamedForecastCSV: Sendable {
  /// What forecasts a series without the others.
  package enum Method: Sendable {
    /// Its own line.
    case line
    /// What a sample taught.
    case patterns(SampledPatterns)
  }

  private let method: Method
  private let horizon: Int
  private let levels: [IntervalLevel]
  private let isStep: Bool
  private let layout: RowLayout

  /// - Parameters:
  ///   - method: What forecasts a series.
  ///   - horizon: Weeks ahead.
  ///   - levels: The prediction intervals.
  ///   - isStep: Whether time is counted in weeks and not by dates.
  ///   - format: How rows are written.
  package init(
    _ method: Method, horizon: Int, levels: [IntervalLevel], isStep: Bool, format: RowFormat = .csv
  ) {
    self.method = method
    self.horizon = horizon
    self.levels = levels.sorted()
    self.isStep = isStep
    layout = RowLayout(columns: ForecastReport.columns(self.levels), format: format)
  }

  /// What stands before the rows: the line of column names, or nothing.
  package var header: [UInt8] {
    layout.header
  }

  /// The rows of a part of a block.
  ///
  /// - Complexity: O(observations + rows), without allocation per series but for its name.
  package func rows(_ block: SeriesBlock, part: Int) -> CSVBuffer {
    var rows = Rows(self)
    block.forEachSeries(inPart: part) { rows.append($0) }
    return rows.buffer
  }

  /// Rows of series, one behind the other.
  package struct Rows {
    package private(set) var buffer = CSVBuffer(capacity: 1 << 16)
    private let csv: StreamedForecastCSV
    private var designs = LineDesigns()
    private var quantiles: StudentQuantiles
    private var scratch = SampledPatterns.Scratch()
    private let indicator: [UInt8]
    private let trend: [UInt8]
    private let last: [UInt8]

    package init(_ csv: StreamedForecastCSV) {
      self.csv = csv
      indicator = csv.layout.cell("value")
      trend = csv.layout.cell(ModelFamily.trend.rawValue)
      last = csv.layout.cell(ModelFamily.last.rawValue)
      quantiles = StudentQuantiles(
        csv.levels.flatMap { level in
          let tail = (1 - level.coverage) / 2
          return [tail, 1 - tail]
        })
    }

    mutating func append(_ series: SeriesStream.Series) {
      switch csv.method {
      case .line: append(series, designs.line(series.observations, resolution: series.resolution))
      case .patterns(let patterns): append(series, patterns)
      }
    }

    /// Adds the rows of a series of which the latest observations are kept.
    package mutating func append(_ record: inout SeriesRecord) {
      let series = record.series()
      switch csv.method {
      case .line: append(series, record.line(series, &designs))
      case .patterns(let patterns): append(series, patterns)
      }
    }

    private mutating func append(_ series: SeriesStream.Series, _ line: LineForecast) {
      let scale = series.observations.scale
      let quantiles = quantiles.quantiles(degreesOfFreedom: line.degreesOfFreedom)
      let model = line.isLine ? trend : last
      let name = csv.layout.cell(series.name)
      for step in 1...csv.horizon {
        let weeks = Double(step)
        let mean = ValueScale.real.held(line.mean(weeksAhead: weeks))
        let error = ValueScale.real.held(line.standardError(weeksAhead: weeks))
        begin(name, series, step)
        for column in 4..<6 { append(scale.held(mean), column) }
        for (offset, quantile) in quantiles.enumerated() {
          append(scale.held(mean + error * quantile), 6 + offset)
        }
        end(model)
      }
    }

    private mutating func append(_ series: SeriesStream.Series, _ patterns: SampledPatterns) {
      let forecast = patterns.forecast(series.observations, series.description, scratch: &scratch)
      let model = csv.layout.cell(forecast.record.name)
      let name = csv.layout.cell(series.name)
      for step in 1...csv.horizon {
        let distribution = forecast.distribution(step: step)
        begin(name, series, step)
        append(distribution.mean, 4)
        append(distribution.median, 5)
        for (offset, level) in csv.levels.enumerated() {
          let interval = distribution.interval(level)
          append(interval.lowerBound, 6 + 2 * offset)
          append(interval.upperBound, 7 + 2 * offset)
        }
        end(model)
      }
    }

    /// Adds the cells up to the day, which are those before column 4.
    private mutating func begin(_ name: [UInt8], _ series: SeriesStream.Series, _ step: Int) {
      buffer.append(csv.layout.beginnings[0])
      buffer.append(name)
      append(indicator, 1)
      begin(2)
      buffer.append(step, places: 0)
      begin(3)
      append(series.lastDay.adding(days: 7 * step))
    }

    private mutating func begin(_ column: Int) {
      if let separator = csv.layout.separator {
        buffer.append(separator)
      } else {
        buffer.append(csv.layout.beginnings[column])
      }
    }

    private mutating func end(_ model: [UInt8]) {
      append(model, csv.layout.beginnings.count - 1)
      buffer.append(csv.layout.ending)
    }

    private mutating func append(_ cell: [UInt8], _ column: Int) {
      begin(column)
      buffer.append(cell)
    }

    private mutating func append(_ value: Double, _ column: Int) {
      begin(column)
      let start = buffer.count
      buffer.append(reported: value)
      if buffer.count == start { buffer.append(csv.layout.nothing) }
    }

    private mutating func append(_ day: Day) {
      if csv.isStep {
        buffer.append(day.ordinal / 7, places: 0)
        return
      }
      if let mark = csv.layout.textMark { buffer.append(mark) }
      buffer.append(day.year, places: 0)
      for part in [day.month, day.day] {
        buffer.append(UInt8(ascii: "-"))
        if part < 10 { buffer.append(UInt8(ascii: "0")) }
        buffer.append(part, places: 0)
      }
      if let mark = csv.layout.textMark { buffer.append(mark) }
    }
  }
}
