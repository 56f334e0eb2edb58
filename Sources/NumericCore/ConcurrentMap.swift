internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How many pieces of independent work are done at the same time.
package enum Concurrency {
  /// The processor cores that are switched on.
  package static let activeCores = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)

  /// How many workers a map has unless it is told otherwise: a core each. Within a worker it is one, so that maps
  /// within maps together take no more cores than there are.
  @TaskLocal package static var workers = activeCores
}

extension RandomAccessCollection where Self: Sendable, Element: Sendable {
  /// What a transformation makes of every element, in their order, worked out on several cores.
  ///
  /// The result, and the error if there is one, are those of `map`: chunks are handed out in order, so all that stands
  /// before the first element that fails is worked out too, and the number of workers changes nothing. After a failure
  /// no further chunk is begun.
  ///
  /// The caller works along and returns when all is done, so no work outlives the call. It is made of
  /// `concurrentPerform` and not of tasks because what it serves is synchronous arithmetic: a synchronous function
  /// cannot wait for tasks, and one that made its callers asynchronous would reach up to the public interface. It may
  /// be called within a task; the task's thread then is one of the workers.
  ///
  /// BLAS is held to one thread per call as soon as it is called first (`LAPACK`), so workers do not fight its own.
  ///
  /// - Parameters:
  ///   - chunk: How many elements a worker takes at a time: one where each takes long; more where handing out, below
  ///     a microsecond, would count.
  ///   - workers: At most so many work at the same time.
  ///   - transform: Depends on its element alone.
  /// - Complexity: That of `map`, shared by the workers.
  package func concurrentMap<Result: Sendable, Failure: Error>(
    chunk: Int = 1, workers: Int = Concurrency.workers,
    _ transform: @Sendable (Element) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    precondition(chunk >= 1 && workers >= 1, "a chunk has an element and a map a worker")
    let chunks = (count + chunk - 1) / chunk
    guard Swift.min(workers, chunks) > 1 else { return try map(transform) }
    let handout = Mutex(Handout<Result, Failure>(results: [[Result]?](repeating: nil, count: chunks)))
    DispatchQueue.concurrentPerform(iterations: Swift.min(workers, chunks)) { _ in
      Concurrency.$workers.withValue(1) {
        while let next = handout.withLock({ $0.takeNext() }) {
          let start = index(startIndex, offsetBy: next * chunk)
          let end = index(start, offsetBy: chunk, limitedBy: endIndex) ?? endIndex
          do throws(Failure) {
            let results = try self[start..<end].map(transform)
            handout.withLock { $0.results[next] = results }
          } catch {
            handout.withLock { $0.fail(error, at: next) }
          }
        }
      }
    }
    let done = handout.withLock { $0 }
    if let failure = done.failure { throw failure.error }
    return done.results.flatMap { $0! }
  }
}

/// The chunks of a map: which comes next, and what came of those that are done.
private struct Handout<Result: Sendable, Failure: Error>: Sendable {
  var results: [[Result]?]
  private(set) var failure: (error: Failure, chunk: Int)?
  private var next = 0

  init(results: [[Result]?]) { self.results = results }

  mutating func takeNext() -> Int? {
    guard failure == nil, next < results.count else { return nil }
    next += 1
    return next - 1
  }

  /// Of several failures that of the first chunk counts.
  mutating func fail(_ error: Failure, at chunk: Int) {
    if let failure, failure.chunk < chunk { return }
    failure = (error, chunk)
  }
}
