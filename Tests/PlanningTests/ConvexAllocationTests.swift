import NumericCore
import Testing

@testable import Planning

/// The exact allocation against a search that knows nothing of breakpoints.
@Suite struct ConvexAllocationTests {
  /// A component with a cost per point, stated by its numbers alone.
  private struct Item {
    var cost = 1.0
    var familiar: Double
    var headroom: Double
    var lower = 0.0
    var upper: Double

    var item: ConvexAllocation.Item {
      let pieces = EffortCurve(familiar: familiar, headroom: headroom).pieces.map {
        EffortCurve.Piece(length: $0.length, slope: cost * $0.slope, endSlope: cost * $0.endSlope)
      }
      return ConvexAllocation.Item(EffortCurve(pieces), lower: lower, upper: upper)
    }
  }

  private func allocation(_ required: Double, _ items: [Item]) -> ConvexAllocation? {
    ConvexAllocation(required: required, items: items.map(\.item))
  }

  /// f′ as the documentation states it, written anew.
  private func slope(_ item: Item, _ x: Double) -> Double {
    if x <= item.familiar && item.familiar > 0 { return item.cost * (1 + x / item.familiar) }
    if item.headroom <= item.familiar { return item.cost * 2 }
    return item.cost * (2 + 4 * (x - item.familiar) / (item.headroom - item.familiar))
  }

