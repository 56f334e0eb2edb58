import NumericCore
import Testing

/// Reference values: mpmath 1.3.0 at 40 digits. Normal: erfc(−x/√2)/2 and findroot on its logarithm; Student:
/// betainc(ν/2, 1/2, 0, ν/(ν+t²), regularized=True)/2 and the density from gamma; arguments are the `Double`s.
@Suite struct DistributionTests {
  @Test(
    "The normal distribution function is right in the body and the tail",
    arguments: [
      (-37.0, 5.7255712225245768227e-300), (-10, 7.619853024160526066e-24),
      (-3.5, 0.00023262907903552503635), (-1, 0.15865525393145705141),
      (0.25, 0.59870632568292372424), (1.5, 0.933192798731141934), (4, 0.99996832875816688008),
    ])
  func normalCumulative(_ value: (Double, Double)) {
    // The argument x/√2 is rounded once, which the tail magnifies by x²: 37² · 10⁻¹⁶.
    let tolerance = 4e-16 * max(1, value.0 * value.0)
    #expect(isClose(NormalDistribution().cumulative(value.0), value.1, relative: tolerance))
  }

  @Test(
    "Normal quantiles have 15 digits",
    arguments: [
      (1e-300, -37.047096299361199237), (1e-20, -9.2623400897984075796),
      (1e-05, -4.2648907939228246102), (0.025, -1.9599639845400542118),
      (0.1, -1.2815515655446004353), (0.3, -0.52440051270804081597),
      (0.49, -0.025068908258711058033), (0.4999999, -2.5066282747031065135e-7),
      (0.6, 0.25334710313579974132), (0.975, 1.9599639845400538556), (0.999, 3.0902323061678132778),
    ])
  func normalQuantile(_ value: (Double, Double)) {
    #expect(isClose(NormalDistribution().quantile(value.0), value.1, relative: 1e-15))
  }

  @Test func normalLocationAndScaleActAsTheyShould() {
    let d = NormalDistribution(mean: 10, standardDeviation: 2)
    #expect(d.cumulative(10) == 0.5)
    #expect(isClose(d.quantile(0.975), 10 + 2 * 1.9599639845400538556, relative: 1e-15))
    // 1 / (2 √(2π)).
    #expect(isClose(d.density(10), 0.19947114020071635, relative: 1e-15))
    #expect(d.quantile(0) == -.infinity && d.quantile(1) == .infinity)
    #expect(d.quantile(-0.1).isNaN && d.quantile(1.1).isNaN && d.quantile(.nan).isNaN)
  }

  // (ν, t, P(T > t), density at t)
  static let student: [(Double, Double, Double, Double)] = [
    (0.5, 0.01, 0.497303371818052248, 0.269635856226805867),
    (0.5, 1.0, 0.301121610841322082, 0.118304657040392612),
    (0.5, 1.3, 0.270307326722560226, 0.0890711786119282813),
    (0.5, 2.5, 0.200485264526646592, 0.0382906250318449884),
    (0.5, 8.0, 0.113252546403789301, 0.00704531635894421104),
    (0.5, 40.0, 0.0507048999647471781, 0.000633692440476764126),
    (1, 0.01, 0.496817007235091745, 0.318278058377952876),
    (1, 1.0, 0.25, 0.159154943091895336),
    (1, 40.0, 0.00795608991202581332, 0.000198819416729413286),
    (2.5, 0.01, 0.496381997178954129, 0.361783398811776902),
    (2.5, 1.0, 0.202030513639136733, 0.20079596067092013),
    (2.5, 1.3, 0.150243394635354118, 0.146554618560850487),
    (2.5, 2.5, 0.0522849815390776936, 0.0403980085588663857),
    (2.5, 40.0, 0.0000709781714524669146, 4.43075241449152257e-6),
    (5, 1.0, 0.181608733824561313, 0.219679797350980574),
    (5, 1.3, 0.125150317085338612, 0.15847673572898243),
    (5, 8.0, 0.000246453330286222042, 0.000144443032695639401),
    (30, 0.01, 0.496043746286588848, 0.395611744459994696),
    (30, 1.3, 0.101750479269058442, 0.169190648540712951),
    (30, 2.5, 0.00905782453403334705, 0.0210570192206216317),
    (30, 8.0, 3.13291123785037947e-9, 8.1131467552180151e-9),
    (30, 40.0, 6.86302259720320139e-28, 5.05548928617331479e-28),
    (1000, 0.01, 0.496011640966093644, 0.398822595744405117),
    (1000, 1.0, 0.158776209042336154, 0.241849789552338236),
    (1000, 8.0, 1.7133307411957372e-15, 1.30772582031705951e-14),
    (1e6, 1.0, 0.158655374916789065, 0.241970603533831501),
    (1e6, 1.3, 0.0968006344045625604, 0.171368526760654929),
    (1e6, 8.0, 6.2275317166012598e-16, 5.05728394306474171e-15),
  ]

