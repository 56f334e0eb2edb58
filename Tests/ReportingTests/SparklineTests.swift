import Testing

@testable import Reporting

@Suite struct SparklineTests {
  @Test func risingValuesClimbAllBars() {
    #expect(Sparkline([1, 2, 3, 4, 5, 6, 7, 8]).text == "▁▂▃▄▅▆▇█")
  }

  @Test func missingValuesAreGaps() {
    #expect(Sparkline([0, nil, 1, .nan]).text == "▁·█·")
    #expect(Sparkline([0, nil, 1], gap: " ").text == "▁ █")
    #expect(Sparkline([nil, nil]).text == "··")
    #expect(Sparkline([]).text.isEmpty)
  }

  @Test func constantSeriesIsAMiddleLineDespiteNoise() {
    #expect(Sparkline([92, 92, 92]).text == "▄▄▄")
    #expect(Sparkline([92, 92 + 1e-10, 92]).text == "▄▄▄")
    #expect(Sparkline([0, 0]).text == "▄▄")
    #expect(Sparkline([92, 92.01]).text == "▁█")
  }

  @Test func widthLimitsByNewestOrByMeans() {
    #expect(Sparkline([9, 9, 0, 1], width: 2).text == "▁█")
    #expect(Sparkline([0, 2, 8, 8, nil, nil], width: 3, fit: .resampled).text == "▁█·")
    #expect(Sparkline([0, 1], width: 5).text == "▁█")
    #expect(Sparkline([0, 1], width: 0).text.isEmpty)
  }

  @Test func givenRangeIsTheScale() {
    #expect(Sparkline([0, 5, 10, 20], range: 0...10).text == "▁▅██")
  }

  @Test func hugeValuesDoNotOverflow() {
    let huge = Double.greatestFiniteMagnitude
    #expect(Sparkline([-huge, 0, huge]).text == "▁▅█")
    #expect(Sparkline([-huge, -huge, huge, huge], width: 2, fit: .resampled).text == "▁█")
  }
}
