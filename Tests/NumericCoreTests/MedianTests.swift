import NumericCore
import Testing

@Suite struct MedianTests {
  /// The definition, by sorting.
  private func sortedMedian(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  @Test func smallCases() {
    #expect(median(of: []) == 0)
    #expect(median(of: [3]) == 3)
    #expect(median(of: [3, 1]) == 2)
    #expect(median(of: [3, 1, 2]) == 2)
    #expect(median(of: [4, 1, 3, 2]) == 2.5)
    #expect(median(of: [-1, .infinity, 1]) == 1)
  }

  @Test func anyLengthAndOrder_isThatOfSorting_toTheLastBit() {
    var generator = SeededGenerator(seed: 3)
    // Around the length where insertion takes over, and well beyond.
    for count in Array(1...70) + [100, 325, 1000, 1001, 4096] {
      let random = (0..<count).map { _ in generator.normal() }
      // Many equal values, as changes of rounded scores are.
      let tied = (0..<count).map { _ in (2 * generator.normal()).rounded() }
      let ascending = (0..<count).map(Double.init)
      let pipes = (0..<count).map { Double(min($0, count - $0)) }
      let shapes = [random, tied, ascending, ascending.reversed(), pipes, random.map { _ in 7.25 }]
      for values in shapes { #expect(median(of: values) == sortedMedian(values)) }
    }
  }

  @Test func reorderedValues_areTheSameValues() {
    var generator = SeededGenerator(seed: 4)
    let values = (0..<500).map { _ in generator.normal() }
    var reordered = values
    #expect(median(&reordered) == sortedMedian(values))
    #expect(reordered.sorted() == values.sorted())
  }

  /// Median of three is quadratic on this permutation (Musser 1997): it must end in the sort, with the right
  /// result.
  @Test func medianOfThreeKiller_isSolvedByTheFallback() {
    let half = 2048
    var values = [Double](repeating: 0, count: 2 * half)
    for i in 1...half {
      if i % 2 == 1 {
        values[i - 1] = Double(i)
        values[i] = Double(half + i)
      }
      values[half + i - 1] = Double(2 * i)
    }
    #expect(median(of: values) == sortedMedian(values))
  }

  @Test func greatestNumbers_doNotOverflow() {
    let greatest = Double.greatestFiniteMagnitude
    #expect(median(of: [greatest, greatest]) == greatest)
    #expect(median(of: [-greatest, greatest]) == 0)
  }

  @Test func notANumber_endsAndStaysInside() {
    // Outside of the contract, but nothing may hang or trap.
    for place in 0..<40 {
      var values = (0..<40).map(Double.init)
      values[place] = .nan
      _ = median(&values)
      #expect(values.count == 40)
    }
  }
}
