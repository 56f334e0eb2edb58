import Forecasting
import Scorecard

/// What can go wrong between a command line and the library.
public enum CommandFault: Hashable, Sendable {
  /// An option that wants a date has none.
  case notADate(String, DayError, option: String = "--as-of")
  /// The weeks up to `--last` would begin before any date that files may have.
  case weeksBeforeDates(last: String, weeks: Int)
  /// Scores of an index cannot be simulated in hundredths: the file that defines it.
  case maximaNotSimulated(path: String)
  /// No score is as early as `--as-of`; the file and what was given.
  case nothingUpTo(String, file: String)
  /// A file of options is no UTF-8 text.
  case notText(path: String)
  /// The result cannot be written; `-` is standard output, and the reason is the system's own remark.
  case cannotWrite(path: String, reason: String)
  /// A report cannot be written as a file of this ending; `nil` where `--format` alone asks for it.
  case notAReportForm(path: String?)
  /// The library that fits models is not on this machine.
  case linearAlgebraMissing
  /// There is no file that could be shown.
  case nothingToOpen
  /// The file is written, but no program of the system shows it.
  case cannotOpen(path: String)
  /// The result would take the place of a file that was read.
  case outputIsInput(path: String)
  /// A file of what parts of a history teach cannot be used.
  case sampleFault(SeriesSample.Fault, path: String)
  /// What parts of a history teach is not enough to learn from.
  case nothingTaught(path: String)
  /// An option has a meaning for stores only, and this file is none.
  case notAStore(path: String, option: String)
  /// A part of a history is no plain series in UTF-8, or one with levels.
  case noPlainSeries(path: String)
  /// No forecast of the past can be judged: the file, and the weeks ahead that were asked for.
  case nothingToBacktest(file: String, weeks: Int)

