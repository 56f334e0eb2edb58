import NumericCore

/// Puts the weeks of a simulated series into rows, with those faults that befall rows and not courses.
struct SeriesReports {
  private let lastWeek: Int
  private let scale: Double
  private var correction: (week: Int, value: Int)?

  /// - Parameters:
  ///   - decimals: with how many decimals values are written.
  ///   - lastWeek: what is to be corrected is corrected by then.
  init(decimals: Int, lastWeek: Int) {
    self.lastWeek = lastWeek
    scale = (0..<decimals).reduce(1) { power, _ in 10 * power }
  }

  /// Adds what is reported of a week: the true value but for a fault.
  mutating func add(
    _ week: Int, _ value: Double, _ fault: SimulatedFault?, _ numbers: inout SeededGenerator,
    to series: inout SimulatedSeries
  ) {
    let units = Int((value * scale).rounded())
    switch fault?.kind {
    case .gap, .lateStart: return
    case .outlier:
      series.append(week: week, Int((Double(units) * numbers.number(5...10)).rounded()))
    case .duplicate:
      series.append(week: week, units)
      series.append(week: week, units)
    case .correction:
      series.append(week: week, units + 1 + Int((Double(units) * numbers.number(0.05...0.5)).rounded()))
      correction = (week, units)
    default:
      series.append(week: week, units)
    }
    // A wrong value is noticed when the next one comes.
    if let late = correction, late.week < week || week == lastWeek {
      series.append(week: late.week, late.value)
      correction = nil
    }
  }
}
