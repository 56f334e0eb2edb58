import Scorecard

extension WorkbookRemark {
  /// Where it is, what was left out or assumed, and what to do, on one line.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    return "\(say.place(file)):\(place(say)): \(clause(say)); \(cure(say))"
  }

  /// The sheet, and where known the cell.
  func place(_ say: Phrasing) -> String { say.oneLine(cell.map { "\(sheet)!\($0)" } ?? sheet) }

  /// What was left out or assumed.
  func clause(_ say: Phrasing) -> String {
    switch kind {
    case .hiddenSheet:
      return say(vi: "trang tính ẩn không được đọc", en: "the hidden sheet is not read")
    case .noHeader:
      return say(
        vi: "trang tính không có bảng điểm nhận ra được",
        en: "the sheet has no table of scores that is recognised")
    case .noRows:
      return say(
        vi: "dưới tiêu đề bảng không có dòng điểm nào", en: "there is no row of scores below the header")
    case .noUnit:
      return say(vi: "không có cột đơn vị", en: "no column names the units")
    case .noDate(let found):
      return say(vi: "không rõ ngày của số liệu", en: "the day of the scores is not known")
        + (found.map {
          say(vi: ": \(say.quoted($0)) không phải là ngày", en: ": \(say.quoted($0)) is no date")
        } ?? "")
    case .severalDates(let days):
      let list = say.choice(days.prefix(4).map { say.date($0) })
      return say(
        vi: "tiêu đề và tên trang tính ghi ngày khác nhau: \(list)",
        en: "title and sheet name tell different days: \(list)")
    case .noIndicator:
      return say(
        vi: "không rõ điểm thuộc chỉ số nào", en: "nothing tells of which indicator the scores are")
    case .repeatedColumn(let first, let second):
      return say(
        vi: "hai cột \(say.quoted(first)) và \(say.quoted(second)) có cùng ý nghĩa",
        en: "two columns, \(say.quoted(first)) and \(say.quoted(second)), mean the same")
    case .otherShape(let shape):
      return shape == .plain
        ? say(
          vi: "chuỗi số liệu đơn không đọc chung được với bảng điểm",
          en: "plain series cannot be read together with scorecards")
        : say(
          vi: "bảng điểm không đọc chung được với chuỗi số liệu đơn",
          en: "scorecards cannot be read together with plain series")
    case .unnumberedRows(let names, let count):
      return say(
        vi:
          "\(say.count(count, vi: "dòng", one: "", many: "")) không có số thứ tự nên không được đọc\(Self.list(names, count, say))",
        en:
          "\(say.count(count, vi: "", one: "row has no number and is", many: "rows have no number and are")) not read\(Self.list(names, count, say))"
      )
    case .footerRows(let names, let count):
      return say(
        vi:
          "\(say.count(count, vi: "dòng", one: "", many: "")) tổng hợp hoặc ghi chú không được đọc\(Self.list(names, count, say))",
        en:
          "\(say.count(count, vi: "", one: "row of sums or notes is", many: "rows of sums or notes are")) not read\(Self.list(names, count, say))"
      )
    case .columns(let names):
      return say(vi: "các cột không được đọc", en: "columns that are not read")
        + Self.list(Array(names.prefix(5)), names.count, say)
    case .notAvailable(let count):
      return say(
        vi: "\(say.count(count, vi: "ô", one: "", many: "")) “#N/A” được coi là ô trống",
        en:
          "\(say.count(count, vi: "", one: "cell with “#N/A” counts", many: "cells with “#N/A” count")) as empty"
      )
    case .hiddenRows(let count):
      return say(
        vi: "\(say.count(count, vi: "dòng", one: "", many: "")) bị ẩn vẫn được đọc",
        en: "\(say.count(count, vi: "", one: "hidden row was", many: "hidden rows were")) read")
    case .hiddenColumns(let columns):
      return say(vi: "cột bị ẩn vẫn được đọc", en: "hidden columns were read") + ": " + say.list(columns)
    case .takenAsTotal:
      return say(
        vi: "điểm không ghi tên chỉ số được hiểu là tổng điểm",
        en: "scores without the name of an indicator are taken for totals")
    case .year(let day):
      return say(
        vi: "ngày không ghi năm được hiểu là \(say.date(day))",
        en: "a day without a year is taken for \(say.date(day))")
    }
  }

  /// What to do about it.
  func cure(_ say: Phrasing) -> String {
    switch kind {
    case .hiddenSheet:
      return say(vi: "nếu cần đọc, đề nghị bỏ ẩn", en: "unhide it if it should be read")
    case .noHeader, .noRows:
      return say(
        vi: "nếu có điểm ở đây, đề nghị đặt tên cột như: STT, Đơn vị, Tổng điểm",
        en: "if it holds scores, name the columns such as: as_of, unit, total")
    case .noUnit:
      return say(vi: "đề nghị đặt tên cột đơn vị là “Đơn vị”", en: "name the column of the units “unit”")
    case .noDate:
      return say(
        vi:
          "đề nghị ghi đủ ngày, tháng, năm ở tiêu đề hoặc tên trang tính, như “Tuần 17-11-2025”, hoặc thêm cột “Ngày”",
        en:
          "write day, month and year in a title or the sheet's name, like “Week 17-11-2025”, or add a column “as_of”"
      )
    case .severalDates:
      return say(vi: "đề nghị ghi thống nhất một ngày", en: "let both tell the same day")
    case .noIndicator:
      return say(
        vi: "đề nghị đặt tên trang tính theo chỉ số, như “Số hóa hồ sơ” hoặc “Tổng điểm”",
        en: "name the sheet after the indicator, like “digitization” or “total”")
    case .repeatedColumn:
      return say(
        vi: "đề nghị xóa hoặc đổi tên một cột, hay ghi ngày phía trên mỗi cột",
        en: "delete or rename one, or write its day above each")
    case .otherShape:
      return say(vi: "đề nghị tách thành hai tệp", en: "put them into two files")
    case .unnumberedRows:
      return say(
        vi: "nếu là đơn vị, đề nghị ghi số thứ tự như các dòng khác",
        en: "if they are units, number them as the others")
    case .footerRows, .columns, .hiddenRows, .hiddenColumns:
      return say(vi: "nếu đúng như vậy thì không cần xử lý", en: "if that is right, nothing to do")
    case .notAvailable:
      return say(vi: "nếu đã có điểm, đề nghị điền vào", en: "fill in the scores where they are known")
    case .takenAsTotal:
      return say(
        vi: "nếu là chỉ số khác, đề nghị đặt tên trang tính theo chỉ số đó",
        en: "if they are of another indicator, name the sheet after it")
    case .year:
      return say(
        vi: "nếu không đúng, đề nghị ghi rõ năm", en: "if that is wrong, write the year as well")
    }
  }

  private static func list(_ names: [String], _ count: Int, _ say: Phrasing) -> String {
    if names.isEmpty { return "" }
    let shown = names.map { say.quoted($0) }.joined(separator: ", ")
    return ": " + shown + (count > names.count ? ", …" : "")
  }
}