  @Test("Student's distribution has 13 digits in body and tail", arguments: student)
  func studentT(_ value: (Double, Double, Double, Double)) {
    let d = StudentTDistribution(degreesOfFreedom: value.0)
    // exp(−t²/2) magnifies rounding of its exponent, here at most some 60.
    #expect(isClose(d.cumulative(-value.1), value.2, relative: 5e-14))
    #expect(isClose(d.cumulative(value.1), 1 - value.2, relative: 1e-14))
    #expect(isClose(d.density(value.1), value.3, relative: 5e-14))
    // Quantiles invert: the error of p, divided by the slope t f(t)/P of ln P in ln t.
    #expect(isClose(d.quantile(value.2), -value.1, relative: 1e-13))
  }

  @Test func studentHasClosedFormsForOneAndTwoDegrees() {
    // ν = 1: the Cauchy quantile tan(π(p − ½)); at p = ¾ it is 1. ν = 2: (2p − 1)/√(2p(1 − p)).
    #expect(isClose(StudentTDistribution(degreesOfFreedom: 1).quantile(0.75), 1, relative: 1e-14))
    for p in [0.001, 0.2, 0.4, 0.51, 0.9] {
      let expected = (2 * p - 1) / (2 * p * (1 - p)).squareRoot()
      #expect(isClose(StudentTDistribution(degreesOfFreedom: 2).quantile(p), expected, relative: 1e-13))
    }
  }

  @Test("Student's quantiles invert the distribution for any degrees", arguments: [0.1, 0.7, 2, 9, 200, 1e8])
  func studentInversion(_ nu: Double) {
    let d = StudentTDistribution(degreesOfFreedom: nu)
    for p in [1e-12, 1e-4, 0.01, 0.24, 0.26, 0.4999, 0.5, 0.77, 0.999] {
      // For ν = 10⁸ rounding of ν/2 · ln(1 + t²/ν) is what counts.
      #expect(isClose(d.cumulative(d.quantile(p)), p, relative: 1e-13), "ν = \(nu), p = \(p)")
    }
  }

  @Test func studentLocationAndScaleActAsTheyShould() {
    let d = StudentTDistribution(degreesOfFreedom: 3, location: 5, scale: 2)
    let standard = StudentTDistribution(degreesOfFreedom: 3)
    #expect(d.cumulative(5) == 0.5 && d.quantile(0.5) == 5)
    #expect(isClose(d.cumulative(7), standard.cumulative(1), relative: 1e-15))
    #expect(isClose(d.density(7), standard.density(1) / 2, relative: 1e-15))
    #expect(isClose(d.quantile(0.9), 5 + 2 * standard.quantile(0.9), relative: 1e-15))
    #expect(d.quantile(0) == -.infinity && d.quantile(1) == .infinity && d.quantile(2).isNaN)
    #expect(d.cumulative(.infinity) == 1 && d.cumulative(-.infinity) == 0)
  }

  @Test func empiricalQuantilesAreOfTypeSeven() throws {
    let d = try #require(EmpiricalDistribution([10, 1, 4, 2]))
    // numpy 2.4.6: numpy.quantile([10, 1, 4, 2], p, method="linear").
    #expect(d.quantile(0) == 1 && d.quantile(1) == 10)
    #expect(d.quantile(0.5) == 3)
    #expect(d.quantile(0.25) == 1.75)
    #expect(isClose(d.quantile(0.9), 8.2, relative: 1e-15))
    #expect(d.quantile(1.5).isNaN)
    #expect(d.mean == 4.25)
    #expect(d.variance == 16.25)
  }

  @Test func empiricalProbabilitiesCountTies() throws {
    let d = try #require(EmpiricalDistribution([1, 2, 2, 3]))
    #expect(d.cumulative(0.5) == 0 && d.cumulative(1) == 0.25)
    #expect(d.cumulative(2) == 0.75 && d.cumulative(3) == 1)
    #expect(d.probability(atLeast: 2) == 0.75 && d.probability(atLeast: 3.5) == 0)
    #expect(d.probability(atLeast: 1) == 1)
  }

  @Test func samplesWithoutADistributionAreRefused() {
    #expect(EmpiricalDistribution([]) == nil)
    #expect(EmpiricalDistribution([1, .nan]) == nil)
    #expect(EmpiricalDistribution([1, .infinity]) == nil)
    #expect(EmpiricalDistribution([7])?.variance == nil)
    #expect(EmpiricalDistribution([7])?.quantile(0.3) == 7)
  }
}
