import Forecasting
import Foundation
import NumericCore
import Testing

@testable import Scorecard

/// A state that is brought up to date week by week is that of the whole history.
@Suite struct SeriesStateTests {
  /// What the whole history says, by the slow way.
  private static func whole(
    _ rows: [String]
  ) throws -> [(name: String, days: [Int], values: [Double], step: Double)] {
    let history = try HistoryReader.read(WeeklyFiles.text(rows)).history
    return history.units.indices.map { unit in
      let observed = history.series(unit: unit, indicator: .value)
      return (
        history.units[unit].name, observed.map(\.day.ordinal), observed.map(\.score),
        Resolution.step(
          decimals: history.decimals(ofUnit: unit, indicator: .value), scores: observed.map(\.score))
      )
    }
  }

  @Test(arguments: StateModel.allCases)
  func anyFilesOneAfterTheOther_giveWhatTheWholeHistorySays(_ model: StateModel) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let weeks = model == .line ? 40 : 190
      let trial = WeeklyFiles(series: 60, weeks: weeks, files: 5, latest: 5, seed: seed)
      var state: StateTrial?
      for file in trial.files {
        state = try StateTrial(model, WeeklyFiles.text(file), before: state?.bytes)
        #expect(state?.leftOut.problemCount == 0)
      }
      let found = try #require(state).series
      let expected = try Self.whole(trial.files.flatMap(\.self))
      #expect(found.map(\.name) == expected.map(\.name))
      var designs = LineDesigns()
      for (one, all) in zip(found, expected) {
        let kept = model.keptRows
        #expect(one.days == all.days.suffix(kept), "\(one.name)")
        #expect(one.values.map(\.bitPattern) == all.values.suffix(kept).map(\.bitPattern), "\(one.name)")
        #expect(one.scale == .holding(all.values) && one.resolution == all.step, "\(one.name)")
        let last = all.days[all.days.count - 1]
        let (times, values) = (all.days.map { Double($0 - last) / 7 }, all.values)
        let line = designs.line(times: times.span, values: values.span, resolution: all.step)
        if model == .line {
          for weeks in [1.0, 13] {
            let (mean, error) = (line.mean(weeksAhead: weeks), line.standardError(weeksAhead: weeks))
            #expect(
              abs(one.line.mean(weeksAhead: weeks) - mean) <= 1e-10 * (abs(mean) + error), "\(one.name)")
            #expect(abs(one.line.standardError(weeksAhead: weeks) - error) <= 1e-10 * error, "\(one.name)")
          }
        }
      }
    }
  }

  @Test(arguments: StateModel.allCases)
  func sameFileTwice_changesNoByte(_ model: StateModel) throws {
    let trial = WeeklyFiles(series: 300, weeks: 30, files: 2, latest: 5, seed: 9)
    let first = try StateTrial(model, WeeklyFiles.text(trial.files[0]))
    let second = try StateTrial(model, WeeklyFiles.text(trial.files[1]), before: first.bytes)
    #expect(second.bytes != first.bytes)
    let again = try StateTrial(model, WeeklyFiles.text(trial.files[1]), before: second.bytes)
    #expect(again.bytes == second.bytes)
    // As does the history, although a line no longer knows its oldest rows.
    let history = try StateTrial(model, WeeklyFiles.text(trial.files[0]), before: first.bytes)
    #expect(history.bytes == first.bytes)
    #expect((history.leftOut.problemCount == 0) == (model == .patterns))
  }

  @Test(arguments: StateModel.allCases)
  func streamAndWholeFile_makeTheSameState(_ model: StateModel) throws {
    let rows = (0..<700).flatMap { number in
      (0..<(number % 3 == 0 ? 4 : 20)).map { "s\(number),\($0),\(number + $0 * $0 % 7).\($0)" }
    }
    let text = Array("series,step,value\n\(rows.joined(separator: "\n"))\n".utf8)
    let expected = try StateTrial(model, text).bytes
    for (size, workers) in [(300, 1), (300, 2), (1 << 20, 3)] {
      var stream = try #require(try SeriesStream(try StateTrial.input(text), pieceSize: size))
      var writer = StateWriter(model, isStep: true)
      let update = StateUpdate(model)
      try Concurrency.$workers.withValue(workers) {
        while let block = try stream.next() {
          for part in block.parts.concurrentMap({ update.begin(block, part: $0) { _ in } }) {
            writer.append(part.records)
          }
        }
      }
      writer.finish()
      #expect(writer.recordCount == 700)
      #expect(writer.takeBytes() == expected, "pieces of \(size)")
    }
  }

  @Test func rowsBeforeThoseThatAreKept_areLeftOutAndTold() throws {
    let history = (1...20).map { "a,\($0),\($0 * $0)" } + (1...3).map { "b,\($0),\($0)" }
    let before = try StateTrial(.line, Self.steps(history))
    let after = try StateTrial(
      .line, Self.steps(["b,-4,7", "a,12,1", "a,13,5", "a,20,3", "A,5,9", "c,1,"]), before: before.bytes)
    let problems = after.leftOut.problems
    #expect(problems.map(\.line) == [3, 6] && after.leftOut.problemCount == 2)
    #expect(problems.map(\.value) == ["12", "5"] && problems.allSatisfy { $0.column == 2 })
    #expect(problems.allSatisfy { $0.reason == .beforeState(oldest: "13") && $0.unit?.lowercased() == "a" })
    // A correction and a row that is older than all others are taken in, and a name without a value is none.
    #expect(after.series.map(\.name) == ["a", "b"])
    #expect(after.series[0].values == [5, 196, 225, 256, 289, 324, 361, 3])
    #expect(after.series[1].days == [-28, 7, 14, 21])
    #expect(after.leftOut.heldBackUnits.map(\.name) == ["c"])
    let known = try StateTrial(.line, Self.steps(["a,21,", "b,4,4"]), before: before.bytes)
    #expect(known.leftOut.heldBackUnits.isEmpty && known.series[0].days.last == 140)
  }

  @Test func newSeries_joinAtTheEnd_whateverTheOrderOfRows() throws {
    let before = try StateTrial(.patterns, Self.steps((0..<300).map { "s\($0),1,5" }))
    let after = try StateTrial(
      .patterns, Self.steps(["z,2,1", "s7,2,6", "y,2,1", "z,1,4", "S299,2,8", "s1,2,"]), before: before.bytes)
    #expect(after.series.map(\.name) == (0..<300).map { "s\($0)" } + ["z", "y"])
    #expect(after.series[300].values == [4, 1] && after.series[299].values == [5, 8])
    // Frames hold 256 records, whenever these joined.
    let whole = try StateTrial(
      .patterns,
      Self.steps(
        (0..<300).map { "s\($0),1,5" } + ["z,2,1", "s7,2,6", "y,2,1", "z,1,4", "S299,2,8"]))
    #expect(whole.bytes == after.bytes)
  }

  @Test func noUsableRow_isAnError() throws {
    let before = try StateTrial(.line, Self.steps(["a,1,5"]))
    for rows in [[], ["a,2,"], ["a,2,x"]] as [[String]] {
      #expect(throws: IngestError.self) { try StateTrial(.line, Self.steps(rows), before: before.bytes) }
    }
  }

  @Test(arguments: [1, 2, 3])
  func sample_isThatOfTheWholeHistory(_ workers: Int) throws {
    let all = (0..<1500).flatMap { number in (0..<6).map { "s\(number),\($0),\(number % 50 + $0)" } }
    let stream = try #require(try SeriesStream(try StateTrial.input(Self.steps(all))))
    let expected = try #require(try stream.sample()).batch
    // The last week, and every fifth series, come later.
    let isLater = { (row: String) in row.contains(",5,") || row.contains("5,") && row.contains("0,") }
    let before = try StateTrial(.patterns, Self.steps(all.filter { !isLater($0) }))
    let rows = try NewRows(try StateTrial.input(Self.steps(all.filter(isLater))))
    let survey = try Concurrency.$workers.withValue(workers) {
      try StateUpdate(.patterns, rows: rows).survey(try StateTrial.state(before.bytes, .patterns))
    }
    #expect(survey.count == 1500)
    #expect(survey.sample.descriptions == expected.descriptions)
    for position in expected.descriptions.indices {
      #expect(survey.sample[position].values == expected[position].values)
      #expect(survey.sample[position].times == expected[position].times)
    }
  }

  private static func steps(_ rows: [String]) -> [UInt8] {
    Array("series,step,value\n\(rows.map { $0 + "\n" }.joined())".utf8)
  }
}
