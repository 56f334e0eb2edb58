import Forecasting
import Scorecard

extension BacktestReport {
  // MARK: Rows

  /// One row per indicator, week ahead and model. Where nothing could be judged, the figures are empty.
  public func rows(_ format: RowFormat) -> String {
    let coverage = levels.map { "coverage\($0.name)" }
    let bins = (1...10).map { "pit\($0)" }
    var writer = RowWriter(
      columns: ["indicator", "horizon", "origins", "mae", "mase", "smape", "crps"] + coverage + [
        "model", "owa", "wis", "rmse", "mean_error", "forecasts", "unscaled",
      ] + bins, format: format)
    for (group, indicator) in backtest.indicators.enumerated() {
      for step in 1...result.backtest.horizon {
        let naive = result.total[model: result.naive, group: group, step: step]
        for model in models.indices {
          let tally = result.total[model: model, group: group, step: step]
          var fields: [CSVWriter.Field] = [
            .text(indicator.id(in: backtest.history.index)), .integer(step),
            .integer(result.originCount(group: group, step: step)),
            .number(tally.meanAbsoluteError?.reported), .number(tally.scaledError?.reported),
            .number(tally.percentageError?.reported), .number(tally.rankedProbabilityScore?.reported),
          ]
          fields += levels.indices.map { .number(tally.coverage($0)?.reported) }
          fields += [
            .text(models[model].name),
            .number(tally.overallWeightedAverage(relativeTo: naive)?.reported),
            .number(tally.weightedIntervalScore?.reported), .number(tally.rootMeanSquaredError?.reported),
            .number(tally.meanError?.reported), .integer(tally.count), .integer(tally.unscaledCount),
          ]
          writer.append(fields + tally.transformCounts.map { .integer($0) })
        }
      }
    }
    return writer.text
  }

  /// The rows as comma-separated values.
  public var csv: String { rows(.csv) }

  // MARK: JSON

  /// The content of the CSV, with all indicators and weeks ahead together, and each origin by itself.
  public var json: String {
    JSONValue.object([
      ("schema", "headway.backtest/1"),
      ("as_of", day(backtest.history.latestDay)),
      ("weeks", .integer(result.backtest.horizon)),
      ("origins", .integer(result.backtest.origins)),
      ("levels", .array(levels.map { .number($0.percent) })),
      ("paths", .integer(backtest.pathCount)),
      ("seed", .unsigned(backtest.seed)),
      ("models", .array(models.map { .string($0.name) })),
      ("units", .array(backtest.units.sorted().map { .string(backtest.history.units[$0].name) })),
      ("corrections", .integer(backtest.correctionCount)),
      backtest.history.overridesMember,
      ("without_outcome", .integer(result.withoutOutcome)),
      ("overall", .array(models.indices.map(overall))),
      ("results", .array(results)),
      ("past_origins", .array(result.origins.indices.map(origin))),
    ]).text + "\n"
  }

  private func day(_ day: Day?) -> JSONValue {
    .string(day.map { backtest.history.label(of: $0) })
  }

  private func overall(_ model: Int) -> JSONValue {
    let tally = result.total.pooled(model: model)
    let worst = model == result.naive ? nil : result.worstOrigin(model: model)
    return .object(
      [("model", .string(models[model].name))]
        // Errors in points of unlike indicators have no mean that says anything.
        + figures(tally, naive: result.total.pooled(model: result.naive)).filter {
          !["mae", "rmse", "mean_error", "crps", "wis"].contains($0.0)
        } + [
          (
            "worst_origin",
            worst.map { worst in
              .object([
                ("as_of", originDay(worst.origin)), ("weeks_back", .integer(worst.origin.weeksBack)),
                ("mase_to_last", .number(worst.ratio.reported)),
              ])
            } ?? .null
          )
        ])
  }

  private var results: [JSONValue] {
    backtest.indicators.enumerated().flatMap { group, indicator in
      (1...result.backtest.horizon).flatMap { step in
        models.indices.map { model in
          .object(
            [
              ("indicator", .string(indicator.id(in: backtest.history.index))), ("horizon", .integer(step)),
              ("origins", .integer(result.originCount(group: group, step: step))),
              ("model", .string(models[model].name)),
            ]
              + figures(
                result.total[model: model, group: group, step: step],
                naive: result.total[model: result.naive, group: group, step: step]))
        }
      }
    }
  }

  private func figures(_ tally: AccuracyTally, naive: AccuracyTally) -> [(String, JSONValue)] {
    let coverage = levels.indices.flatMap { level -> [(String, JSONValue)] in
      let name = levels[level].name
      return [
        ("coverage\(name)", .number(tally.coverage(level)?.reported)),
        ("inside\(name)", .integer(tally.insideCounts[level])),
      ]
    }
    return [
      ("forecasts", .integer(tally.count)),
      ("mae", .number(tally.meanAbsoluteError?.reported)),
      ("mase", .number(tally.scaledError?.reported)),
      ("smape", .number(tally.percentageError?.reported)),
      ("owa", .number(tally.overallWeightedAverage(relativeTo: naive)?.reported)),
      ("rmse", .number(tally.rootMeanSquaredError?.reported)),
      ("mean_error", .number(tally.meanError?.reported)),
      ("crps", .number(tally.rankedProbabilityScore?.reported)),
      ("wis", .number(tally.weightedIntervalScore?.reported)),
    ] + coverage + [
      ("unscaled", .integer(tally.unscaledCount)),
      ("pit", .array(tally.transformCounts.map { .integer($0) })),
    ]
  }

  private func originDay(_ origin: BacktestResult.Origin) -> JSONValue {
    let position = result.origins.firstIndex { $0.weeksBack == origin.weeksBack }
    return day(position.flatMap { backtest.days[$0] })
  }

  /// One origin: for each indicator and model the figures of all weeks ahead side by side.
  private func origin(_ position: Int) -> JSONValue {
    let origin = result.origins[position]
    let steps = 1...result.backtest.horizon
    return .object([
      ("as_of", day(backtest.days[position])),
      ("weeks_back", .integer(origin.weeksBack)),
      ("without_outcome", .integer(origin.withoutOutcome)),
      (
        "results",
        .array(
          backtest.indicators.indices.flatMap { group in
            models.indices.compactMap { model -> JSONValue? in
              let tallies = steps.map { origin.table[model: model, group: group, step: $0] }
              guard tallies.contains(where: { $0.count > 0 }) else { return nil }
              return .object(
                [
                  ("indicator", .string(backtest.indicators[group].id(in: backtest.history.index))),
                  ("model", .string(models[model].name)),
                  ("forecasts", .array(tallies.map { .integer($0.count) })),
                  ("mae", .array(tallies.map { .number($0.meanAbsoluteError?.reported) })),
                  ("mase", .array(tallies.map { .number($0.scaledError?.reported) })),
                  ("smape", .array(tallies.map { .number($0.percentageError?.reported) })),
                  ("crps", .array(tallies.map { .number($0.rankedProbabilityScore?.reported) })),
                  ("wis", .array(tallies.map { .number($0.weightedIntervalScore?.reported) })),
                ]
                  + levels.indices.map { level in
                    (
                      "inside\(levels[level].name)",
                      .array(tallies.map { .integer($0.insideCounts[level]) })
                    )
                  })
            }
          })
      ),
    ])
  }
}
