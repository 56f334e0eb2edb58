import Forecasting
import Scorecard

/// The CSV of `headway forecast` for plain series, written as they are read: the bytes of ``ForecastReport/csv``, in
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

  /// - Parameters:
  ///   - method: What forecasts a series.
  ///   - horizon: Weeks ahead.
  ///   - levels: The prediction intervals.
  ///   - isStep: Whether time is counted in weeks and not by dates.
  package init(_ method: Method, horizon: Int, levels: [IntervalLevel], isStep: Bool) {
    self.method = method
    self.horizon = horizon
    self.levels = levels.sorted()
    self.isStep = isStep
  }

  /// The line of column names.
  package var header: [UInt8] {
    let bounds = levels.flatMap { ["lo\($0.name)", "hi\($0.name)"] }
    let columns = ["unit", "indicator", "step", "as_of", "mean", "median"] + bounds + ["model"]
    return Array((columns.joined(separator: ",") + "\n").utf8)
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

    package init(_ csv: StreamedForecastCSV) {
      self.csv = csv
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
      let model = line.isLine ? Self.trend : Self.last
      let name = CSVBuffer.cell(series.name)
      for step in 1...csv.horizon {
        let weeks = Double(step)
        let mean = ValueScale.real.held(line.mean(weeksAhead: weeks))
        let error = ValueScale.real.held(line.standardError(weeksAhead: weeks))
        begin(name, series, step)
        for _ in 0..<2 { append(scale.held(mean)) }
        for quantile in quantiles { append(scale.held(mean + error * quantile)) }
        buffer.append(model)
      }
    }

    private mutating func append(_ series: SeriesStream.Series, _ patterns: SampledPatterns) {
      let forecast = patterns.forecast(series.observations, series.description, scratch: &scratch)
      let model = Array(",\(forecast.record.name)\n".utf8)
      let name = CSVBuffer.cell(series.name)
      for step in 1...csv.horizon {
        let distribution = forecast.distribution(step: step)
        begin(name, series, step)
        append(distribution.mean)
        append(distribution.median)
        for level in csv.levels {
          let interval = distribution.interval(level)
          append(interval.lowerBound)
          append(interval.upperBound)
        }
        buffer.append(model)
      }
    }

    private mutating func begin(_ name: [UInt8], _ series: SeriesStream.Series, _ step: Int) {
      buffer.append(name)
      buffer.append(Self.indicator)
      buffer.append(step, places: 0)
      buffer.append(Self.comma)
      append(series.lastDay.adding(days: 7 * step))
    }

    private static let comma = UInt8(ascii: ",")
    private static let indicator = Array(",value,".utf8)
    private static let trend = Array(",\(ModelFamily.trend.rawValue)\n".utf8)
    private static let last = Array(",\(ModelFamily.last.rawValue)\n".utf8)

    private mutating func append(_ value: Double) {
      buffer.append(Self.comma)
      buffer.append(reported: value)
    }

    private mutating func append(_ day: Day) {
      if csv.isStep {
        buffer.append(day.ordinal / 7, places: 0)
        return
      }
      buffer.append(day.year, places: 0)
      for part in [day.month, day.day] {
        buffer.append(UInt8(ascii: "-"))
        if part < 10 { buffer.append(UInt8(ascii: "0")) }
        buffer.append(part, places: 0)
      }
    }
  }
}
