import NumericCore

extension SeededGenerator {
  /// A number between two limits.
  public mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A number between two limits, rounded to hundredths.
  public mutating func hundredths(_ range: ClosedRange<Double>) -> Double {
    (number(range) * 100).rounded() / 100
  }

  /// A whole number.
  public mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True with a chance.
  public mutating func chance(_ chance: Double) -> Bool { uniform() < chance }

  /// One of several.
  public mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[integer(0...(choices.count - 1))]
  }
}
