import Scorecard

extension StateError {
  /// What is wrong with a state and what to do, on one line. Nothing was changed.
  ///
  /// - Parameter file: the state as the user named it.
  package func message(in language: Language, file: String) -> String {
    if case .file(let error) = self { return error.message(in: language, file: file) }
    let say = Phrasing(language)
    return "\(say.place(file)): \(fault(say)); \(cure(say))"
  }

  private func fault(_ say: Phrasing) -> String {
    switch self {
    case .file:
      return ""
    case .notAState:
      return say(vi: "đây không phải tệp trạng thái của Headway", en: "this is no state that headway wrote")
    case .otherVersion(let found):
      return say(
        vi: "tệp trạng thái thuộc phiên bản \(found), không phải phiên bản của chương trình này",
        en: "the state has version \(found), which is not that of this program")
    case .otherModel(let found, let asked):
      return say(
        vi: "tệp trạng thái được tạo cho `--model \(found.name)`, không phải `--model \(asked.name)`",
        en: "the state was made for `--model \(found.name)`, not `--model \(asked.name)`")
    case .otherAxis(isStep: true):
      return say(
        vi: "tệp trạng thái đánh số tuần (step), còn tệp số liệu ghi ngày (as_of)",
        en: "the state counts weeks (step), but the rows have dates (as_of)")
    case .otherAxis(isStep: false):
      return say(
        vi: "tệp trạng thái ghi ngày (as_of), còn tệp số liệu đánh số tuần (step)",
        en: "the state has dates (as_of), but the rows count weeks (step)")
    case .cutShort(let bytes):
      let count = say.style.integer(bytes)
      return say(
        vi: "tệp trạng thái bị cắt cụt, chỉ còn \(count) byte",
        en: "the state is cut short: it ends after \(count) bytes")
    case .damaged(let offset):
      let place = say.style.integer(offset)
      return say(
        vi: "tệp trạng thái bị hỏng sau byte \(place) (sai tổng kiểm tra)",
        en: "the state is damaged behind byte \(place): its checksum is wrong")
    }
  }

  private func cure(_ say: Phrasing) -> String {
    switch self {
    case .file, .notAState:
      say(
        vi: "đề nghị đặt tên khác cho --state và chạy lại với toàn bộ lịch sử",
        en: "give --state another name, and the whole history once")
    case .otherModel:
      say(
        vi: "mỗi mô hình cần một tệp riêng: đề nghị đặt tên khác cho --state và chạy lại với toàn bộ lịch sử",
        en: "each model needs one of its own: give --state another name, and the whole history once")
    case .otherAxis:
      say(
        vi: "đề nghị ghi thời gian như trong lịch sử ban đầu",
        en: "write the time as in the history from which the state was made")
    case .otherVersion, .cutShort, .damaged:
      say(
        vi: "đề nghị xóa tệp này và chạy lại một lần với toàn bộ lịch sử",
        en: "delete it and run the command once with the whole history")
    }
  }
}

/// What a state is not for.
package enum StateOptionFault: Hashable, Sendable {
  /// An option with which there is no state.
  case option(String)
  /// The file holds no plain series, or these have levels.
  case notPlain(path: String)
  /// Fewer series than the model needs to forecast each by itself.
  case fewSeries(count: Int, needed: Int, path: String)
  /// Series too short to teach anything.
  case shortSeries(path: String)
  /// The state would take the place of a file that is read or written; or it is standard input or output.
  case sameFile(path: String)

  /// What is wrong and what to do, on one line.
  package func message(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .option(let option):
      return say(
        vi:
          "`--state` không dùng được với `\(option)`; đề nghị dùng `--format csv` với `--model auto` hoặc `--model trend`, hoặc bỏ `--state`",
        en:
          "--state does not go with \(option); use --format csv with --model auto or --model trend, or leave out --state"
      )
    case .notPlain(let path):
      return "\(say.place(path)): "
        + say(
          vi: "--state chỉ dùng cho các chuỗi số liệu (series, as_of hoặc step, value); \(Self.cure(say))",
          en: "--state is for plain series (series, as_of or step, value); \(Self.cure(say))")
    case .fewSeries(let count, let needed, let path):
      let (found, least) = (say.style.integer(count), say.style.integer(needed))
      return "\(say.place(path)): "
        + say(
          vi:
            "có \(found) chuỗi, trong khi --state với --model auto cần từ \(least) chuỗi; \(Self.cure(say))",
          en: "\(found) series, but --state with --model auto needs \(least); \(Self.cure(say))")
    case .shortSeries(let path):
      return "\(say.place(path)): "
        + say(
          vi:
            "các chuỗi quá ngắn (dưới 20 tuần) nên chưa dùng được --state với --model auto; nếu tệp trạng thái bị mất, đề nghị chạy lại với toàn bộ lịch sử, nếu không thì bỏ --state",
          en:
            "the series are too short for --state with --model auto, which takes 20 weeks; if the state was lost, give the whole history, else leave out --state"
        )
    case .sameFile(let path):
      return say(
        vi:
          "--state \(say.oneLine(path)): cần một tệp riêng, khác tệp đầu vào và đầu ra; đề nghị đặt tên khác",
        en: "--state \(say.oneLine(path)): the state needs a file of its own; give it another name")
    }
  }

  private static func cure(_ say: Phrasing) -> String {
    say(
      vi:
        "lịch sử nhỏ không cần tệp trạng thái: đề nghị bỏ --state, dự báo lại từ đầu chỉ mất chưa đến một giây",
      en: "a small history needs no state: leave out --state, forecasting it anew takes less than a second")
  }
}

/// What a new state was made from: who meant to go on from an old one is told.
package struct StateBeginning: Hashable, Sendable {
  private let path: String, history: String
  private let seriesCount: Int

  /// - Parameters:
  ///   - path: The state.
  ///   - history: The file it was made from.
  ///   - seriesCount: How many series it keeps.
  package init(path: String, history: String, seriesCount: Int) {
    (self.path, self.history, self.seriesCount) = (path, history, seriesCount)
  }

  /// On one line.
  package func message(in language: Language) -> String {
    let say = Phrasing(language)
    let count = say.count(seriesCount, vi: "chuỗi", one: "series", many: "series")
    return "\(say.oneLine(path)): "
      + say(
        vi:
          "tệp trạng thái mới, tạo từ \(say.place(history)) với \(count); các tuần sau chỉ cần các dòng mới",
        en: "a new state, made from \(say.place(history)), \(count); from now on new rows are enough")
  }
}
