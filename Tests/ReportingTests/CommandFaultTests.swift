import Testing

@testable import Reporting
@testable import Scorecard

/// Every fault of a command line is told in both languages, on one line, with what was given.
@Suite struct CommandFaultTests {
  private static let faults: [(CommandFault, String)] = [
    (.notADate("ngày\u{1B}[31m kia", .notRecognized), "ngày [31m kia"),
    (.notADate("31/02/2025", .impossible(year: 2025, month: 2, day: 31)), "31/02/2025"),
    (.nothingUpTo("2001-01-01", file: "lịch\nsử.csv"), "2001-01-01"),
    (.notText(path: "plan.yml"), "plan.yml"),
    (.cannotWrite(path: "out.csv", reason: "Permission denied"), "Permission denied"),
    (.cannotWrite(path: "-", reason: "No space left on device"), "No space left on device"),
    (.outputIsInput(path: "h.csv"), "h.csv"),
    (.notADate("mai", .notRecognized, option: "--last"), "--last"),
    (.weeksBeforeDates(last: "1901-01-01", weeks: 200), "1901-01-01"),
    (.maximaNotSimulated(path: "index.yml"), "index.yml"),
    (.nothingToBacktest(file: "h.csv", weeks: 4), "h.csv"),
  ]

  @Test func messages_sayWhatWasGiven_onOneLine() {
    for (fault, mention) in Self.faults {
      let (vi, en) = (fault.message(in: .vi), fault.message(in: .en))
      #expect(vi != en)
      for message in [vi, en] {
        #expect(message.contains(mention), "\(message)")
        #expect(message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(message.last != ".")
      }
    }
  }
}
