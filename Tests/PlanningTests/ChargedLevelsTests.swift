import NumericCore
import Testing

@testable import Planning

/// Levels that suffice, against what their charges must come to.
@Suite struct ChargedLevelsTests {
  @Test(arguments: 0..<40) func levelsThatSuffice_relieveEnough(_ seed: Int) {
    var draw = SeededGenerator(seed: UInt64(seed))
    let (paths, count) = (60, 2 + seed % 4)
    let needs = (0..<count).map { _ in
      (0..<paths).map { _ in
        let need = max(draw.normal() + 0.2, 0)
        // Ties, and columns that few paths need.
        return seed.isMultiple(of: 3)
          ? (need * 5).rounded() / 5 : seed.isMultiple(of: 7) ? max(need - 1.5, 0) : need
      }
    }
    let columns = needs.map { PathColumn($0) }
    let wanted = 36 + seed % 20
    let marginals = columns.map { $0.level(wanted: wanted) }
    let charged = ChargedLevels(columns, above: marginals, wanted: wanted)
    for raises in charged.raises {
      #expect(raises.allSatisfy { $0.points >= 0 && $0.relief > 0 })
      #expect(zip(raises, raises.dropFirst()).allSatisfy { $0.relief >= $1.relief - 1e-9 })
    }
    var tried = 0
    for _ in 0..<4000 {
      // Levels that few paths exceed in each column.
      let levels = columns.indices.map { column in
        let rank = Int(draw.next() % UInt64(paths - wanted + 1))
        return max(needs[column][columns[column].order[rank / (1 + rank % count)]], marginals[column])
      }
      let met = (0..<paths).count { path in needs.indices.allSatisfy { needs[$0][path] <= levels[$0] } }
      guard met >= wanted else { continue }
      tried += 1
      var relieved = 0.0
      for column in needs.indices {
        var left = levels[column] - marginals[column]
        for raise in charged.raises[column] {
          relieved += raise.relief * min(left, raise.points)
          left -= min(left, raise.points)
        }
      }
      #expect(relieved >= charged.relief - 1e-9)
    }
    #expect(tried > 0)
  }
}
