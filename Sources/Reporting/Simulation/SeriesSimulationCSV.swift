import Scorecard

/// Writes simulated plain series as the lines of a history file; their names mark them.
public struct SeriesSimulationCSV: Sendable {
  private let days: [[UInt8]]

  /// Prepares the writing of a simulation's series.
  ///
  /// - Complexity: O(weeks) in time and memory.
  public init(_ simulation: SeriesSimulation) {
    days = simulation.setting.dayCells
  }

  /// Adds the line of column names.
  public func appendHeader(to buffer: inout CSVBuffer) {
    buffer.append(Array("series,as_of,value\n".utf8))
  }

  /// Adds the rows of a series.
  ///
  /// - Complexity: O(rows).
  public func append(_ series: SimulatedSeries, to buffer: inout CSVBuffer) {
    let name = Array("\(series.name),".utf8)
    for (row, week) in series.weeks.enumerated() {
      buffer.append(name)
      buffer.append(days[week])
      buffer.append(series.units[row], places: series.decimals)
      buffer.append(UInt8(ascii: "\n"))
    }
  }
}
