import Forecasting
import Testing

/// Worked by hand; the values are sums and quotients of small numbers, so 1e-12 leaves only rounding.
@Suite struct AccuracyTests {
  private let outcomes = [10.0, 12, 8]
  private let forecasts = [11.0, 10, 8]

  @Test func meanAbsoluteError_isTheMeanDistance() {
    #expect(abs(Accuracy.meanAbsoluteError(forecasts, outcomes) - 1) <= 1e-12)
  }

  @Test func scaledError_isRelativeToTheNaiveForecastOnTheHistory() throws {
    // Changes of the history: 2, 4, 0, so the naive error is 2.
    let error = try #require(Accuracy.scaledError(forecasts, outcomes, history: [1, 3, 7, 7]))
    #expect(abs(error - 0.5) <= 1e-12)
  }

  @Test func scaledError_ofAHistoryWithoutChange_doesNotExist() {
    #expect(Accuracy.scaledError(forecasts, outcomes, history: [5, 5, 5]) == nil)
    #expect(Accuracy.scaledError(forecasts, outcomes, history: [5]) == nil)
  }

  @Test func percentageError_isSymmetric_andCountsZeroPairsAsNoError() {
    let error = Accuracy.symmetricPercentageError(forecasts, outcomes)
    #expect(abs(error - 100 * (2.0 / 21 + 4.0 / 22 + 0) / 3) <= 1e-12)
    #expect(abs(error - Accuracy.symmetricPercentageError(outcomes, forecasts)) <= 1e-12)
    #expect(Accuracy.symmetricPercentageError([0, 1], [0, 1]) == 0)
  }
}
