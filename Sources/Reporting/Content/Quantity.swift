import Scorecard

/// The number behind a text, for renderers that hold numbers and not only their writing.
public struct Quantity: Sendable, Equatable {
  /// How the number is to be written.
  public enum Form: Sendable, Equatable {
    /// With so many decimals.
    case decimal(places: Int)
    /// With so many decimals and always a sign.
    case change(places: Int)
    /// A ratio, in percent with so many decimals.
    case percent(places: Int)
    /// Without decimals.
    case integer
    /// A day, as `Day.ordinal`.
    case date
  }

  /// The number; a ratio for percentages.
  public let value: Double
  /// How it is to be written.
  public let form: Form
  /// What stands behind it, such as the asterisk of a note; empty as a rule.
  public let mark: String

  /// A number and how it is to be written.
  public init(_ value: Double, _ form: Form, mark: String = "") {
    self.value = value
    self.form = form
    self.mark = mark
  }
}

// MARK: - Texts of numbers

extension NumberStyle {
  /// A number with fixed decimals, and the number behind it.
  func decimalText(_ value: Double?, places: Int = 2, _ emphasis: Text.Emphasis = .plain) -> Text {
    Text(
      decimal(value, places: places), emphasis, quantity: Self.quantity(value, .decimal(places: places)))
  }

  /// A change with its sign, good where it is a gain and bad where it is a loss.
  func changeText(_ value: Double?, places: Int = 2, isJudged: Bool = true) -> Text {
    let written = change(value, places: places)
    let emphasis: Text.Emphasis =
      !isJudged ? .plain : written.hasPrefix("+") ? .good : written.hasPrefix(Self.minus) ? .bad : .plain
    return changeText(value, places: places, emphasis)
  }

  /// A change with its sign and the meaning that it is given, with a mark behind it where a note explains it.
  func changeText(_ value: Double?, places: Int = 2, _ emphasis: Text.Emphasis, mark: String = "") -> Text {
    Text(
      change(value, places: places) + mark, emphasis,
      quantity: Self.quantity(value, .change(places: places), mark: mark))
  }

  /// A ratio as a percentage.
  func percentText(_ ratio: Double?, places: Int = 1, _ emphasis: Text.Emphasis = .plain) -> Text {
    Text(
      percent(ratio, places: places), emphasis, quantity: Self.quantity(ratio, .percent(places: places)))
  }

  /// A probability; what is beyond 1 and 99 % stays a text, as no certainty was shown.
  func probabilityText(_ probability: Double?, _ emphasis: Text.Emphasis = .plain) -> Text {
    let known = probability.flatMap { (0.01...0.99).contains($0) ? $0 : nil }
    return Text(
      self.probability(probability), emphasis, quantity: Self.quantity(known, .percent(places: 0)))
  }

  /// A whole number.
  func integerText(_ value: Int?, _ emphasis: Text.Emphasis = .plain) -> Text {
    Text(
      value.map(integer) ?? Self.missing, emphasis, quantity: Self.quantity(value.map(Double.init), .integer))
  }

  /// A day.
  func dateText(_ day: Day, isShort: Bool = false) -> Text {
    Text(
      isShort ? shortDate(day) : date(day), quantity: Quantity(Double(day.ordinal), .date))
  }

  private static func quantity(_ value: Double?, _ form: Quantity.Form, mark: String = "") -> Quantity? {
    value.flatMap { $0.isFinite ? Quantity($0, form, mark: mark) : nil }
  }
}
