import Testing

@testable import NumericCore

@Suite("A map on several cores") struct ConcurrentMapTests {
  private struct Odd: Error, Hashable { let number: Int }

  /// Takes longer for some than for others, so that workers finish out of order.
  private static func slowSquare(_ number: Int) -> Int {
    var generator = SeededGenerator(seed: UInt64(number))
    var sum: UInt64 = 0
    for _ in 0..<(number.isMultiple(of: 7) ? 20_000 : 10) { sum &+= generator.next() }
    return sum == 0 ? -1 : number * number
  }

  @Test("Results stand in the order of the input, whatever workers and chunks are", arguments: [1, 2, 3, 8])
  func order(workers: Int) {
    for count in [0, 1, 2, 97] {
      for chunk in [1, 4, 200] {
        let results = (0..<count).concurrentMap(chunk: chunk, workers: workers, Self.slowSquare)
        #expect(results == (0..<count).map { $0 * $0 })
      }
    }
  }

  @Test("The error is that of the first element that fails", arguments: [1, 2, 5])
  func firstError(workers: Int) {
    for _ in 0..<20 {
      #expect(throws: Odd(number: 21)) {
        try (0..<200).concurrentMap(workers: workers) { number throws(Odd) -> Int in
          if number == 21 || number >= 23 { throw Odd(number: number) }
          return Self.slowSquare(number)
        }
      }
    }
  }

  @Test("Slices and arrays work as well, and maps within maps take one worker")
  func nested() {
    let sums = Array(0..<20)[5...].concurrentMap(workers: 2) { outer in
      (Concurrency.workers, (0..<outer).concurrentMap { $0 }.reduce(0, +))
    }
    #expect(sums.map(\.1) == (5..<20).map { $0 * ($0 - 1) / 2 })
    #expect(sums.allSatisfy { $0.0 == 1 })
  }

  @Test("The number of workers can be set for all that is called")
  func limit() {
    #expect(Concurrency.activeCores >= 1)
    Concurrency.$workers.withValue(3) { #expect(Concurrency.workers == 3) }
  }
}
