import Foundation

/// A number as people write it in plans: `0.8`, `0,8`, `80%`, `+0,5`.
package struct WrittenNumber: Hashable, Sendable {
  /// The number, of a percentage the hundredth part.
  package let value: Double
  /// Whether a percent sign follows it.
  package let isPercentage: Bool
  /// Whether a sign stands before it, plus or minus.
  package let hasSign: Bool

  /// - Returns: `nil` for a text that is no finite decimal number.
  package init?(_ text: String) {
    var text = text.trimmingCharacters(in: .whitespaces)
    isPercentage = text.hasSuffix("%")
    if isPercentage { text = text.dropLast().trimmingCharacters(in: .whitespaces) }
    // Word processors write a minus sign of their own; the office writes a decimal comma.
    text = text.replacing("\u{2212}", with: "-")
    hasSign = text.hasPrefix("+") || text.hasPrefix("-")
    // Swift reads hexadecimal numbers too, and words such as nan.
    guard text.utf8.allSatisfy({ Self.characters.contains($0) }) else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let number = Double(parts.joined(separator: ".")), number.isFinite else {
      return nil
    }
    value = isPercentage ? number / 100 : number
  }

  private static let characters = Set("0123456789.,+-eE".utf8)
}
