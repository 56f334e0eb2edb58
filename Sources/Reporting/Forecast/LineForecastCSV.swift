import Forecasting
import Scorecard

/// The CSV of `headway forecast` for plain series along lines, written as they are read: the bytes of
/// ``ForecastReport/csv``, in memory that does not grow with the number of series.
public struct LineForecastCSV: Sendable {
  private let horizon: Int
  private let levels: [IntervalLevel]
  private let isStep: Bool

  /// - Parameters:
  ///   - horizon: Weeks ahead.
  ///   - levels: The prediction intervals.
  ///   - isStep: Whether time is counted in weeks and not by dates.
  public init(horizon: Int, levels: [IntervalLevel], isStep: Bool) {
    self.horizon = horizon
    self.levels = levels.sorted()
    self.isStep = isStep
  }

  /// The line of column names.
  public var header: [UInt8] {
    let bounds = levels.flatMap { ["lo\($0.name)", "hi\($0.name)"] }
    let columns = ["unit", "indicator", "step", "as_of", "mean", "median"] + bounds + ["model"]
    return Array((columns.joined(separator: ",") + "\n").utf8)
  }

  /// The rows of a part of a block.
  ///
  /// - Complexity: O(observations + rows), without allocation per series.
  package func rows(_ block: SeriesBlock, part: Int) -> [UInt8] {
    var rows = Rows(self)
    block.forEachSeries(inPart: part) { rows.append($0) }
    return rows.bytes
  }

  private struct Rows {
    private(set) var bytes: [UInt8] = []
    private let csv: LineForecastCSV
    private var designs = LineDesigns()
    private var quantiles: StudentQuantiles
    private var name: [UInt8] = []

    init(_ csv: LineForecastCSV) {
      self.csv = csv
      quantiles = StudentQuantiles(
        csv.levels.flatMap { level in
          let tail = (1 - level.coverage) / 2
          return [tail, 1 - tail]
        })
    }

    mutating func append(_ series: SeriesStream.Series) {
      let line = designs.line(
        times: series.times.span, values: series.values.span, resolution: series.resolution)
      let scale = ValueScale.holding(series.values)
      let quantiles = quantiles.quantiles(degreesOfFreedom: line.degreesOfFreedom)
      let model = line.isLine ? ModelFamily.trend.rawValue : ModelFamily.last.rawValue
      name.removeAll(keepingCapacity: true)
      CSVWriter.append(quoting: series.name, to: &name)
      for step in 1...csv.horizon {
        let weeks = Double(step)
        let (mean, error) = (line.mean(weeksAhead: weeks), line.standardError(weeksAhead: weeks))
        bytes += name
        bytes += Self.indicator
        append(step)
        bytes.append(Self.comma)
        append(series.lastDay.adding(days: 7 * step))
        for _ in 0..<2 { append(scale.held(mean)) }
        for quantile in quantiles { append(scale.held(mean + error * quantile)) }
        bytes.append(Self.comma)
        bytes += model.utf8
        bytes.append(0x0A)
      }
    }

    private static let comma = UInt8(ascii: ",")
    private static let indicator = Array(",value,".utf8)

    private mutating func append(_ value: Double) {
      bytes.append(Self.comma)
      if let number = ReportedNumber(value) {
        number.append(to: &bytes)
      } else if value.isFinite {
        bytes += (value.reported.shortestDecimal ?? "").utf8
      }
    }

    private mutating func append(_ day: Day) {
      if csv.isStep {
        append(day.ordinal / 7)
        return
      }
      append(day.year)
      for part in [day.month, day.day] {
        bytes.append(UInt8(ascii: "-"))
        if part < 10 { bytes.append(48) }
        append(part)
      }
    }

    private mutating func append(_ number: Int) {
      if number < 0 { bytes.append(UInt8(ascii: "-")) }
      let start = bytes.count
      var rest = number.magnitude
      repeat {
        bytes.append(48 + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      bytes[start...].reverse()
    }
  }
}
