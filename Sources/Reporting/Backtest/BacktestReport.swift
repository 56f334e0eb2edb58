import Forecasting
import Scorecard

/// A backtest as people and scripts read it.
public struct BacktestReport: Sendable {
  let backtest: ScorecardBacktest
  let language: Language
  let words: BacktestWording

  /// - Parameters:
  ///   - backtest: What is reported; at least one forecast was judged.
  ///   - language: Of words and of numbers in text; CSV and JSON do not depend on it.
  public init(_ backtest: ScorecardBacktest, language: Language) {
    self.backtest = backtest
    self.language = language
    words = BacktestWording(backtest, language: language)
  }

  /// The units that were judged, as positions in the history.
  public var units: Set<Int> { backtest.units }

  var result: BacktestResult { backtest.result }
  var models: [ModelChoice] { result.backtest.models }
  var levels: [IntervalLevel] { result.backtest.levels }

  // MARK: Text

  /// The backtest as a document.
  public var document: Document {
    var document = Document(language: language)
    document.append(.heading(level: 1, Text(words.title)))
    let headline = BacktestHeadline(result)
    document.append(.paragraph(words.findings(headline)))
    if headline.tally(model: 0).count < Self.fewOutcomes {
      document.append(.note(Text(words.fewOutcomes(headline.tally(model: 0).count), .warning)))
    }
    document.append(.heading(level: 2, Text(words.byWeekAhead(backtest.indicators[headline.group]))))
    document.append(.table(weeksAhead(headline.group)))
    if backtest.indicators.count > 1 {
      document.append(.heading(level: 2, Text(words.byIndicator(step: headline.step))))
      document.append(.table(indicators(step: headline.step)))
    }
    document.append(.heading(level: 2, Text(words.allTogether)))
    document.append(.table(allTogether))
    document.append(.note(Text(words.measures)))
    document.append(.note(Text(words.knowledge)))
    if let left = words.leftOut { document.append(.note(Text(left))) }
    return document
  }

  /// Below, a single wild week decides.
  private static let fewOutcomes = 20

  private func weeksAhead(_ group: Int) -> Table {
    var columns = [
      Table.Column(Text(words.model), priority: .essential),
      Table.Column(Text("MAE"), .decimal, priority: .essential),
      Table.Column(Text("MASE"), .decimal, priority: .normal),
      Table.Column(Text("sMAPE"), .decimal, priority: .low),
      Table.Column(Text("CRPS"), .decimal, priority: .normal),
      Table.Column(Text("WIS"), .decimal, priority: .low),
      Table.Column(Text("OWA"), .decimal, priority: .high),
    ]
    columns += levels.map { Table.Column(Text(words.level($0)), .decimal, priority: .high) }
    let steps = Self.shownSteps(result.backtest.horizon).filter {
      result.total[model: 0, group: group, step: $0].count > 0
    }
    return Table(
      columns: columns,
      groups: steps.map { step in
        let naive = result.total[model: result.naive, group: group, step: step]
        return Table.Group(
          Text(
            words.weekAhead(
              step, origins: result.originCount(group: group, step: step), outcomes: naive.count)),
          rows: models.indices.map { model in
            let tally = result.total[model: model, group: group, step: step]
            let row = [
              Text(words.name(models[model])), Text(words.amount(tally.meanAbsoluteError)),
              Text(words.ratio(tally.scaledError)), Text(words.percentagePoints(tally.percentageError)),
              Text(words.amount(tally.rankedProbabilityScore)),
              Text(words.amount(tally.weightedIntervalScore)),
              words.relative(tally.overallWeightedAverage(relativeTo: naive)),
            ]
            return row + levels.indices.map { words.coverage(tally, level: $0) }
          })
      })
  }

  private func indicators(step: Int) -> Table {
    var columns = [
      Table.Column(Text(words.indicator), priority: .essential),
      Table.Column(Text(words.outcomes), .trailing, priority: .high),
    ]
    columns += models.indices.map { model in
      Table.Column(
        Text("MAE " + words.name(models[model])), .decimal,
        priority: model == 0 || model == result.naive ? .essential : .normal)
    }
    columns.append(Table.Column(Text("OWA"), .decimal, priority: .high))
    columns += levels.map { Table.Column(Text(words.level($0)), .decimal, priority: .normal) }
    let judged = backtest.indicators.indices.filter {
      result.total[model: 0, group: $0, step: step].count > 0
    }
    return Table(
      columns: columns,
      rows: judged.map { group in
        let tally = result.total[model: 0, group: group, step: step]
        var row = [
          Text(words.name(backtest.indicators[group])), Text(words.style.integer(tally.count)),
        ]
        row += models.indices.map {
          Text(words.amount(result.total[model: $0, group: group, step: step].meanAbsoluteError))
        }
        row.append(
          words.relative(
            tally.overallWeightedAverage(
              relativeTo: result.total[model: result.naive, group: group, step: step])))
        return row + levels.indices.map { words.coverage(tally, level: $0) }
      })
  }

  private var allTogether: Table {
    var columns = [
      Table.Column(Text(words.model), priority: .essential),
      Table.Column(Text(words.outcomes), .trailing, priority: .low),
      Table.Column(Text("MASE"), .decimal, priority: .normal),
      Table.Column(Text("sMAPE"), .decimal, priority: .low),
      Table.Column(Text("OWA"), .decimal, priority: .essential),
    ]
    columns += levels.map { Table.Column(Text(words.level($0)), .decimal, priority: .high) }
    columns.append(Table.Column(Text("PIT"), priority: .high))
    columns.append(Table.Column(Text(words.worstOrigin), priority: .normal))
    let naive = result.total.pooled(model: result.naive)
    return Table(
      columns: columns,
      rows: models.indices.map { model in
        let tally = result.total.pooled(model: model)
        let row = [
          Text(words.name(models[model])), Text(words.style.integer(tally.count)),
          Text(words.ratio(tally.scaledError)), Text(words.percentagePoints(tally.percentageError)),
          words.relative(tally.overallWeightedAverage(relativeTo: naive)),
        ]
        let worst = model == result.naive ? nil : result.worstOrigin(model: model)
        return row + levels.indices.map { words.coverage(tally, level: $0) } + [
          Text(histogram(tally)), Text(worst.map(words.worst) ?? NumberStyle.missing),
        ]
      })
  }

  /// Counts as bars from zero, so that a flat histogram looks flat.
  private func histogram(_ tally: AccuracyTally) -> String {
    let counts = tally.transformCounts.map(Double.init)
    return Sparkline(counts, range: 0...max(counts.max() ?? 1, 1)).text
  }

  /// All weeks if there are few, else four of them, the last included.
  static func shownSteps(_ horizon: Int) -> [Int] {
    if horizon <= 4 { return Array(1...horizon) }
    return [1, (horizon + 2) / 3, (2 * horizon + 2) / 3, horizon]
  }
}

/// What is told first: the first indicator that was judged, at the farthest week ahead that was.
struct BacktestHeadline {
  let result: BacktestResult
  /// A position among the indicators.
  let group: Int
  /// Weeks ahead.
  let step: Int

  init(_ result: BacktestResult) {
    self.result = result
    var found = (group: 0, step: 1)
    search: for group in 0..<result.total.groupCount {
      for step in (1...result.backtest.horizon).reversed()
      where result.total[model: 0, group: group, step: step].count > 0 {
        found = (group, step)
        break search
      }
    }
    (group, step) = found
  }

  var originCount: Int { result.originCount(group: group, step: step) }

  func tally(model: Int) -> AccuracyTally { result.total[model: model, group: group, step: step] }
}
