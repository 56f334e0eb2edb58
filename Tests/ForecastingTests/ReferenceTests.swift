import RealModule
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

  // MARK: Families of version 0.2. Python 3.11.7, numpy 2.4.6, statsmodels 0.15.0.

  // statsmodels.api.WLS(y, add_constant(t - 11), weights=δ**(11 - t)).fit().params[1]
  @Test func discountedTrend_withHoles_agreesWithWLS() throws {
    for (discount, slope) in [(0.9, 0.06595497722114096), (0.99, 0.09823492701066794)] {
      let line = try #require(DiscountedTrend(discounts: [discount]).fit(scores))
      #expect(abs(line.slope - slope) <= 1e-12)  // sums of ten numbers of size 92
      #expect(line.level == 92.21)
    }
  }

  // WLS as above, at the end and at every earlier origin for the squared one-step errors E, divided by their
  // gaps; slopes averaged with weights E**(-8/2).
  @Test func discountedTrend_grid_agreesWithRepeatedWLS() throws {
    let line = try #require(DiscountedTrend().fit(scores))
    #expect(abs(line.slope - 0.061822210467126625) <= 1e-12)
  }

  // ThetaModelResults(b0, α, None, one_step, [], False, model).forecast(26, theta=2) with b0 of
  // ThetaModel(y, deseasonalize=False, period=1).fit() and one_step of SimpleExpSmoothing(y,
  // initialization_method="known", initial_level=y[0]).fit(smoothing_level=α, optimized=False).forecast(1).
  @Test func theta_fixedGain_agreesWithStatsmodels() throws {
    let expected: [(Double, [Double])] = [
      (0.3, [15.01026155354, 15.915716098994547, 22.555716098994562]),
      (0.7, [15.600598836660001, 16.506053382114548, 23.146053382114562]),
      (1, [15.801818181818183, 16.70727272727273, 23.347272727272745]),
    ]
    for (gain, values) in expected {
      let fit = try #require(ThetaMethod(levelGains: [gain]).fit(climb))
      for (weeks, value) in zip([1.0, 4, 26], values) {
        #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-12)
      }
    }
  }

  // By definition, in Python: numpy.linalg.lstsq for the line, smoothing of 2y − line with gains 1 − (1 − α)**Δ,
  // the mean of the two; averaged over α with weights E**(-9/2), E the squared errors of smoothing y, divided
  // by their gaps.
  @Test func theta_gridWithHoles_agreesWithItsDefinition() throws {
    let fit = try #require(ThetaMethod().fit(scores))
    for (weeks, value) in zip([1.0, 4, 26], [92.26568026431568, 92.41797911489039, 93.5348373524383]) {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-11)  // numbers of size 92
    }
  }

  private let wave = [
    50, 50.6, 51.5, 51.9, 51.4, 50.8, 50.1, 50.3, 51.1, 51.8, 52.2, 51.9, 51.1, 50.7, 50.4, 50.9, 51.6, 52.3,
    52.4, 51.8, 51.2, 50.9, 51.0, 51.9,
  ]

  private func waved(without missing: Set<Int> = []) -> Observations {
    let weeks = wave.indices.filter { !missing.contains($0) }
    return Observations(
      times: weeks.map(Double.init)[...], values: weeks.map { wave[$0] }[...], scale: .real)
  }

  // d = numpy.diff(y); AutoReg(d, lags=1, trend="n").fit().params; for two lags OLS(d[1:], X).fit().params with
  // zero for the lag before the first change.
  @Test func autoregression_withoutShrinkage_agreesWithStatsmodels() throws {
    let one = try #require(Autoregression(orders: [1], shrinkage: 1e-12).fit(waved()))
    #expect(abs(one.coefficients[0] - 0.6088235294117645) <= 1e-11)  // the penalty left
    let two = try #require(Autoregression(orders: [2], shrinkage: 1e-12).fit(waved()))
    #expect(abs(two.coefficients[0] - 1.0952854431549064) <= 1e-11)
    #expect(abs(two.coefficients[1] + 0.8167755588773746) <= 1e-11)
  }

  // Per order numpy.linalg.lstsq of the rows with sqrt(10·s²·j)·I appended, AICc with the trace of the hat
  // matrix, coefficients averaged by exp(−½ AICc), the recursion iterated.
  @Test func autoregression_agreesWithAveragedRidge() throws {
    let fit = try #require(Autoregression().fit(waved()))
    #expect(abs(fit.coefficients[0] - 0.3492300469856775) <= 1e-12)
    #expect(abs(fit.coefficients[12] - 0.00212468056570665) <= 1e-12)
    for (weeks, value) in zip([1.0, 4, 26], [52.431720086465155, 51.82895169340757, 51.94989631125168]) {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-11)
    }
  }

  // As above after numpy.interp, with the rows that follow an observed week.
  @Test func autoregression_withHoles_agreesWithAveragedRidge() throws {
    let fit = try #require(Autoregression().fit(waved(without: [3, 4, 11, 16])))
    #expect(abs(fit.coefficients[0] - 0.25767128773666287) <= 1e-12)
    for (weeks, value) in zip([1.0, 4, 26], [52.35196171989477, 51.790103305153316, 51.90807336133798]) {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-11)
    }
  }

  /// A line, two waves and a remainder that repeats every eleven weeks.
  private func years(_ weeks: [Int], day: (Int) -> Double = { _ in 0 }) -> Observations {
    let values = weeks.map { week -> Double in
      let angle = 2 * Double.pi * Double(week) / HarmonicTrend.period
      let waves: Double = 3 * .cos(angle) - 2 * .sin(angle) + 0.7 * .cos(4 * angle)
      return 50 + 0.1 * Double(week) + waves + Double(week * 37 % 11) / 10
    }
    return Observations(
      times: weeks.enumerated().map { Double($1) + day($0) }[...], values: values[...], scale: .real)
  }

  // numpy.linalg.lstsq of the changes, each divided by √Δ, on those of t, cos kωt/kω and sin kωt/kω, with the
  // square roots of the penalties appended; for K = 2 alone, then averaged by exp(−½ AICc).
  @Test func harmonic_agreesWithAveragedRidge() throws {
    let pair = try #require(HarmonicTrend(pairs: [2]).fit(years(Array(0..<120))))
    let coefficients = [
      0.04815574421837922, 0.26343198099597304, -0.1804526770657, 0.00243799841454495, -0.01035488279717077,
    ]
    for (one, other) in zip(pair.coefficients, coefficients) { #expect(abs(one - other) <= 1e-12) }
    let fit = try #require(HarmonicTrend().fit(years(Array(0..<120))))
    for (weeks, value) in zip([1.0, 4, 26], [59.79512253316328, 58.84450231635355, 65.11397386975821]) {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-10)
    }
  }

  // The same with 22 weeks missing of 150, on three weekdays in turn.
  @Test func harmonic_irregular_agreesWithAveragedRidge() throws {
    let weeks = (0..<150).filter { $0 % 9 != 4 && $0 % 31 != 7 }
    let fit = try #require(HarmonicTrend().fit(years(weeks, day: { Double($0 % 3) / 7 })))
    for (weeks, value) in zip([1.0, 4, 26], [67.9334318010027, 68.4890475786124, 64.11700430305473]) {
      #expect(abs(fit.value(weeksAhead: weeks) - value) <= 1e-10)
    }
  }
}
