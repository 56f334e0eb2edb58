import RealModule

/// A reproducible generator of random numbers: the same seed gives the same numbers, on every machine.
///
/// xoshiro256**, whose period is 2²⁵⁶ − 1, its state filled by SplitMix64. Not for secrets.
///
/// A copy continues from where the original stands, independently of it.
///
/// Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021),
/// doi:10.1145/3460772; seeding: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014, doi:10.1145/2660193.2660195.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64
  /// The second of the pair of normal numbers that one step of the polar method makes.
  private var spareNormal: Double?

  /// The generator of a seed: stream 0 of it.
  public init(seed: UInt64) {
    self.init(seed: seed, stream: 0)
  }

  /// One of 2⁶⁴ streams of a seed, so that the numbers for one key do not depend on how many others drew.
  ///
  /// Streams begin at unrelated places of the period; that two of them overlap within 2⁴⁰ draws has a
  /// probability of about 2⁻²¹⁵.
  ///
  /// - Parameters:
  ///   - seed: Any number.
  ///   - stream: Any number, for instance ``stableHash(_:)`` of a name.
  public init(seed: UInt64, stream: UInt64) {
    // Mixing the stream before adding keeps (seed, stream) and (seed + 1, stream − 1) apart.
    var state = stream == 0 ? seed : seed &+ Self.mix(stream)
    s0 = Self.splitMix(&state)
    s1 = Self.splitMix(&state)
    s2 = Self.splitMix(&state)
    s3 = Self.splitMix(&state)
    if stream != 0 {
      // A second, different dependence on the stream: seeds that happen to differ by mix(stream) stay apart.
      s3 ^= Self.mix(stream ^ 0x6A09_E667_F3BC_C909)
    }
    // The one state that would repeat itself for ever.
    if s0 | s1 | s2 | s3 == 0 { s0 = 1 }
  }

  /// The generator at a given state, for comparison with published outputs.
  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    (s0, s1, s2, s3) = state
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    let scrambled = s1 &* 5
    let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number uniform in the open interval (0, 1): an odd multiple of 2⁻⁵³.
  ///
  /// Neither end can occur, so that logarithms and quantiles of it are finite.
  public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal number, by the polar method.
  ///
  /// Source: G. Marsaglia, T. A. Bray, "A convenient method for generating normal variables", SIAM Review 6
  /// (1964), doi:10.1137/1006063.
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      guard s > 0, s < 1 else { continue }
      let factor = (-2 * Double.log(s) / s).squareRoot()
      spareNormal = v * factor
      return u * factor
    }
  }

  /// A hash of a text that never changes, unlike `Hasher`: FNV-1a over its UTF-8 bytes.
  ///
  /// Texts that are equal but composed differently (é as one scalar or two) hash differently: normalise
  /// before.
  ///
  /// Source: G. Fowler, L. C. Noll, K.-P. Vo, "FNV hash", http://www.isthe.com/chongo/tech/comp/fnv/.
  public static func stableHash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 {
      hash ^= UInt64(byte)
      hash &*= 0x0000_0100_0000_01B3
    }
    return hash
  }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mix(state)
  }

  /// A number whose every bit depends on every bit of another: the finalizer of splitmix64.
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
