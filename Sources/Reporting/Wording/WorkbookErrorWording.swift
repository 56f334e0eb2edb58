import Scorecard

extension WorkbookError {
  /// What is wrong with the file, and what to do, on one line. Where no sheet can be read, why follows for the first of
  /// them on lines of their own.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    var message = "\(say.place(file)): \(fault(say)); \(cure(say))"
    if case .noTable(let remarks, _) = self {
      message += remarks.prefix(4).map { "\n  " + $0.message(in: language, file: file) }.joined()
    }
    return message
  }

  func fault(_ say: Phrasing) -> String {
    switch self {
    case .libraryMissing:
      return say(
        vi: "máy này chưa có thư viện libzip để đọc tệp Excel",
        en: "libzip, which is needed to read Excel files, is not on this machine")
    case .passwordProtected:
      return say(vi: "tệp Excel được bảo vệ bằng mật khẩu", en: "the Excel file is protected by a password")
    case .oldFormat:
      return say(
        vi: "đây là tệp Excel định dạng cũ (.xls), Headway không đọc định dạng này",
        en: "this is a file of old Excel versions (.xls), which cannot be read")
    case .otherDocument(let document):
      return document.fault(say)
    case .damaged(let damage, let part):
      let place = part.map { say(vi: " (phần \(say.quoted($0)))", en: " (part \(say.quoted($0)))") } ?? ""
      return say(vi: "tệp Excel bị hỏng: ", en: "the Excel file is damaged: ") + damage.fault(say) + place
    case .tooLarge(let excess):
      return say(vi: "tệp Excel quá lớn: ", en: "the Excel file is too large: ") + excess.fault(say)
    case .noSheet:
      return say(
        vi: "tệp Excel không có trang tính nào hiển thị và có nội dung",
        en: "the Excel file has no visible sheet with content")
    case .noTable(_, let sheets):
      let number = say.style.integer(sheets)
      return say(
        vi: "không đọc được bảng điểm nào trong \(number) trang tính",
        en: sheets == 1
          ? "its only sheet has no table of scores that can be read"
          : "none of its \(number) sheets has a table of scores that can be read")
    }
  }

  func cure(_ say: Phrasing) -> String {
    switch self {
    case .libraryMissing:
      return say(
        vi: "đề nghị cài đặt: apt-get install libzip-dev; hoặc lưu tệp theo định dạng CSV UTF-8",
        en: "install it: apt-get install libzip-dev; or save the file as CSV UTF-8")
    case .passwordProtected:
      return say(
        vi: "đề nghị mở bằng Excel, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi lưu lại",
        en: "open it in Excel, remove the password (File, Info, Protect Workbook) and save it")
    case .oldFormat, .otherDocument(.openDocument), .otherDocument(.binaryWorkbook):
      return say(
        vi: "đề nghị mở bằng Excel hoặc LibreOffice rồi lưu lại theo định dạng .xlsx",
        en: "open it in Excel or LibreOffice and save it as .xlsx")
    case .otherDocument(.otherOffice):
      return say(
        vi: "đề nghị đưa bảng điểm vào tệp .xlsx hoặc CSV",
        en: "put the table of scores into an .xlsx or CSV file")
    case .otherDocument(.archive):
      return say(
        vi: "đề nghị giải nén rồi dùng tệp .xlsx hoặc CSV bên trong",
        en: "unpack it and use the .xlsx or CSV file inside")
    case .damaged:
      return say(
        vi: "có thể tệp chưa được tải về trọn vẹn; đề nghị lấy lại tệp, hoặc mở bằng Excel rồi lưu lại",
        en: "perhaps it was copied in part: fetch it again, or open it in Excel and save it")
    case .tooLarge:
      return say(
        vi: "đề nghị chỉ giữ lại các trang tính có bảng điểm, hoặc lưu theo định dạng CSV UTF-8",
        en: "keep only the sheets with scores, or save it as CSV UTF-8")
    case .noSheet:
      return say(vi: "đề nghị bỏ ẩn trang tính có bảng điểm", en: "unhide the sheet with the scores")
    case .noTable:
      return say(
        vi:
          "đề nghị đặt tên cột phía trên bảng, như: Ngày, Đơn vị, Tổng điểm, hoặc ghi ngày ở tiêu đề hay tên trang tính",
        en:
          "name the columns above the table, such as: as_of, unit, total; the day may stand in a title or sheet name"
      )
    }
  }
}

