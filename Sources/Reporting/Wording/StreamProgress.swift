/// How far a file has been read and forecast.
public struct StreamProgress: ProgressMessage, Hashable {
  /// The share of the file.
  public let share: Double
  /// The rows so far.
  public let rows: Int
  /// The seconds that they took.
  public let seconds: Double

  /// - Parameters:
  ///   - share: Between 0 and 1.
  ///   - rows: The rows so far.
  ///   - seconds: The seconds that they took.
  public init(share: Double, rows: Int, seconds: Double) {
    self.share = share
    self.rows = rows
    self.seconds = seconds
  }

  /// Whether nothing is left to do.
  public var isDone: Bool { share >= 1 }

  /// Share, rate and time left; padded, so that no message is shorter than the one before.
  public func message(in language: Language) -> String {
    let say = Phrasing(language)
    let percent = say.style.integer(Int(100 * share))
    let rate = say.style.decimal(Double(rows) / max(seconds, 1e-3) / 1e6, places: 1)
    let left = say.style.integer(Int((seconds * (1 - share) / max(share, 1e-6)).rounded(.up)))
    let text = say(
      vi: "\(percent) %, \(rate) triệu dòng mỗi giây, còn \(left) giây",
      en: "\(percent) %, \(rate) million rows a second, \(left) s left")
    return text.padding(toWidth: 60)
  }
}

extension String {
  fileprivate func padding(toWidth width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
