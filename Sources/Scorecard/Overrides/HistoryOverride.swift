/// What a person decided about scores: to leave them out, or to put another in their place.
///
/// What was reported stays as it is; a history that was made with overrides tells which of its scores they touch
/// (``History/overrides``), and so does every result.
public struct HistoryOverride: Hashable, Sendable {
  /// Whose scores are meant.
  public enum Subject: Hashable, Sendable {
    /// One unit, by its name.
    case unit(String)
    /// All units, or all of a level.
    case all(Level?)
  }

  /// What is done with them.
  public enum Action: Hashable, Sendable {
    /// They are left out, as if they had not been reported.
    case exclude
    /// This score, in points, takes the place of what was reported, or of nothing.
    case set(Double)
  }

  /// Where the decision is written down.
  public enum Origin: Hashable, Sendable {
    /// In a file, on this line from 1.
    case file(String, line: Int)
    /// In a store, by its number from 1.
    case store(number: Int, time: Timestamp)
    /// In a program.
    case program
  }

  /// Whose scores.
  public let subject: Subject
  /// Of which indicator; nil for all.
  public let indicator: Indicator?
  /// On which days; of plain series that count steps, seven times the step.
  public let days: ClosedRange<Day>
  /// What is done with them.
  public let action: Action
  /// Who decided.
  public let author: String
  /// Why.
  public let reason: String
  /// Where it is written down.
  public let origin: Origin

  /// Creates an override.
  ///
  /// - Parameters:
  ///   - action: What is done with the scores.
  ///   - subject: Whose scores.
  ///   - indicator: Of which indicator; nil for all.
  ///   - days: On which days.
  ///   - author: Who decided.
  ///   - reason: Why.
  ///   - origin: Where it is written down.
  /// - Precondition: a score is set for one unit, one indicator and one day, and is finite; the discrepancy is
  ///   computed and cannot be overridden.
  public init(
    _ action: Action, _ subject: Subject, indicator: Indicator? = nil, days: ClosedRange<Day>,
    author: String, reason: String, origin: Origin = .program
  ) {
    if case .set(let score) = action {
      let isOne = indicator != nil && days.lowerBound == days.upperBound
      guard isOne, case .unit = subject, score.isFinite else {
        preconditionFailure("a score is set for one unit, one indicator and one day")
      }
    }
    precondition(indicator != .discrepancy, "the discrepancy is computed")
    self.subject = subject
    self.indicator = indicator
    self.days = days
    self.action = action
    self.author = NameKey.spelling(author)
    self.reason = NameKey.spelling(reason)
    self.origin = origin
  }
}

/// An override with the scores that it touched in a history.
public struct AppliedOverride: Hashable, Sendable {
  /// What was decided.
  public let override: HistoryOverride
  /// The scores that are not as they were reported because of it, in the order of units, indicators and days.
  public let scores: [Score]

  /// A score that an override touched.
  public struct Score: Hashable, Sendable {
    /// The position of the unit in ``History/units``.
    public let unit: Int
    /// What was measured.
    public let indicator: Indicator
    /// The day.
    public let day: Day
    /// What was reported, in points; nil where nothing was.
    public let reported: Double?
  }

  init(override: HistoryOverride, scores: [Score]) {
    self.override = override
    self.scores = scores
  }

  /// An override that touches no score.
  package init(_ override: HistoryOverride) { self.init(override: override, scores: []) }

  /// The units that it touched.
  public var units: Set<Int> { Set(scores.map(\.unit)) }

  /// What of it concerns days up to one; nil where the decision is about later days only.
  func upTo(_ day: (_ unit: Int) -> Day, latest: Day) -> AppliedOverride? {
    guard override.days.lowerBound <= latest else { return nil }
    return AppliedOverride(override: override, scores: scores.filter { $0.day <= day($0.unit) })
  }
}
