/// What is wrong in a plan file, and where.
public struct PlanFileError: Error, Sendable, Hashable {
  /// The kinds of faults. A value is given as it stands in the file; `[…]` is a list and `{…}` a set of keys.
  public enum Fault: Sendable, Hashable {
    /// It is not YAML; the parser's word follows.
    case notYAML(String)
    /// It is empty or not a set of keys.
    case notAMapping
    /// A value that must be a set of keys, with its key.
    case notASetOfKeys(String)
    /// An item that must be a set of keys, with the key of its list.
    case itemNotASetOfKeys(String)
    /// A value that must be a name, with its key.
    case notAName(String)
    /// A key with nothing behind it.
    case noValue(String)
    /// A number outside its range, with its key.
    case outOfRange(String, value: Double)
    /// A key that stands twice.
    case repeatedKey(String)
    /// A key that differs from an earlier one in case, spaces or Unicode form only; the earlier follows.
    case sameKey(String, as: String)
    /// A key that a plan does not have; those that it has follow.
    case unknownKey(String, known: [String])
    /// Within brackets a comma separates, so that `{pace: 0,3}` is a pace of 0 and a key 3.
    case commaInBrackets(String)
    /// A key that must be there; where it belongs to follows.
    case missingKey(String, of: String)
    /// A key that the target does not have; what the target is about, and what such targets have, follow.
    case keyOfOtherTarget(String, target: String, known: [String])
    /// Two keys of which only one may stand.
    case contradiction(String, String)
    /// A value that is not a number, with its key.
    case notANumber(String, value: String)
    /// A value that must be a share between 0 and 1, or as much in percent, with its key.
    case notAShare(String, value: String)
    /// A value that must be true or false, with its key.
    case notABoolean(String, value: String)
    /// A value that must be true, false or a weight above zero.
    case notAWish(String, value: String)
    /// A value that must be a whole number of weeks, at least one, with its key.
    case notAWeek(String, value: String)
    /// A value that must be a whole number that is not too small, with its key.
    case notACount(String, value: String, least: Int)
    /// A value that must be a level, with its key.
    case notALevel(String)
    /// A value that must be a list, with its key.
    case notAList(String)
    /// A list without items, with its key.
    case emptyList(String)
    /// A target that does not say what it is about, or says more than one thing.
    case unclearTarget
    /// A lead without `over`.
    case leadWithoutRivals
    /// A component target with neither `at_least` nor `gain`, or with both.
    case unclearComponentTarget(String)
    /// A stretch of a cost that has no end though another one follows, or ends before the one before it.
    case segmentOutOfOrder
    /// The last stretch of a cost has an end.
    case endOfLastSegment
    /// A stretch of a cost that is cheaper than the one before it.
    case fallingRate(Double, before: Double)
    /// What stands there is well written but cannot be planned.
    case plan(PlanError)
  }

  /// What is wrong.
  public let fault: Fault
  /// The line, from one, where known.
  public let line: Int?
}
