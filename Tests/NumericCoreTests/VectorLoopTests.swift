import NumericCore
import Testing

/// Loops in C against the same sums one number after the other, bit by bit: on every processor the expected bits are
/// these, whatever it chose to run.
@Suite struct VectorLoopTests {
  private static func numbers(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in 10 * generator.normal() + 3 }
  }

  /// The sum in the order that CVector promises.
  private static func sum(_ terms: [Double]) -> Double {
    guard terms.count >= 8 else { return terms.reduce(0, +) }
    let rest = terms.count % 8
    var lanes = [Double](repeating: 0, count: 8)
    for (position, term) in terms.dropLast(rest).enumerated() { lanes[position % 8] += term }
    for (lane, term) in zip(8 - rest..<8, terms.suffix(rest)) { lanes[lane] += term }
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
  }

  private static let lengths = Array(0...40) + [103, 104, 111]

  /// Doubles start at any eighth of a block of eight.
  @Test(arguments: lengths)
  func lineSums_areThoseOfEightSideBySideWhereverValuesStand(length: Int) {
    let (level, rise) = (2.7, 0.3)
    let values = Self.numbers(length + 8, seed: 1)
    let times = Self.numbers(length + 8, seed: 2)
    for start in 0..<8 {
      let range = start..<start + length
      let times = times.span.extracting(7 - start..<7 - start + length)
      let sums = VectorLoops.lineSums(values.span.extracting(range), times: times, level: level, rise: rise)
      let left = (0..<length).map { values[start + $0] - level - rise * times[$0] }
      #expect(sums.sum == Self.sum(left))
      #expect(sums.tilt == Self.sum(left.indices.map { left[$0] * times[$0] }))
      #expect(sums.square == Self.sum(left.map { $0 * $0 }))
    }
  }

  @Test(arguments: lengths)
  func lineSums_areCloseToPlainSums(length: Int) {
    let values = Self.numbers(length, seed: 3)
    let times = Self.numbers(length, seed: 4)
    let sums = VectorLoops.lineSums(values.span, times: times.span, level: 1, rise: -0.5)
    let left = (0..<length).map { values[$0] - 1 + 0.5 * times[$0] }
    let tolerance: Double = 1e-14 * left.reduce(0) { $0 + 100 * (1 + $1 * $1) }
    #expect(abs(sums.sum - CompensatedSum(left).value) <= tolerance)
    #expect(abs(sums.tilt - CompensatedSum.dot(left, times)) <= tolerance)
    #expect(abs(sums.square - CompensatedSum.dot(left, left)) <= tolerance)
  }

  /// Columns one behind the other, apart, over each other as in a moving sum, and all the same.
  private static func strides(_ rows: Int) -> [Int] { [rows, rows + 3, 1, 0] }

  @Test(arguments: lengths)
  func subtractedColumns_areTakenOffOneAfterTheOther(rows: Int) {
    for count in 0...4 {
      for stride in Self.strides(rows) {
        let columns = Self.numbers(count * (rows + 3) + 8, seed: 5)
        let factors = Self.numbers(count, seed: 6)
        let start = (rows + count) % 8
        let before = Self.numbers(rows + 16, seed: 7)
        var expected = before
        for row in 0..<rows {
          for k in 0..<count { expected[start + row] -= factors[k] * columns[start + k * stride + row] }
        }
        var found = before
        var rest = found.mutableSpan
        VectorLoops.subtract(
          columns: columns.span.extracting(start...), stride: stride, times: factors.span, from: &rest,
          rows: start..<start + rows)
        // All of it: neither the numbers before nor those behind are touched.
        #expect(found == expected, "\(count) columns, \(stride) apart")
      }
    }
  }

  @Test(arguments: lengths)
  func addedProducts_areThoseOfEightSumsSideBySide(rows: Int) {
    for count in 0...4 {
      for stride in Self.strides(rows) {
        let columns = Self.numbers(count * (rows + 3) + 8, seed: 8)
        let start = (rows + count) % 8
        let other = Self.numbers(rows, seed: 9)
        let before = Self.numbers(count + 3, seed: 10)
        var expected = before
        for k in 0..<count {
          expected[2 + k] += Self.sum((0..<rows).map { columns[start + k * stride + $0] * other[$0] })
        }
        var found = before
        var products = found.mutableSpan
        VectorLoops.addProducts(
          columns: columns.span.extracting(start...), stride: stride, with: other.span, to: &products,
          at: 2..<2 + count)
        #expect(found == expected, "\(count) columns, \(stride) apart")
      }
    }
  }

  /// The rest of a column is read together with numbers that have been counted: those must not come back, not even
  /// as NaN.
  @Test func infiniteNumbers_areCountedOnce() {
    var values = [Double](repeating: 1, count: 12)
    values[6] = .infinity
    let ones = [Double](repeating: 1, count: 12)
    var product = [0.0]
    var span = product.mutableSpan
    VectorLoops.addProducts(columns: values.span, stride: 12, with: ones.span, to: &span, at: 0..<1)
    #expect(product == [.infinity])
    #expect(VectorLoops.lineSums(values.span, times: ones.span, level: 0, rise: 0).sum == .infinity)
  }
}
