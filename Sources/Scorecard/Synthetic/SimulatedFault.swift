/// Something that goes wrong in simulated data, planted to be found.
public struct SimulatedFault: Hashable, Sendable {
  /// What goes wrong.
  public enum Kind: String, CaseIterable, Sendable {
    /// A component has no points until its data are synchronised again.
    case drop
    /// One week's value is far off.
    case outlier
    /// The level changes from one week to the next and stays.
    case step
    /// The total is not the sum of the components.
    case discrepancy
    /// A component stands still: its data no longer arrive.
    case freeze
    /// Reports are missing.
    case gap
    /// A report is there twice.
    case duplicate
    /// A wrong score is corrected by a later row.
    case correction
    /// Reports begin later than those of other units.
    case lateStart
  }

  /// What goes wrong.
  public let kind: Kind
  /// The weeks concerned, counted from 0; of a level step and a correction, the one week.
  public let weeks: Range<Int>
  /// The component, by its position in the index; nil where the whole report is concerned.
  public let component: Int?

  /// What ``DataCheck`` says of it; nil of a late start, which is nothing to complain of.
  public var finding: Finding.Code? {
    switch kind {
    case .drop, .outlier, .step: .implausibleJump
    case .discrepancy: .totalMismatch
    case .freeze: .staleValue
    case .gap: .missingWeek
    case .duplicate: .duplicate
    case .correction: .correction
    case .lateStart: nil
    }
  }
}

extension ArraySlice<SimulatedFault> {
  /// The fault of a week, if any; faults stand in the order of weeks, and weeks are asked for in order.
  mutating func next(in week: Int) -> SimulatedFault? {
    while let first, first.weeks.upperBound <= week { removeFirst() }
    return first.flatMap { $0.weeks.contains(week) ? $0 : nil }
  }
}
