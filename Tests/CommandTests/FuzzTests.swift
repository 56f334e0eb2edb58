import Forecasting
import Foundation
import Reporting
import Scorecard
import Testing

/// Damaged files are read, checked and forecast, or refused; they never end the process.
@Suite struct FuzzTests {
  /// Seeds and counts from the environment, to run it for longer by hand.
  static let seed = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  static let count = ProcessInfo.processInfo.environment["FUZZ_COUNT"].flatMap(Int.init) ?? 300

  private static let originals: [[UInt8]] = [
    Example.bytes, Array(Example.wide.utf8),
    Array(Example.long(delimiter: ";", change: Example.vietnamese).utf8),
    Array("\u{FEFF}\(Example.long(delimiter: "\t"))".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
    Array(
      Example.rows.map { row in
        "{\"as_of\":\"\(row[0])\",\"unit\":\"\(row[1])\",\"indicator\":\"\(row[3])\",\"score\":\(row[4])}\n"
      }.joined().utf8),
    Array(
      (0..<40).map { "{\"series\":\"s\\u0041\($0 % 3)\",\"step\":\($0 / 3),\"value\":\($0).5}\n" }.joined()
        .utf8),
    Array(
      ("series,step,value\n" + (0..<40).map { "s\($0 % 3),\($0 / 3),\(100 + $0 * 7 % 13)\n" }.joined()).utf8),
  ]

  private static let pieces: [[UInt8]] = [
    "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", "\0", "NaN", "-", "1e308", "1e-320",
    "99999999999999999999",
    "0", "-0.0", "100", "1.234", "1,234", "31/12/2200", "01/01/1900", "2025-11-17", "total", "province",
    "commune",
    "Bắc Ninh", "\u{FEFF}", "\u{200B}", "👩‍👩‍👧‍👦", "sep=;\n", "as_of", "\u{301}", "-100000", "100000", "\u{1B}[2J",
    "{", "}", "{}\n",
    "[", "\\", "\\u", "\\ud800", ":", "null", "true", "{\"a\":[{}]}\n",
  ].map { Array($0.utf8) }

  static func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      if bytes.isEmpty { break }
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<9, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 2: bytes.insert(contentsOf: pieces.randomElement(using: &generator)!, at: place)
      case 3:
        bytes.removeSubrange(place..<min(place + Int.random(in: 1...30, using: &generator), bytes.count))
      case 4: bytes = Array(bytes[..<place])
      case 5: bytes += bytes[place...].prefix(400)
      case 6:
        // A digit, which keeps the file readable.
        let digits = bytes.indices.filter { bytes[$0] &- 48 < 10 }
        if let digit = digits.randomElement(using: &generator) {
          bytes[digit] = UInt8.random(in: 48...57, using: &generator)
        }
      default:
        // Whole lines, swapped, repeated or dropped.
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let (one, other) = (
          lines.indices.randomElement(using: &generator)!, lines.indices.randomElement(using: &generator)!
        )
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: lines.swapAt(one, other)
        case 1: lines.insert(lines[one], at: other)
        default: lines.remove(at: one)
        }
        bytes = Array(lines.joined(separator: [0x0A]))
      }
    }
    return bytes
  }

  @Test func damagedFiles_neverEndTheProcess() async throws {
    var generator = SeededGenerator(state: Self.seed)
    var readable = 0
    for round in 0..<Self.count {
      let bytes = Self.mutated(Self.originals[round % Self.originals.count], &generator)
      if let trace = ProcessInfo.processInfo.environment["FUZZ_TRACE"] {
        try Data(bytes).write(to: URL(fileURLWithPath: trace))
      }
      let result: IngestResult
      do throws(IngestError) {
        result = try HistoryReader.read(bytes)
      } catch {
        for language in Language.allCases { #expect(!error.message(in: language, file: "h").isEmpty) }
        continue
      }
      readable += 1
      let language = Language.allCases[round % 2]
      let findings = DataCheck.findings(in: result)
      let check = CheckReport(result: result, findings: findings, file: "h", language: language)
      let text =
        TextRenderer(width: 60).render(check.document) + result.notices(in: language, file: "h").joined()
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
      #expect(check.csv.count > 10 && check.json.count > 10)

      let forecast = ScorecardForecast(result.history, forecaster: Forecaster(horizon: 2), pathCount: 20)
      let report = ForecastReport(
        forecast, levels: [80, 95].compactMap(IntervalLevel.init(percent:)), language: language)
      #expect(
        TextRenderer(width: 60).render(report.document).count + report.csv.count + report.json.count > 10)
      let backtest = await ScorecardBacktest(
        result.history, backtest: Backtest(horizon: 2, origins: 2), pathCount: 20)
      if !backtest.result.isEmpty {
        let past = BacktestReport(backtest, language: language)
        #expect(TextRenderer(width: 60).render(past.document).count > 10)
        #expect(past.csv.count > 10 && past.json.count > 10)
      }
      for entry in forecast.entries where entry.indicator != .discrepancy {
        let maximum = result.history.index?.maximum(of: entry.indicator)
        for distribution in entry.distributions {
          let interval = distribution.interval(IntervalLevel(percent: 95)!)
          for value in [distribution.mean, distribution.median, interval.lowerBound, interval.upperBound] {
            #expect(value.isFinite, "round \(round)")
            if let maximum { #expect((0...maximum).contains(value), "round \(round)") }
          }
        }
      }
    }
    #expect(readable > Self.count / 4, "most damage is bounded")
  }
}