extension WorkbookError.Document {
  fileprivate func fault(_ say: Phrasing) -> String {
    switch self {
    case .openDocument:
      say(
        vi: "đây là bảng tính OpenDocument (.ods), Headway không đọc định dạng này",
        en: "this is an OpenDocument spreadsheet (.ods), which cannot be read")
    case .binaryWorkbook:
      say(
        vi: "đây là tệp Excel nhị phân (.xlsb), Headway không đọc định dạng này",
        en: "this is a binary Excel file (.xlsb), which cannot be read")
    case .otherOffice:
      say(
        vi: "đây là tài liệu văn phòng khác, không phải bảng tính Excel",
        en: "this is an office document of another kind, not an Excel workbook")
    case .archive:
      say(vi: "đây là tệp nén, không phải tệp Excel", en: "this is an archive, not an Excel file")
    }
  }
}

extension WorkbookError.Damage {
  fileprivate func fault(_ say: Phrasing) -> String {
    switch self {
    case .archive:
      say(vi: "không mở được gói nén", en: "its archive cannot be opened")
    case .packed:
      say(vi: "không giải nén được dữ liệu", en: "its data cannot be unpacked")
    case .missing:
      say(vi: "thiếu hoặc lặp một phần bắt buộc", en: "a part that it needs is missing or stands twice")
    case .markup(let offset):
      say(
        vi: "XML không hợp lệ tại byte \(say.style.integer(offset))",
        en: "its XML is malformed at byte \(say.style.integer(offset))")
    case .documentType:
      say(vi: "có khai báo kiểu tài liệu (DTD)", en: "it declares a document type")
    case .nesting:
      say(vi: "các phần tử lồng nhau quá sâu", en: "its elements are nested too deeply")
    case .outsideLink(let target):
      say(
        vi: "liên kết \(say.quoted(target)) ra ngoài tệp",
        en: "the link \(say.quoted(target)) leads out of the file")
    case .cellOutOfRange(let cell):
      say(
        vi: "ô \(say.quoted(cell)) nằm ngoài trang tính",
        en: "cell \(say.quoted(cell)) lies outside of any sheet")
    case .repeatedCell(let cell):
      say(vi: "ô \(say.quoted(cell)) xuất hiện hai lần", en: "cell \(say.quoted(cell)) stands twice")
    case .brokenReference(let name):
      say(
        vi: "tham chiếu \(say.quoted(name)) không có nội dung",
        en: "what \(say.quoted(name)) refers to is not there")
    }
  }
}

extension WorkbookError.Excess {
  fileprivate func fault(_ say: Phrasing) -> String {
    switch self {
    case .bytes(let limit):
      say(
        vi: "trên \(say.style.integer(limit >> 20)) MB sau khi giải nén",
        en: "more than \(say.style.integer(limit >> 20)) MB when unpacked")
    case .ratio(let limit):
      say(
        vi: "giải nén ra lớn hơn \(say.style.integer(limit)) lần, như tệp phá hoại",
        en:
          "it unpacks to more than \(say.style.integer(limit)) times its size, as files do that are meant to harm"
      )
    case .cells(let limit):
      say(vi: "trên \(say.style.integer(limit)) ô", en: "more than \(say.style.integer(limit)) cells")
    case .parts(let limit):
      say(
        vi: "trên \(say.style.integer(limit)) thành phần cùng loại",
        en: "more than \(say.style.integer(limit)) parts of one kind")
    }
  }
}
