import Testing

@testable import Forecasting

/// Values computed elsewhere: Python 3.11.7, numpy 2.4.6, scipy 1.17.1.
@Suite struct ReferenceTests {
  /// Ten weeks with two holes and one wild week.
  private let scores = Observations(
    times: [0, 1, 2, 4, 5, 6, 7, 9, 10, 11],
    values: [91.2, 91.35, 91.3, 91.62, 91.7, 95.0, 91.83, 92.05, 92.04, 92.21],
    scale: .bounded(maximum: 100))

  private let climb = Observations(
    times: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    values: [10, 10.5, 11.2, 11.6, 12.4, 13.1, 13.5, 14.2, 14.6, 15.5], scale: .real)

  // scipy.stats.linregress(t - 11, y); numpy.polynomial.polynomial.polyfit agrees to 1e-14.
  @Test func linearTrend_agreesWithLinregress() throws {
    let line = try #require(LinearTrend().fit(scores))
    #expect(abs(line.level - 92.58842911877394) <= 1e-11)  // sums of ten numbers of size 92
    #expect(abs(line.slope - 0.10153256704980837) <= 1e-12)
  }

  // Start: scipy.stats.theilslopes(y, t).slope = 0.0875 and numpy.median(y - 0.0875 t). Then 34 passes of
  // numpy.linalg.lstsq(A * sqrt(w)[:, None], y * sqrt(w)) with w = (1 - u²)² inside |u| < 1, else 0,
  // u = e / (4.685 · median|e| / 0.6745), until the line moves by less than 1e-15.
  @Test func robustTrend_agreesWithReweightedLstsq() throws {
    let line = try #require(LinearTrend(isRobust: true).fit(scores))
    // The model stops after 20 passes; each pass gains about half a digit.
    #expect(abs(line.level - 92.19612674991994) <= 1e-7)
    #expect(abs(line.slope - 0.08882244447887694) <= 1e-7)
  }

  // (y[-1] - y[0]) / (t[-1] - t[0])
  @Test func drift_agreesWithNumpy() throws {
    let line = try #require(Drift().fit(scores))
    #expect(abs(line.slope - 0.091818181818181) <= 1e-14)
    #expect(abs(line.value(weeksAhead: 4) - 92.57727272727271) <= 1e-12)
  }

  // c = 100.5; q = scipy.stats.linregress(t, log(c - y)).slope; c - (c - y[-1]) * exp(q * h)
  @Test func saturatingTrend_agreesWithLinregressOfLogHeadroom() throws {
    let fit = try #require(SaturatingTrend().fit(scores))
    #expect(abs(fit.rate + 0.011905411183286446) <= 1e-14)
    for (weeks, value) in [(1.0, 92.30811067590221), (4, 92.5955307732656), (52, 96.03634209652462)] {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-11)
    }
  }

  // A recursion of its own in Python, with φ + … + φᵍ summed term by term, over the same 60 parameters; the
  // least sum of squares is 12.869 at α = 0.3, β = 0.
  @Test func dampedTrend_withHoles_agreesWithRecursionInPython() throws {
    let fit = try #require(DampedTrend().fit(scores))
    #expect(abs(fit.level - 92.1665630878905) <= 1e-11)
    #expect(fit.trend == 0)
  }

  // As above; the least sum of squares is 1.126 at α = 1, β = 0.3, φ = 0.97.
  @Test func dampedTrend_climb_agreesWithRecursionInPython() throws {
    let fit = try #require(DampedTrend().fit(climb))
    #expect(fit.damping == 0.97)
    #expect(abs(fit.level - 15.5) <= 1e-13)
    #expect(abs(fit.trend - 0.5976507285978884) <= 1e-13)
    for (weeks, value) in [(1.0, 16.07972120673995), (4, 17.716606353618296), (26, 26.070917376075556)] {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-11)
    }
  }

  // As above, with holes of up to three weeks; the least sum of squares is 1.239 at the same parameters.
  @Test func dampedTrend_climbWithHoles_agreesWithRecursionInPython() throws {
    let fit = try #require(
      DampedTrend().fit(
        Observations(
          times: [0, 1, 2, 4, 5, 8, 9, 10, 12, 13],
          values: [10, 10.5, 11.2, 12.1, 12.9, 15.0, 15.4, 16.2, 17.3, 18.1], scale: .real)))
    #expect(abs(fit.trend - 0.5985649629093697) <= 1e-13)
    for (weeks, value) in [(1.0, 18.68060801402209), (4, 20.31999712599848), (26, 28.687087849742873)] {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-11)
    }
  }
}
