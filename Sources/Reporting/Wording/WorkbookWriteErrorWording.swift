extension WorkbookWriteError {
  /// What is wrong and what to do, on one line.
  ///
  /// - Parameters:
  ///   - path: The workbook that was asked for.
  ///   - language: The language of the words.
  public func message(path: String, in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .notInstalled:
      return say(
        vi:
          "\(say.place(path)): chưa có thư viện ghi tệp Excel; đề nghị cài libxlsxwriter-dev hoặc chọn .html",
        en:
          "\(say.place(path)): the library that writes Excel files is missing; install libxlsxwriter-dev or choose .html"
      )
    case .notMade(let reason):
      return say(
        vi:
          "\(say.place(path)): không tạo được tệp Excel (hệ thống báo: \(say.quoted(reason))); đề nghị kiểm tra thư mục tạm ($TMPDIR hoặc /tmp)",
        en:
          "\(say.place(path)): the workbook cannot be made: \(say.quoted(reason)); check the folder for temporary files, $TMPDIR or /tmp"
      )
    }
  }
}
