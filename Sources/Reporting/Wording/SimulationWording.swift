import Scorecard

extension ScorecardSimulation {
  /// What stands before the number of a unit: that it is simulated, and what it is.
  public static func namePrefix(of level: Level, in language: Language) -> String {
    let say = Phrasing(language)
    switch level {
    case .province: return say(vi: "Tỉnh mô phỏng ", en: "Synthetic province ")
    case .department: return say(vi: "Sở mô phỏng ", en: "Synthetic department ")
    default: return say(vi: "Xã mô phỏng ", en: "Synthetic commune ")
    }
  }
}

/// How far a simulation is.
public struct SimulationProgress: ProgressMessage, Hashable {
  /// The units or series written.
  public let done: Int
  /// All of them.
  public let count: Int

  /// - Parameters:
  ///   - done: The units or series written.
  ///   - count: All of them.
  public init(done: Int, count: Int) {
    self.done = done
    self.count = count
  }

  /// Whether nothing is left to do.
  public var isDone: Bool { done >= count }

  /// How far it is, in a few words; no shorter than the message before.
  public func message(in language: Language) -> String {
    let say = Phrasing(language)
    let (done, count) = (say.style.integer(done), say.style.integer(count))
    return say(vi: "đã mô phỏng \(done)/\(count)", en: "simulated \(done) of \(count)")
  }
}
