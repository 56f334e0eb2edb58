/// That a forecast was kept in a store.
public struct KeptNotice: Sendable {
  private let number: Int
  private let isNew: Bool

  /// - Parameters:
  ///   - number: That of the forecast in the store.
  ///   - isNew: Whether it was kept now, and not before.
  public init(number: Int, isNew: Bool) {
    self.number = number
    self.isNew = isNew
  }

  /// On one line, for standard error.
  public func message(in language: Language, store: String) -> String {
    let say = Phrasing(language)
    return isNew
      ? say(
        vi: "\(say.place(store)): đã lưu dự báo số \(number)",
        en: "\(say.place(store)): kept as forecast \(number)")
      : say(
        vi: "\(say.place(store)): dự báo này đã được lưu, số \(number)",
        en: "\(say.place(store)): this forecast is kept already, as forecast \(number)")
  }
}
