import NumericCore
import Planning
import Scorecard
import SyntheticScorecards

/// The problems that are timed.
public enum SpeedProblem {
  private static let index = IndexDefinition.decision766
  private static let ids = index.components.map(\.id)

  private static func components(
    _ draw: inout SeededGenerator, shares: ClosedRange<Double>
  ) -> [SyntheticUnit.Course] {
    index.components.map {
      .init(
        level: draw.number(shares) * $0.maximum, pace: draw.number(0...0.02),
        volatility: draw.number(0.03...0.08))
    }
  }

  /// A unit with six components and two rivals of which totals are known, over a year.
  public static func office() -> History {
    var draw = SeededGenerator(seed: 7)
    // Far from the maxima: then the plan is an order statistic and a linear programme, and both sides are exact.
    let own = components(&draw, shares: 0.7...0.85)
    let total = own.reduce(0) { $0 + $1.level }
    return SyntheticHistory.make(
      units: [SyntheticUnit(name: "Own", components: own)]
        + [("North", 0.5), ("South", -0.5)].map { name, ahead in
          SyntheticUnit(
            name: name, total: .init(level: total + ahead, pace: 0.05, volatility: 0.15))
        }, weeks: 52, generator: &draw)
  }

  /// The total to reach is 1.2 points above the latest, and half a point above both rivals.
  public static func office(_ history: History, chances: [Double] = []) -> PlanSpecification {
    let latest = history.series(unit: 0, indicator: .total).last?.score ?? 0
    var specification = PlanSpecification(
      unit: "Own",
      targets: [Target(.total(latest + 1.2)), Target(.lead(0.5, over: .named(["North", "South"])))],
      weeks: 4, confidence: 0.8)
    for (position, id) in ids.enumerated() {
      specification.levers[id] = Lever(
        cost: CostCurve([
          .init(upTo: 0.3, rate: 1 + 0.25 * Double(position)),
          .init(upTo: 0.8, rate: 2 + 0.5 * Double(position)), .init(rate: 4 + Double(position)),
        ])!, pace: 0.5)
    }
    specification.scenarios = chances.map { Scenario(name: "\($0)", confidence: $0) }
    return specification
  }

  /// A hundred communes with six components each, half a year.
  public static func communes() -> History {
    var draw = SeededGenerator(seed: 11)
    var units: [SyntheticUnit] = []
    for number in 1...100 {
      units.append(
        SyntheticUnit(
          name: "Commune \(number)", level: .commune, components: components(&draw, shares: 0.75...0.9)))
    }
    return SyntheticHistory.make(units: units, weeks: 26, generator: &draw)
  }

  /// The larger problems, by name.
  public static let cases = ["initiatives", "group", "catalogue", "moves"]

  /// What is asked in one of the ``cases``.
  public static func specification(of name: String, _ history: History) -> PlanSpecification {
    switch name {
    case "initiatives": communes(history, initiatives: 200, budget: 400)
    case "catalogue": communes(history, initiatives: 5000, budget: 400)
    case "group": communes(history)
    default: moves(history)
    }
  }

  /// Every commune is to reach what the lower third of them has.
  private static func communes(_ history: History) -> PlanSpecification {
    let totals = history.units.indices.map { history.series(unit: $0, indicator: .total).last?.score ?? 0 }
    return PlanSpecification(
      targets: [Target(.group(UnitGroup(.commune), atLeast: totals.sorted()[33]))], weeks: 4, confidence: 0.8)
  }

  /// The same with levers that cost and initiatives, each for one to three communes.
  private static func communes(_ history: History, initiatives: Int, budget: Double) -> PlanSpecification {
    var draw = SeededGenerator(seed: 13)
    var specification = communes(history)
    for (position, id) in ids.enumerated() where position.isMultiple(of: 2) {
      specification.levers[id] = Lever(cost: CostCurve(rate: 3 + Double(position)), pace: 1)
    }
    for number in 1...initiatives {
      let first = draw.integer(0...99)
      let component = draw.pick(ids)
      specification.initiatives.append(
        Initiative(
          name: "Initiative \(number)", cost: draw.hundredths(0.5...5),
          effort: ["team \(number % 5)": (0..<draw.integer(1...2)).map { _ in Double(draw.integer(1...3)) }],
          effects: (0..<draw.integer(1...3)).map { step in
            .init(
              unit: history.units[(first + 17 * step) % 100].name, component: component,
              points: draw.hundredths(0.3...1.5))
          }, rampUp: draw.pick([[1], [0.5, 1]])))
    }
    specification.resources = Resources(
      budget: budget, teams: Dictionary(uniqueKeysWithValues: (0..<5).map { ("team \($0)", [60]) }))
    return specification
  }

  /// The office's unit, of which one component is lifted a week: less than the target takes.
  private static func moves(_ history: History) -> PlanSpecification {
    let latest = history.series(unit: 0, indicator: .total).last?.score ?? 0
    var specification = PlanSpecification(unit: "Own", targets: [Target(.total(latest + 1.2))], weeks: 4)
    specification.movesPerWeek = 1
    return specification
  }
}
