extension ScorecardSimulation {
  /// The first units as a history, for trials that need no file.
  ///
  /// - Parameters:
  ///   - unitCount: how many units, from number 1 on.
  ///   - name: the name of a level's unit with a number.
  /// - Complexity: O(units · weeks · components) in time and memory.
  public func history(unitCount: Int, name: (Level, Int) -> String) -> History {
    var builder = HistoryBuilder(index: index, axis: .dates)
    let source = builder.text(SimulationSetting.source)
    let indicators = index.components.indices.map { Indicator.component($0) } + [.total]
    var unit = SimulatedUnit()
    for number in 1...unitCount {
      fill(&unit, number: number)
      let position = builder.unit(named: name(unit.level, unit.ordinal))
      _ = builder.setLevel(unit.level, ofUnit: position)
      for (report, week) in unit.weeks.enumerated() {
        for (place, indicator) in indicators.enumerated() {
          let score = unit.hundredths[report * indicators.count + place]
          if score == SimulatedUnit.missing { continue }
          builder.add(
            day: setting.day(ofWeek: week), unit: position, indicator: indicator, score: Double(score) / 100,
            decimals: 2, line: 0, status: -1, source: source)
        }
      }
    }
    return builder.finish()
  }
}

extension SeriesSimulation {
  /// The first series as a history, for trials that need no file.
  ///
  /// - Parameter seriesCount: how many series, from number 1 on.
  /// - Complexity: O(series · weeks) in time and memory.
  public func history(seriesCount: Int) -> History {
    var builder = HistoryBuilder(index: nil, axis: .dates)
    var series = SimulatedSeries()
    for number in 1...seriesCount {
      fill(&series, number: number)
      let position = builder.unit(named: series.name)
      let scale = (0..<series.decimals).reduce(1.0) { power, _ in 10 * power }
      for (week, value) in zip(series.weeks, series.units) {
        builder.add(
          day: setting.day(ofWeek: week), unit: position, indicator: .value, score: Double(value) / scale,
          decimals: series.decimals, line: 0, status: -1, source: -1)
      }
    }
    return builder.finish()
  }
}
