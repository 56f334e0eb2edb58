import Forecasting
import Foundation
import NumericCore
import Testing

@testable import Scorecard

/// States in memory, made and brought up to date as `headway forecast --state` does.
struct StateTrial {
  let bytes: [UInt8]
  let series: [Kept]
  let leftOut: IngestResult

  /// What a state knows of a series.
  struct Kept {
    let name: String
    let days: [Int], values: [Double]
    let scale: ValueScale, resolution: Double
    let line: LineForecast

    init(_ record: inout SeriesRecord) {
      let series = record.series()
      name = series.name
      days = series.observations.times.map { series.lastDay.ordinal + Int((7 * $0).rounded()) }
      values = Array(series.observations.values)
      (scale, resolution) = (series.observations.scale, series.resolution)
      var designs = LineDesigns()
      line = record.line(series, &designs)
    }

    func agrees(with other: Kept) -> Bool {
      name == other.name && days == other.days && scale == other.scale && resolution == other.resolution
        && values.map(\.bitPattern) == other.values.map(\.bitPattern)
    }
  }

  /// - Parameter before: The state so far, `nil` where there is none.
  init(_ model: StateModel, _ file: [UInt8], before: [UInt8]? = nil) throws {
    let rows = try #require(try NewRows(try Self.input(file)))
    let update = StateUpdate(model, rows: rows)
    var series: [Kept] = []
    var taken: Set<Int32> = []
    var unreached = UnreachedRows()
    var writer = StateWriter(model, isStep: rows.isStep)
    func add(_ part: StateUpdate.Part) {
      writer.append(part.records)
      taken.formUnion(part.taken)
      unreached.add(part.unreached)
    }
    if let before {
      var frames = try Self.state(before, model).frames
      while case let some = try frames.next(), !some.isEmpty {
        for frame in some { add(try update.update(frame) { series.append(Kept(&$0)) }) }
      }
    }
    add(update.begin(rows.others(than: taken)[...]) { series.append(Kept(&$0)) })
    writer.finish()
    bytes = writer.takeBytes()
    self.series = series
    leftOut = rows.leftOut(taken: taken, unreached: unreached)
  }

  /// The bytes as a file that is open.
  static func input(_ bytes: [UInt8]) throws -> ByteInput {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("headway-\(UUID().uuidString)")
      .path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try ByteInput(path: path)
  }

  static func state(_ bytes: [UInt8], _ model: StateModel) throws -> StateFile {
    try StateFile(try input(bytes), for: model)
  }
}

/// Rows of many series, file by file: weeks that go on, gaps that are filled in later, corrections, repetitions.
struct WeeklyFiles {
  /// The files, the whole history being one behind the other.
  private(set) var files: [[String]] = []

  /// - Parameter latest: Corrections and late rows reach back so many rows.
  init(series: Int, weeks: Int, files count: Int, latest: Int, seed: UInt64) {
    var generator = NumericCore.SeededGenerator(seed: seed)
    func chance(_ share: Double) -> Bool { generator.uniform() < share }
    func pick(_ count: Int) -> Int { min(Int(generator.uniform() * Double(count)), count - 1) }
    files = [[String]](repeating: [], count: count)
    for number in 0..<series {
      let name =
        number % 7 == 0 ? "Đồng \(number)" : number % 11 == 0 ? "\"x, \(number) \"\"q\"\"\"" : "s\(number)"
      let shown = number % 5 == 0 ? name.uppercased() : name
      // Some are short, some daily, some begin late.
      let length = [weeks, weeks, weeks, 1, 2, 3, 9, weeks / 2][number % 8]
      let pace = number % 6 == 0 ? 1 : 7
      let first = number % 9 == 8 ? count - 1 : 0
      let (kind, places) = (number % 10, [0, 2, 4, 7, 12, 2][number % 6])
      var level = 50 * generator.normal() + (kind < 4 ? 400 : 0)
      var rows: [(day: Int, value: String)] = []
      func value() -> String {
        level += kind == 9 ? 0 : generator.normal()
        switch kind {
        case 7: return "\(level * 1e-9)"
        case 8: return chance(0.1) ? "-0" : "\(level * 1e14)"
        default: return String(format: "%.\(chance(0.2) ? places / 2 : places)f", level)
        }
      }
      for file in first..<count {
        let share =
          file == first ? length - (count - 1 - first) * min(3, length / count) : min(3, length / count)
        for _ in 0..<max(share, 0) {
          let gap = chance(0.08) ? pace * (2 + pick(4)) : pace
          rows.append(((rows.last?.day ?? 8000 + pick(70)) + gap, value()))
          files[file].append(Self.row(file == first ? name : shown, rows[rows.count - 1]))
          if chance(0.03) { files[file].append(Self.row(name, (rows[rows.count - 1].day, value()))) }
        }
        guard !rows.isEmpty else { continue }
        for _ in 0..<(file > first ? pick(3) : 0) {
          let reach = rows.suffix(latest)
          let row = reach[reach.startIndex + pick(reach.count)]
          switch pick(4) {
          // The same once more, another value, an empty cell, a day between.
          case 0: files[file].append(Self.row(shown, row))
          case 1: files[file].append(Self.row(shown, (row.day, value())))
          case 2: files[file].append(Self.row(shown, (row.day, "")))
          default:
            if row.day > reach[reach.startIndex].day || reach.count == rows.count {
              files[file].append(Self.row(shown, (row.day - (pace > 1 ? 3 : 0), value())))
            }
          }
        }
      }
    }
    // The order of rows within a file says nothing but which of two values of a day is the later one.
    for file in files.indices {
      let split = files[file].count / 3
      files[file] = Array(files[file][split...] + files[file][..<split])
    }
  }

  private static func row(_ name: String, _ row: (day: Int, value: String)) -> String {
    "\(name),\(Day(ordinal: row.day)),\(row.value)"
  }

  static func text(_ rows: [String]) -> [UInt8] {
    Array("series,as_of,value\n\(rows.map { $0 + "\n" }.joined())".utf8)
  }
}