  /// What is wrong and what to do, on one line.
  public func message(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .notADate(let text, let error, let option):
      return option + ": " + error.message(in: language, value: text)
    case .weeksBeforeDates(let last, let weeks):
      let year = Day.plausibleYears.lowerBound
      return say(
        vi:
          "--last \(say.oneLine(last)): \(say.weeks(weeks)) tính đến ngày đó bắt đầu trước năm \(year); đề nghị chọn ngày muộn hơn hoặc giảm --weeks",
        en:
          "--last \(say.oneLine(last)): \(say.weeks(weeks)) up to then begin before the year \(year); choose a later day or fewer --weeks"
      )
    case .maximaNotSimulated(let path):
      let range = ScorecardSimulation.supportedMaxima
      let least = say.points(range.lowerBound)
      let greatest = say.style.integer(Int(range.upperBound))
      return say(
        vi:
          "\(say.place(path)): chỉ mô phỏng được chỉ số thành phần có điểm tối đa từ \(least) đến \(greatest); đề nghị sửa max",
        en:
          "\(say.place(path)): only components with a maximum of \(least) to \(greatest) can be simulated; change their max"
      )
    case .nothingUpTo(let text, let file):
      return say(
        vi: "\(say.place(file)): không có số liệu nào đến \(say.quoted(text)); đề nghị chọn ngày muộn hơn",
        en: "\(say.place(file)): there are no data up to \(say.quoted(text)); choose a later day")
    case .notAReportForm(let path):
      return say(
        vi:
          "\(path.map { say.place($0) } ?? "--format"): báo cáo chỉ ghi được dưới dạng .html, .md, .xlsx, .json hoặc .txt; đề nghị đổi đuôi tệp của --output",
        en:
          "\(path.map { say.place($0) } ?? "--format"): a report is written as .html, .md, .xlsx, .json or .txt; change the ending of --output"
      )
    case .linearAlgebraMissing:
      return say(
        vi: "máy này chưa có thư viện LAPACK để tính toán; đề nghị cài đặt: apt-get install liblapack3",
        en: "LAPACK, which fits the models, is not on this machine; install it: apt-get install liblapack3")
    case .nothingToOpen:
      return say(
        vi: "--open cần --output: chưa có tệp nào để mở",
        en: "--open needs --output: there is no file to show")
    case .cannotOpen(let path):
      return say(
        vi: "\(say.place(path)): đã ghi tệp nhưng không mở được trên máy này; đề nghị tự mở tệp",
        en: "\(say.place(path)): written, but nothing on this machine shows it; open it by hand")
    case .notText(let path):
      return say(
        vi: "\(say.place(path)): không phải văn bản UTF-8; đề nghị lưu lại với bảng mã UTF-8",
        en: "\(say.place(path)): this is not UTF-8 text; save it with the encoding UTF-8")
    case .cannotWrite("-", let reason):
      return say(
        vi: "không ghi được ra đầu ra chuẩn (hệ thống báo: \(say.quoted(reason))); có thể dùng --output TỆP",
        en: "standard output cannot be written: \(say.quoted(reason)); perhaps use --output FILE")
    case .cannotWrite(let path, let reason):
      return say(
        vi:
          "\(say.place(path)): không ghi được (hệ thống báo: \(say.quoted(reason))); đề nghị kiểm tra thư mục và quyền ghi",
        en:
          "\(say.place(path)): cannot be written: \(say.quoted(reason)); check the folder and your permission to write there"
      )
    case .outputIsInput(let path):
      return say(
        vi: "\(say.place(path)): kết quả sẽ ghi đè lên tệp đầu vào; đề nghị đặt tên khác cho --output",
        en: "\(say.place(path)): the result would replace a file that is read; give --output another name")
    case .sampleFault(let fault, let path):
      return say.place(path) + ": " + fault.message(say)
    case .nothingTaught(let path):
      return say(
        vi: "\(say.place(path)): quá ít chuỗi đủ dài (từ 20 tuần) để học; đề nghị gộp thêm các phần",
        en: "\(say.place(path)): too few series are long enough, 20 weeks, to learn from; merge more parts")
    case .noPlainSeries(let path):
      return say(
        vi:
          "\(say.place(path)): cần các chuỗi số liệu (series, as_of hoặc step, value), không có cột cấp đơn vị, theo bảng mã UTF-8; đề nghị xuất lại tệp như vậy",
        en:
          "\(say.place(path)): plain series are needed (series, as_of or step, value), without a column for levels, in UTF-8; export the file in this form"
      )
    case .notAStore(let path, let option):
      return say(
        vi:
          "\(option): \(say.place(path)) không phải là kho số liệu; đề nghị nhập tệp vào kho bằng `headway store import KHO TỆP` rồi dùng kho",
        en:
          "\(option): \(say.place(path)) is no store; import it with `headway store import STORE FILE` and name the store"
      )
    case .nothingToBacktest(let file, let weeks):
      let count = say.style.integer(Backtest.leastObservations)
      return say(
        vi:
          "\(say.place(file)): chưa đủ số liệu để đánh giá dự báo trước đây: cần ít nhất một chuỗi có \(count) lần quan sát, rồi thêm một lần sau đó từ 1 đến \(weeks) tuần; đề nghị bổ sung các tuần trước đó, bỏ --unit hoặc chọn --as-of muộn hơn",
        en:
          "\(say.place(file)): too little history to judge past forecasts: at least one series needs \(count) observations and another one \(weeks == 1 ? "a week" : "1 to \(weeks) weeks") later; add earlier weeks, leave out --unit or choose a later --as-of"
      )
    }
  }
}

extension SeriesSample.Fault {
  /// What is wrong and what to do.
  fileprivate func message(_ say: Phrasing) -> String {
    switch self {
    case .otherSchema(nil):
      say(
        vi: "không phải tệp do `headway pool sums` ghi; đề nghị tạo lại",
        en: "this is no file that `headway pool sums` wrote; make it again")
    case .otherSchema(let found?):
      say(
        vi: "tệp thuộc phiên bản \(say.quoted(found)), cần \(SeriesSample.schema); đề nghị tạo lại",
        en: "its version is \(say.quoted(found)), not \(SeriesSample.schema), or it is damaged; make it again"
      )
    case .damaged(let series):
      say(
        vi: "số liệu của chuỗi \(say.quoted(series)) bị hỏng; đề nghị tạo lại",
        en: "the values of \(say.quoted(series)) are damaged; make it again")
    case .mixedAxes:
      say(
        vi: "có phần tính theo ngày, có phần tính theo bước tuần; đề nghị dùng một cách cho mọi phần",
        en: "some parts count by dates, others by steps; use one of them for all")
    }
  }
}
