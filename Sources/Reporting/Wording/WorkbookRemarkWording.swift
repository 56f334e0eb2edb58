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
    case .noHeaderOverUnits(let rows):
      let number = say.style.integer(rows)
      return say(
        vi: "trang tính có \(number) dòng ghi đơn vị và số, nhưng không có dòng tên cột nhận ra được",
        en: "\(number) rows hold units and numbers, and no row names the columns in a way that is recognised")
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
    case .notScores(let text):
      return say(
        vi: "theo \(say.quoted(text)), đây không phải là điểm của tuần báo cáo",
        en: "by \(say.quoted(text)) these are not the scores of the week")
    case .monthFirst(let text):
      return say(
        vi: "\(say.quoted(text)) ghi tháng trước ngày, nên các ngày khác cũng không chắc chắn",
        en: "\(say.quoted(text)) has its month first, so that the other days are not certain either")
    case .contradiction(let other):
      return say(
        vi: "bảng này ghi điểm khác với ô \(other) của cùng đơn vị, cùng ngày nên không được đọc",
        en: "the table is not read: it tells another score than cell \(other) of the same unit and day")
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
    case .rowsBehind(let names, let count):
      return say(
        vi:
          "\(say.count(count, vi: "dòng", one: "", many: "")) sau phần cuối của bảng không được đọc\(Self.list(names, count, say))",
        en:
          "\(say.count(count, vi: "", one: "row behind the end of the table is", many: "rows behind the end of the table are")) not read\(Self.list(names, count, say))"
      )
    case .repeatedUnits(let names, let count):
      return say(
        vi:
          "\(say.count(count, vi: "dòng", one: "", many: "")) không được đọc vì đơn vị đã có ở dòng trên với điểm khác\(Self.list(names, count, say))",
        en:
          "\(say.count(count, vi: "", one: "row is", many: "rows are")) not read as the unit stands further up with other scores\(Self.list(names, count, say))"
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
    case .missingMarks(let names, let count):
      return say(
        vi:
          "\(say.count(count, vi: "ô", one: "", many: "")) không có điểm được coi là ô trống\(Self.list(names, names.count, say))",
        en:
          "\(say.count(count, vi: "", one: "cell without a score counts", many: "cells without a score count")) as empty\(Self.list(names, names.count, say))"
      )
    case .rounded(let exact, let shown, let count):
      return say(
        vi:
          "\(say.count(count, vi: "điểm", one: "", many: "")) được làm tròn như hiển thị trong ô, ví dụ \(say.quoted(exact)) thành \(say.quoted(shown))",
        en:
          "\(say.count(count, vi: "", one: "score was", many: "scores were")) rounded to what the cells show, such as \(say.quoted(exact)) to \(say.quoted(shown))"
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
    case .unitOfSheet:
      return say(
        vi: "tên trang tính được hiểu là tên đơn vị",
        en: "the name of the sheet is taken for that of the unit")
    case .unitsAcross(let names, let count):
      return say(vi: "tên các cột được hiểu là tên đơn vị", en: "names above columns are taken for units")
        + Self.list(names, count, say)
    case .takenAsDay(let text, let day):
      return say(
        vi: "\(say.quoted(text)) được hiểu là ngày \(say.date(day))",
        en: "\(say.quoted(text)) is taken for \(say.date(day))")
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
    case .noHeader, .noHeaderOverUnits, .noRows:
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
    case .notScores:
      return say(
        vi: "nếu là điểm của tuần, đề nghị sửa tiêu đề hoặc tên trang tính và ghi ngày",
        en: "if they are, change the title or the sheet's name and write the day")
    case .monthFirst:
      return say(
        vi: "đề nghị ghi ngày trước, tháng sau, như 17/11/2025, hoặc định dạng ô là ngày tháng",
        en: "write the day first, as 17/11/2025, or as 2025-11-17, or let the cells be dates")
    case .contradiction:
      return say(
        vi: "đề nghị ghi ngày của mỗi bảng ở tiêu đề, hoặc xóa bảng thừa",
        en: "write the day of each table in its title, or delete the one that is too many")
    case .otherShape:
      return say(vi: "đề nghị tách thành hai tệp", en: "put them into two files")
    case .unnumberedRows:
      return say(
        vi: "nếu là đơn vị, đề nghị ghi số thứ tự như các dòng khác",
        en: "if they are units, number them as the others")
    case .rowsBehind:
      return say(
        vi: "nếu là đơn vị, đề nghị bỏ dòng trống và dòng chữ phía trên, hoặc đặt tên cột cho bảng đó",
        en:
          "if they are units, delete the empty row and the text above them, or name the columns of their table"
      )
    case .repeatedUnits:
      return say(
        vi: "đề nghị xóa dòng thừa, hoặc ghi đủ tên nếu là hai đơn vị, như “Xã …” và “Phường …”",
        en: "delete the row that is too many, or write their full names if they are two units")
    case .footerRows, .columns, .hiddenRows, .hiddenColumns:
      return say(vi: "nếu đúng như vậy thì không cần xử lý", en: "if that is right, nothing to do")
    case .notAvailable, .missingMarks:
      return say(vi: "nếu đã có điểm, đề nghị điền vào", en: "fill in the scores where they are known")
    case .takenAsTotal:
      return say(
        vi: "nếu là chỉ số khác, đề nghị đặt tên trang tính theo chỉ số đó",
        en: "if they are of another indicator, name the sheet after it")
    case .rounded:
      return say(
        vi: "nếu cần đọc đủ chữ số, đề nghị định dạng ô hiển thị thêm chữ số thập phân",
        en: "let the cells show more decimals if these should be read")
    case .unitOfSheet, .unitsAcross:
      return say(
        vi: "nếu không đúng, đề nghị thêm cột “Đơn vị”", en: "if that is wrong, add a column “unit”")
    case .takenAsDay:
      return say(
        vi: "nếu không đúng, đề nghị ghi đủ ngày, tháng, năm như 17/11/2025",
        en: "if that is wrong, write day, month and year as 17/11/2025")
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
