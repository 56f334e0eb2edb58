import Forecasting
import Reporting
import Scorecard

/// Simulated plain series: the bytes of the file that `headway simulate --shape plain` writes, and the batch that is in it.
public enum PlainSeriesFile {
  /// The file.
  public static func bytes(series count: Int, weeks: Int) -> [UInt8] {
    let simulation = SeriesSimulation(SimulationSetting(weekCount: weeks))
    let csv = SeriesSimulationCSV(simulation)
    var (series, buffer) = (SimulatedSeries(), CSVBuffer())
    csv.appendHeader(to: &buffer)
    for number in 1...count {
      simulation.fill(&series, number: number)
      csv.append(series, to: &buffer)
    }
    return Array(buffer.bytes)
  }

  /// Series without faults, each of all weeks.
  public static func batch(series count: Int, weeks: Int) -> SeriesBatch {
    let simulation = SeriesSimulation(SimulationSetting(weekCount: weeks, faultShare: 0))
    var (series, batch) = (SimulatedSeries(), SeriesBatch())
    for number in 1...count {
      simulation.fill(&series, number: number)
      let step = (0..<series.decimals).reduce(1.0) { step, _ in step / 10 }
      batch.append(
        name: series.name, times: series.weeks.map { Double($0) },
        values: series.units.map { Double($0) * step }, resolution: step)
    }
    return batch
  }
}
