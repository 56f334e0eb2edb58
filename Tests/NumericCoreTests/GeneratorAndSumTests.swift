import Testing

@testable import NumericCore

@Suite struct GeneratorTests {
  @Test func theRecurrenceGivesThePublishedOutputs() {
    // From the definition of xoshiro256** at the state (1, 2, 3, 4), also by a Python transcription.
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let first = (0..<4).map { _ in generator.next() }
    #expect(first == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test func firstOutputsAreFrozen() {
    // Frozen: reports must be reproducible between versions. The numbers are those of an independent Python
    // transcription of SplitMix64 seeding and xoshiro256**.
    var generator = SeededGenerator(seed: 42)
    #expect(
      (0..<3).map { _ in generator.next() } == [
        0x1578_0B2E_0C2E_C716,
        0x6104_D986_6D11_3A7E,
        0xAE17_5332_39E4_99A1,
      ])
    var stream = SeededGenerator(seed: 42, stream: 7)
    #expect(
      (0..<3).map { _ in stream.next() } == [
        0x11A9_0447_9C05_B3DA,
        0xCFFD_6942_9302_C462,
        0xA673_227C_F816_0DF3,
      ])
  }

  @Test func theSameSeedRepeatsAndOthersDiffer() {
    var a = SeededGenerator(seed: 5, stream: 9)
    var b = SeededGenerator(seed: 5, stream: 9)
    #expect((0..<100).allSatisfy { _ in a.normal() == b.normal() })
    var firsts = Set<UInt64>()
    for seed in 0..<30 {
      for stream in 0..<30 {
        var generator = SeededGenerator(seed: UInt64(seed), stream: UInt64(stream))
        firsts.insert(generator.next())
      }
    }
    #expect(firsts.count == 900)
  }

  @Test func streamsAreUncorrelated() {
    var a = SeededGenerator(seed: 5, stream: 1)
    var b = SeededGenerator(seed: 5, stream: 2)
    let n = 20_000
    let x = (0..<n).map { _ in a.normal() }
    let y = (0..<n).map { _ in b.normal() }
    // Four standard deviations of a correlation of independent series.
    #expect(abs(CompensatedSum.dot(x, y)) / Double(n) < 4 / Double(n).squareRoot())
  }

  @Test func uniformNumbersLieInTheOpenInterval() {
    var generator = SeededGenerator(seed: 1)
    let values = (0..<20_000).map { _ in generator.uniform() }
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    let mean = CompensatedSum(values).value / 20_000
    // Four standard deviations of the mean, √(1/12/20000).
    #expect(abs(mean - 0.5) < 0.0082)
    // The extreme words: all bits zero, and all bits one.
    var zero = SeededGenerator(state: (1, 0, 0, 0))
    #expect(zero.uniform() == 0x1p-53)
    #expect((Double(UInt64.max >> 12) + 0.5) * 0x1p-52 == 1 - 0x1p-53)
  }

  @Test func normalNumbersHaveMeanZeroVarianceOneAndNormalTails() throws {
    var generator = SeededGenerator(seed: 2)
    let n = 40_000
    let values = (0..<n).map { _ in generator.normal() }
    let d = try #require(EmpiricalDistribution(values))
    // Four standard deviations: 1/√n for the mean, √(2/n) for the variance.
    #expect(abs(d.mean) < 0.02)
    #expect(abs(try #require(d.variance) - 1) < 0.0283)
    let normal = NormalDistribution()
    // Kolmogorov–Smirnov at a level of 0.1 %: 1.95/√n.
    let distance = stride(from: -3.0, through: 3, by: 0.05).map {
      abs(d.cumulative($0) - normal.cumulative($0))
    }.max()
    #expect(try #require(distance) < 1.95 / Double(n).squareRoot())
  }

  @Test func theHashOfATextIsFNV1a() {
    // From the authors' test vectors (FNV-1a, 64 bits): "", "a", "foobar".
    #expect(SeededGenerator.stableHash("") == 0xCBF2_9CE4_8422_2325)
    #expect(SeededGenerator.stableHash("a") == 0xAF63_DC4C_8601_EC8C)
    #expect(SeededGenerator.stableHash("foobar") == 0x8594_4171_F739_67E8)
  }

  @Test func theStandardLibraryAcceptsTheGenerator() {
    var a = SeededGenerator(seed: 3)
    var b = SeededGenerator(seed: 3)
    #expect([1, 2, 3, 4, 5].shuffled(using: &a) == [1, 2, 3, 4, 5].shuffled(using: &b))
  }
}

@Suite struct SummationTests {
  @Test func smallTermsSurviveLargeOnes() {
    #expect(CompensatedSum([1, 1e100, 1, -1e100]).value == 2)
    #expect(CompensatedSum([]).value == 0)
    #expect(CompensatedSum([Double](repeating: 0.1, count: 10)).value == 1)
  }

  @Test func theDotProductKeepsWhatCancels() {
    // Exact: 1·1 + (2⁶⁰ − 2⁶⁰) and the low halves of products that do not fit 53 bits.
    let a = [0x1p60, 1, -0x1p60]
    #expect(CompensatedSum.dot(a, [1, 1, 1]) == 1)
    let e = 0x1p-40
    #expect(CompensatedSum.dot([1 + e, -1], [1 - e, 1]) == -(e * e))
  }

  @Test func doubledPrecisionArithmeticIsRightToThirtyDigits() {
    let third = DoubleDouble(1) / 3.0
    #expect(abs((third * 3.0 - DoubleDouble(1)).value) < 1e-31)
    let two = DoubleDouble(2).squareRoot
    #expect(abs((two * two - DoubleDouble(2)).value) < 1e-31)
    // 1/3 = high + low, and high alone is wrong by 1.85·10⁻¹⁷ = low.
    #expect(third.high == 1.0 / 3 && abs(third.low - 1.850371707708594e-17) < 1e-32)
    #expect((DoubleDouble.sum(1, 0x1p-80) - DoubleDouble(1)).value == 0x1p-80)
    #expect(DoubleDouble.zero.squareRoot == .zero)
    #expect((DoubleDouble(1) - DoubleDouble(high: 1, low: 0x1p-100)).value == -0x1p-100)
  }
}
