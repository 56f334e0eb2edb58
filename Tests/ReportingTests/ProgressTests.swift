import Testing

@testable import Reporting

/// A message that is written over the one before must cover it.
@Suite struct ProgressTests {
  @Test(arguments: Language.allCases)
  func messages_areNoShorterThanTheOneBefore(_ language: Language) {
    let works: [WorkInProgress.Work] = [
      .reading, .importing, .learning, .forecasting, .checking, .planning, .reporting,
    ]
    #expect(Set(works.map { WorkInProgress($0, seconds: 2).message(in: language) }).count == works.count)
    for work in works {
      let lengths = [2, 9, 10, 99, 100, 1000, 10_000].map {
        WorkInProgress(work, seconds: $0).message(in: language).count
      }
      #expect(lengths == lengths.sorted())
    }
    let lengths = [0, 0.05, 0.3, 0.995, 1].map { PartingProgress(share: $0).message(in: language).count }
    #expect(lengths == lengths.sorted())
    #expect(PartingProgress(share: 1).isDone && !PartingProgress(share: 0.999).isDone)
  }
}
