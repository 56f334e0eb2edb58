import Foundation
import Testing

@testable import Scorecard

@Suite struct DayTests {
  @Test func ordinal_countsFrom1970() throws {
    #expect(Day(year: 1970, month: 1, day: 1)?.ordinal == 0)
    #expect(Day(year: 2025, month: 11, day: 17)?.ordinal == 20409)
    #expect(Day(year: 1969, month: 12, day: 31)?.ordinal == -1)
  }

  @Test func civilDate_roundTripsOverThreeCenturies() throws {
    let first = try #require(Day(year: 1900, month: 1, day: 1)).ordinal
    let last = try #require(Day(year: 2200, month: 12, day: 31)).ordinal
    #expect(last - first + 1 == 301 * 365 + 73)
    var previous = (year: 1899, month: 12, day: 31)
    for ordinal in first...last {
      let day = Day(ordinal: ordinal)
      let date = (year: day.year, month: day.month, day: day.day)
      #expect(date > previous)
      #expect(Day(year: date.year, month: date.month, day: date.day) == day)
      previous = date
    }
  }

  @Test func isoWeekday_ofKnownDays() {
    #expect(Day(year: 2025, month: 11, day: 17)?.isoWeekday == 1)
    #expect(Day(year: 2025, month: 11, day: 16)?.isoWeekday == 7)
    #expect(Day(ordinal: -1).isoWeekday == 3)
    #expect(Day(ordinal: -7).isoWeekday == 4)
  }

  @Test(arguments: [
    "2025-11-17", "17/11/2025", "17-11-2025", "17.11.2025", "2025/11/17", "2025-11-17T00:00:00",
    "2025-11-17 00:00:00", "2025-11-17T08:30:00.123Z", "17/11/2025 08:30", "2025-11-17T08:30:00+07:00",
    " 2025-11-17 ",
  ])
  func parse_knownForms_giveTheDay(_ text: String) {
    #expect(Day.parse(text) == .success(Day(ordinal: 20409)))
  }

  @Test(arguments: [
    "", "17/11", "17/11/25", "2025-11", "20251117", "2025-11-17x", "2025-11-17T", "2025-11-17T99:00",
    "17 November 2025", "46/2025", "2025-11-17-", "-2025-11-17", "2025.11.17", "17/11-2025", "Tuần 46",
  ])
  func parse_otherForms_areNotRecognized(_ text: String) {
    #expect(Day.parse(text) == .failure(.notRecognized))
  }

  @Test func parse_impossibleDays_namesThem() {
    #expect(Day.parse("31/02/2025") == .failure(.impossible(year: 2025, month: 2, day: 31)))
    #expect(Day.parse("29/02/2025") == .failure(.impossible(year: 2025, month: 2, day: 29)))
    #expect(Day.parse("29/02/2024") == .success(Day(ordinal: 19782)))
    #expect(Day.parse("2025-11-00") == .failure(.impossible(year: 2025, month: 11, day: 0)))
    #expect(Day.parse("11/17/2025") == .failure(.impossible(year: 2025, month: 17, day: 11)))
    #expect(Day.parse("0000-01-01") == .failure(.implausibleYear(0)))
    #expect(Day.parse("01/01/2201") == .failure(.implausibleYear(2201)))
    #expect(Day(year: 1899, month: 12, day: 31) == nil)
  }

  @Test func codable_writesISO() throws {
    let day = Day(ordinal: 20409)
    let data = try JSONEncoder().encode([day])
    #expect(String(decoding: data, as: UTF8.self) == #"["2025-11-17"]"#)
    #expect(try JSONDecoder().decode([Day].self, from: data) == [day])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data(#"["31/02/2025"]"#.utf8))
    }
  }
}
