import NumericCore

@testable import Planning
@testable import Scorecard

let index = IndexDefinition.decision766
let monday = Day(year: 2025, month: 9, day: 1)!

/// Weekly scores of one unit, a list per indicator; `nil` where a week is missing.
struct UnitScores {
  var name: String
  var level: Level = .province
  var scores: [(Indicator, [Double?])]
}

func history(_ units: [UnitScores]) -> History {
  var observations: [Observation] = []
  for (unit, entry) in units.enumerated() {
    for (indicator, scores) in entry.scores {
      for (week, score) in scores.enumerated() {
        guard let score else { continue }
        observations.append(
          Observation(
            day: monday.adding(days: 7 * week), unit: unit, indicator: indicator, score: score, decimals: 2))
      }
    }
  }
  return History(
    index: index, units: units.map { Unit(name: $0.name, level: $0.level) }, observations: observations)
}

/// Scores that move by `pace` a week with a little noise, rounded to two decimals, at most `maximum`.
func course(_ level: Double, pace: Double, weeks: Int = 16, seed: UInt64, maximum: Double = 100) -> [Double?]
{
  var generator = SeededGenerator(seed: seed)
  return (0..<weeks).map { week in
    let value = level + pace * Double(week) + 0.03 * generator.normal()
    return min(max((value * 100).rounded() / 100, 0), maximum)
  }
}

/// A unit with all components and their sum as total: about 88 points after 16 weeks, with headroom everywhere.
func planned(
  _ name: String = "A", paces: [Double] = [0.02, 0.03, 0.01, 0, 0.01, 0.05], discrepancy: Double = 0
) -> UnitScores {
  let levels = [15.6, 18.2, 8.0, 9.2, 16.5, 19.0]
  let parts = levels.indices.map {
    course(levels[$0], pace: paces[$0], seed: UInt64($0 + 1), maximum: index.components[$0].maximum)
  }
  let totals: [Double?] = (0..<16).map { week in
    let sum = parts.reduce(discrepancy) { $0 + $1[week]! }
    return (sum * 100).rounded() / 100
  }
  return UnitScores(
    name: name, scores: parts.enumerated().map { (.component($0), $1) } + [(.total, totals)])
}

func totals(_ name: String, _ level: Double, pace: Double, seed: UInt64 = 50, weeks: Int = 16) -> UnitScores {
  UnitScores(name: name, scores: [(.total, course(level, pace: pace, weeks: weeks, seed: seed))])
}

let pathCount = 1000
