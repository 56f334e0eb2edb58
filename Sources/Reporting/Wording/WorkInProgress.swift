/// Work of which nobody can say how much is left: what it is, and how long it has taken so far.
package struct WorkInProgress: ProgressMessage, Hashable {
  /// The kinds of work that may take long.
  package enum Work: Hashable, Sendable {
    /// A file or a store is read.
    case reading
    /// Files go into a store.
    case importing
    /// What series share is learnt.
    case learning
    /// Models are fitted and forecasts made.
    case forecasting
    /// Data are looked through for faults.
    case checking
    /// A plan is searched for.
    case planning
    /// A report is made.
    case reporting
  }

  /// What is done.
  package let work: Work
  /// How long it has taken.
  package let seconds: Int

  /// Whether nothing is left to do.
  package var isDone: Bool { false }

  /// - Parameters:
  ///   - work: What is done.
  ///   - seconds: How long it has taken.
  package init(_ work: Work, seconds: Int) {
    self.work = work
    self.seconds = seconds
  }

  /// What is done and for how long; no shorter than the message before.
  package func message(in language: Language) -> String {
    let say = Phrasing(language)
    let time = say(vi: "\(say.style.integer(seconds)) giây", en: "\(say.style.integer(seconds)) s")
    return "\(name(say)), \(time)"
  }

  private func name(_ say: Phrasing) -> String {
    switch work {
    case .reading: say(vi: "đang đọc số liệu", en: "reading the data")
    case .importing: say(vi: "đang nhập vào kho số liệu", en: "importing into the store")
    case .learning: say(vi: "đang học quy luật chung", en: "learning what the series share")
    case .forecasting: say(vi: "đang dự báo", en: "forecasting")
    case .checking: say(vi: "đang kiểm tra số liệu", en: "checking the data")
    case .planning: say(vi: "đang tìm phương án", en: "searching for a plan")
    case .reporting: say(vi: "đang lập báo cáo", en: "making the report")
    }
  }
}

/// How far the rows of a file have been put in order, series by series.
package struct PartingProgress: ProgressMessage, Hashable {
  /// The share of the file.
  package let share: Double

  /// - Parameter share: Between 0 and 1.
  package init(share: Double) { self.share = share }

  /// Whether nothing is left to do.
  package var isDone: Bool { share >= 1 }

  /// How far it is; no shorter than the message before.
  package func message(in language: Language) -> String {
    let say = Phrasing(language)
    let percent = say.style.integer(Int(100 * share))
    return say(vi: "đang xếp các dòng theo chuỗi, \(percent) %", en: "putting rows in order, \(percent) %")
  }
}