  /// The greatest x within the limits whose slope is at most the price, by bisection.
  private func lift(_ item: Item, _ price: Double) -> Double {
    if slope(item, item.lower) > price { return item.lower }
    var (low, high) = (item.lower, item.upper)
    if slope(item, high) <= price { return high }
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if slope(item, middle) <= price { low = middle } else { high = middle }
    }
    return low
  }

  /// Bisection on the price.
  private func reference(_ required: Double, _ items: [Item]) -> [Double] {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if items.reduce(0, { $0 + lift($1, middle) }) < required { low = middle } else { high = middle }
    }
    return items.map { lift($0, high) }
  }

  private func randomItems(_ generator: inout SeededGenerator) -> [Item] {
    (0..<Int.random(in: 1...7, using: &generator)).map { _ in
      let headroom = 0.01 + 5 * generator.uniform()
      // Some components never rose, some are familiar up to their maximum.
      let familiar = [0, headroom, headroom * generator.uniform()].randomElement(using: &generator)!
      let upper = [familiar, headroom, headroom * generator.uniform()].randomElement(using: &generator)!
      let lower = generator.uniform() < 0.3 ? upper * generator.uniform() : 0
      return Item(
        cost: generator.uniform() < 0.5 ? 1 : 0.2 + 4 * generator.uniform(), familiar: familiar,
        headroom: headroom, lower: lower, upper: upper)
    }
  }

  @Test func randomProblems_agreeWithBisection_andAreOptimal() throws {
    var generator = SeededGenerator(seed: 41)
    for trial in 0..<500 {
      let items = randomItems(&generator)
      let least = items.reduce(0) { $0 + $1.lower }
      let most = items.reduce(0) { $0 + $1.upper }
      let required = least + (most - least) * generator.uniform()
      let found = try #require(allocation(required, items))
      #expect(abs(found.lifts.reduce(0, +) - max(required, least)) <= 1e-9, "\(trial)")
      let expected = reference(required, items)
      for (item, (lift, other)) in zip(items, zip(found.lifts, expected)) {
        #expect(lift >= item.lower - 1e-12 && lift <= item.upper + 1e-12)
        // 50 halvings of 40 leave 4e-14 of the price; a slope of at least 0.04 per point magnifies it.
        #expect(abs(lift - other) <= 1e-9, "\(trial)")
        // Optimality: what lies inside its limits has the common price; what is at a limit wants beyond it.
        // Without any limit to speak of (lower = upper) nothing is asked.
        guard item.upper > item.lower + 1e-6, required > least + 1e-6 else { continue }
        let effort = slope(item, lift)
        if lift > item.lower + 1e-9 { #expect(effort <= found.shadowPrice + 1e-6) }
        if lift < item.upper - 1e-9 { #expect(effort >= found.shadowPrice - 1e-6) }
      }
    }
  }

  @Test func greaterRequirement_neverLowersAnyLift_norThePrice() throws {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<50 {
      let items = randomItems(&generator)
      let most = items.reduce(0) { $0 + $1.upper }
      var previous: ConvexAllocation?
      for step in 0...20 {
        let found = try #require(allocation(most * Double(step) / 20, items))
        if let previous {
          let isMonotone = zip(previous.lifts, found.lifts).allSatisfy { $0 <= $1 + 1e-9 }
          #expect(isMonotone && previous.shadowPrice <= found.shadowPrice + 1e-9)
        }
        previous = found
      }
    }
  }

  @Test func impossible_isNil_andLowerLimitsAloneMayDo() {
    let item = Item(familiar: 1, headroom: 2, lower: 0.5, upper: 1.5)
    #expect(allocation(3.1, [item, item]) == nil)
    #expect(allocation(3, [item, item])?.lifts == [1.5, 1.5])
    #expect(allocation(-4, [item, item])?.lifts == [0.5, 0.5])
    #expect(allocation(0, [])?.lifts == [])
    #expect(allocation(1, []) == nil)
  }

  @Test func equalCosts_shareInProportionToWhatIsFamiliar() throws {
    let items = [Item(familiar: 1, headroom: 4, upper: 4), Item(familiar: 3, headroom: 4, upper: 4)]
    let found = try #require(allocation(2, items))
    #expect(abs(found.lifts[0] - 0.5) < 1e-12 && abs(found.lifts[1] - 1.5) < 1e-12)
    #expect(abs(found.shadowPrice - 1.5) < 1e-12)
  }

  @Test func weights_countInTheSum_andThePriceIsPerUnitOfIt() throws {
    // Slopes 1 + x over two familiar points each; the second counts double, so its slope per unit is half.
    let curve = EffortCurve(familiar: 1, headroom: 1)
    let items = [ConvexAllocation.Item(curve), ConvexAllocation.Item(curve, weight: 2)]
    let found = try #require(ConvexAllocation(required: 2.2, items: items))
    #expect(abs(found.lifts[0] + 2 * found.lifts[1] - 2.2) < 1e-12)
    // The second is full at the price (1 + 1)/2 = 1, where the first just starts; the rest is the first's.
    #expect(abs(found.lifts[1] - 1) < 1e-12 && abs(found.lifts[0] - 0.2) < 1e-12)
    #expect(abs(found.shadowPrice - 1.2) < 1e-12)
  }

  @Test func flatSlopes_shareInProportionToTheirRoom() throws {
    let flat = EffortCurve([EffortCurve.Piece(length: 1, slope: 2, endSlope: 2)])
    let items = [ConvexAllocation.Item(flat), ConvexAllocation.Item(flat, upper: 0.5)]
    let found = try #require(ConvexAllocation(required: 0.6, items: items))
    #expect(abs(found.lifts[0] - 0.4) < 1e-12 && abs(found.lifts[1] - 0.2) < 1e-12)
    #expect(found.shadowPrice == 2)
  }

  @Test func statedCosts_areCountedAsStatedWithinThePace_andMoreBeyond() throws {
    let cost = try #require(CostCurve([.init(upTo: 0.5, rate: 1), .init(rate: 3)]))
    let curve = EffortCurve(cost: cost, familiar: 1, headroom: 2)
    #expect(abs(curve.effort(of: 0.5) - 0.5) < 1e-12 && abs(curve.effort(of: 1) - 2) < 1e-12)
    // Beyond one point the rate of 3 counts 2 to 6 times: on average 4 over the second point.
    #expect(abs(curve.effort(of: 2) - 14) < 1e-12)
    #expect(curve.marginalEffort(at: 0.5) == 3 && curve.marginalEffort(upTo: 0.5) == 1)
    #expect(curve.marginalEffort(at: 1) == 6 && curve.marginalEffort(at: 2) == .infinity)
    #expect(cost.cost(of: 2) == 5 && cost.cost(of: 0.25) == 0.25 && cost.cost(of: 0) == 0)
  }

  /// The forecast may near its maximum after more was lifted than there is headroom then.
  @Test func costsBeyondTheHeadroom_areThoseStated() throws {
    let cost = try #require(CostCurve([.init(upTo: 0.5, rate: 1), .init(rate: 3)]))
    let familiar = EffortCurve(cost: cost, familiar: 0.4, headroom: 0.4, reach: 0.8)
    #expect(abs(familiar.effort(of: 0.8) - cost.cost(of: 0.8)) < 1e-12)
    // Beyond the familiar lift a point counts up to six times as much.
    let near = EffortCurve(cost: cost, familiar: 0.2, headroom: 0.4, reach: 0.8)
    #expect(abs(near.effort(of: 0.8) - (0.2 + 0.2 * 4 + 6 * (0.1 * 1 + 0.3 * 3))) < 1e-12)
    let none = EffortCurve(cost: cost, familiar: 0, headroom: 0, reach: 0.6)
    #expect(abs(none.effort(of: 0.6) - cost.cost(of: 0.6)) < 1e-12)
  }
}
