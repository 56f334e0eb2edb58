import Forecasting
import Planning
import Scorecard

/// The JSON of a report, `headway.report/1`.
extension WeeklyReport {
  /// The facts of the report, with ids and numbers that do not depend on the language.
  public var json: String {
    JSONValue.object(
      [
        ("schema", "headway.report/1"),
        ("unit", .string(history.units[review.unit].name)),
        ("as_of", .string(review.day.description)),
        ("weeks", .integer(horizon)),
        ("paths", .integer(review.forecast.pathCount)),
        ("seed", .unsigned(review.forecast.seed)),
        history.overridesMember,
        ("headline", headlineJSON),
        ("forecast", .array(weeks(review.total))),
        ("ranks", ranksJSON),
        ("rivals", .array((review.rivals?.rivals ?? []).map(json))),
        ("components", .array(review.components.map(json))),
        ("last_forecast", hindsightJSON),
        ("levels", .array(review.levels.map(json))),
        ("findings", .array(review.findings.map(json))),
        ("plan", planJSON),
      ]
    ).text + "\n"
  }

  private var headlineJSON: JSONValue {
    let standing = review.standing
    return .object(
      change(standing.latest) + [
        ("is_published", .bool(standing.isPublished)),
        ("rank", .integer(standing.rank)),
        ("ranked", .integer(standing.rankedCount)),
        ("weeks_in_lead", .integer(standing.weeksInLead)),
        ("lead_is_older", .bool(standing.isLeadOlder)),
      ])
  }

  private func change(_ latest: LatestChange) -> [(String, JSONValue)] {
    [
      ("score", .number(latest.score)), ("as_of", .string(latest.day.description)),
      ("previous", .number(latest.previous)), ("previous_as_of", .string(latest.previousDay?.description)),
      ("change", .number(latest.change?.reported)),
    ]
  }

  private func weeks(_ distributions: [PredictiveDistribution]) -> [JSONValue] {
    zip(days, distributions).enumerated().map { position, week in
      .object(
        [
          ("step", .integer(position + 1)), ("as_of", .string(week.0.description)),
          ("mean", .number(week.1.mean.reported)), ("median", .number(week.1.median.reported)),
        ]
          + levels.flatMap { level -> [(String, JSONValue)] in
            let interval = week.1.interval(level)
            return [
              ("lo\(level.name)", .number(interval.lowerBound.reported)),
              ("hi\(level.name)", .number(interval.upperBound.reported)),
            ]
          })
    }
  }

  private var ranksJSON: JSONValue {
    guard let ranks = review.ranks else { return .null }
    return .array(
      ranks.probabilities.indices.map { position in
        .object([
          ("step", .integer(position + 1)), ("as_of", .string(days[position].description)),
          ("probabilities", .array(ranks.probabilities[position].map { .number($0) })),
          ("p_tied", .number(ranks.tied[position])),
        ])
      })
  }

  private func json(_ rival: RivalComparison.Rival) -> JSONValue {
    .object([
      ("unit", .string(history.units[rival.unit].name)), ("score", .number(rival.score)),
      ("as_of", .string(rival.day.description)), ("gap", .number(rival.gapNow.reported)),
      ("gap_before", .number(rival.gapBefore?.reported)),
      ("closing_speed", .number(rival.closingSpeed?.reported)),
      ("overtaking_as_of", .string(rival.overtaking?.day.description)),
      ("p_behind", .array(rival.weeks.map { .number($0.probabilityBehind) })),
      ("p_lead", .array(rival.weeks.map { .number($0.probabilityLead) })),
    ])
  }

  private func json(_ component: ComponentReview) -> JSONValue {
    .object(
      [("indicator", .string(component.indicator.id(in: history.index)))] + change(component.latest) + [
        ("max", .number(component.maximum)), ("ratio", .number(component.ratio.reported)),
        ("four_week_change", .number(component.monthChange?.reported)),
        ("remarks", .array(component.remarks.map { .string($0.id) })),
        ("forecast", .array(weeks(component.forecast))),
      ])
  }

  private func json(_ level: LevelReview) -> JSONValue {
    .object([
      ("level", .string(level.level?.rawValue)), ("as_of", .string(level.day.description)),
      ("mean", .number(level.mean.reported)), ("top_ten_spread", .number(level.topTenSpread)),
      ("gap_to_bottom", .number(level.gapToBottom)),
      ("members", .array(level.members.map { json($0, isRanked: true) })),
      ("stale", .array(level.stale.map { json($0, isRanked: false) })),
    ])
  }

  private func json(_ member: LevelReview.Member, isRanked: Bool) -> JSONValue {
    .object(
      [("unit", .string(history.units[member.unit].name))] + change(member.latest) + [
        ("rank", isRanked ? .integer(member.rank) : .null),
        ("previous_rank", member.previousRank.map { .integer($0) } ?? .null),
        ("rating", .string(member.rating.id)),
        ("is_beyond_noise", member.isBeyondNoise.map { .bool($0) } ?? .null),
        ("is_implausible", .bool(member.isImplausible)),
        ("forecast", .array(member.forecast.map { .number($0.median.reported) })),
      ])
  }

  private func json(_ finding: Finding) -> JSONValue {
    .object([
      ("severity", .string(finding.severity.rawValue)), ("code", .string(finding.code.rawValue)),
      ("as_of", .string(finding.day?.description)), ("unit", .string(finding.unit)),
      ("indicator", .string(finding.indicator?.id(in: history.index))),
      ("value", .number(finding.value)),
      (
        "text",
        .string(
          finding.message(in: language, index: history.index, axis: history.axis, places: review.data.places))
      ),
    ])
  }

  private var planJSON: JSONValue {
    review.plan.map { PlanReport($0, history: history, language: language).jsonValue } ?? .null
  }
}

extension ComponentReview.Remark {
  /// The short name in files.
  fileprivate var id: String {
    switch self {
    case .lowestRatio: "lowest_ratio"
    case .onlyFall: "only_fall"
    case .greatestRise: "greatest_rise"
    case .greatestFall: "greatest_fall"
    case .atMaximum: "at_maximum"
    case .almostFull: "almost_full"
    case .unchanged: "unchanged"
    case .late: "late"
    }
  }
}

extension LevelReview.Rating {
  /// The short name in files.
  fileprivate var id: String {
    switch self {
    case .leading: "leading"
    case .good: "good"
    case .needsImprovement: "needs_improvement"
    }
  }
}
