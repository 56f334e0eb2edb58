/// A piece of writing whose parts may carry a meaning: strong, good, bad, …
///
/// A literal is a text; an interpolated value may name its emphasis:
///
///     let line: Text = "Total \(score, .strong), \(change, .good) on last week"
public struct Text: Sendable, Equatable {
  /// What a part means. How it looks is up to the renderer.
  public enum Emphasis: Sendable, CaseIterable {
    /// Ordinary text.
    case plain
    /// What the eye should find first.
    case strong
    /// A gain, a target that is met.
    case good
    /// A loss, a target out of reach.
    case bad
    /// Something to look at, not yet bad.
    case warning
    /// Of lesser weight.
    case dim
  }

  /// A stretch of characters with one emphasis.
  public struct Run: Sendable, Equatable {
    /// The characters.
    public let string: String
    /// Their meaning.
    public let emphasis: Emphasis
  }

  /// The parts in reading order; none is empty and neighbours differ in emphasis.
  public private(set) var runs: [Run]
  /// The number that the text writes out, for renderers that hold numbers, such as workbooks; `nil` of other texts, and
  /// once anything was added to it.
  public private(set) var quantity: Quantity?

  /// A text with one emphasis throughout.
  public init(_ string: String, _ emphasis: Emphasis = .plain, quantity: Quantity? = nil) {
    runs = []
    append(string, emphasis)
    self.quantity = quantity
  }

  /// The characters without their meaning.
  public var plain: String { runs.map(\.string).joined() }

  /// Whether there is nothing to read.
  public var isEmpty: Bool { runs.isEmpty }

  /// Adds characters at the end.
  public mutating func append(_ string: String, _ emphasis: Emphasis = .plain) {
    if string.isEmpty { return }
    quantity = nil
    if let last = runs.last, last.emphasis == emphasis {
      runs[runs.count - 1] = Run(string: last.string + string, emphasis: emphasis)
    } else {
      runs.append(Run(string: string, emphasis: emphasis))
    }
  }

  /// Adds another text at the end.
  public mutating func append(_ text: Text) {
    for run in text.runs { append(run.string, run.emphasis) }
  }

  /// One text after the other.
  public static func + (left: Text, right: Text) -> Text {
    var result = left
    result.append(right)
    return result
  }

  /// The same characters, with the plain parts given an emphasis.
  public func emphasized(_ emphasis: Emphasis) -> Text {
    var result = Text("")
    for run in runs { result.append(run.string, run.emphasis == .plain ? emphasis : run.emphasis) }
    result.quantity = quantity
    return result
  }
}

extension Text: ExpressibleByStringInterpolation {
  /// Collects the parts of an interpolated text.
  public struct StringInterpolation: StringInterpolationProtocol, Sendable {
    var text = Text("")

    /// Starts with nothing.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds what stands between the interpolations, as plain text.
    public mutating func appendLiteral(_ literal: String) {
      text.append(literal)
    }

    /// Adds characters, with an emphasis if one is named.
    public mutating func appendInterpolation(_ string: some StringProtocol, _ emphasis: Emphasis = .plain) {
      text.append(String(string), emphasis)
    }

    /// Adds a text with the emphases it has.
    public mutating func appendInterpolation(_ other: Text) {
      text.append(other)
    }
  }

  /// A plain text.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The text that was interpolated.
  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.text
  }
}
