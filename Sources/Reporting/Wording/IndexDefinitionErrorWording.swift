import Scorecard

extension IndexDefinitionError {
  /// Where the fault is, what it is, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file of the definition as the user named it.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    return "\(say.place(file, line: line)): \(fault(say)); \(cure(say))"
  }

  private var line: Int? {
    switch self {
    case .notYAML(let line, _, _), .wrongKind(_, _, let line), .missingKey(_, let line),
      .unknownKey(_, let line), .repeatedKey(_, let line),
      .maximumNotPositive(_, _, let line):
      line
    case .noComponents, .emptyName, .duplicateName, .reservedID: nil
    }
  }

  private func fault(_ say: Phrasing) -> String {
    switch self {
    case .notYAML(_, let column, let problem):
      let place = column.map { say(vi: "cột \($0): ", en: "column \($0): ") } ?? ""
      return place
        + say(
          vi: "tệp không đúng cú pháp YAML (\(say.quoted(problem)))",
          en: "this is not YAML (\(say.quoted(problem)))")
    case .wrongKind(let key, let expected, _):
      let kind = expected.noun(say)
      return key.isEmpty
        ? say(vi: "nội dung tệp phải là \(kind)", en: "the file must hold \(kind)")
        : say(vi: "\(say.quoted(key)) phải là \(kind)", en: "\(say.quoted(key)) must be \(kind)")
    case .missingKey(let key, _):
      return say(vi: "thiếu mục \(say.quoted(key))", en: "the key \(say.quoted(key)) is missing")
    case .unknownKey(let key, _):
      return say(vi: "không có mục nào tên là \(say.quoted(key))", en: "there is no key \(say.quoted(key))")
    case .repeatedKey(let key, _):
      return say(
        vi: "mục \(say.quoted(key)) được ghi hai lần", en: "the key \(say.quoted(key)) stands twice")
    case .noComponents:
      return say(vi: "bộ chỉ số chưa có chỉ số thành phần nào", en: "the index has no component")
    case .emptyName(let component):
      return say(
        vi: "chỉ số thành phần \(say.quoted(component)) có tên để trống",
        en: "a name of component \(say.quoted(component)) is empty")
    case .duplicateName(let name, let first, let second):
      return say(
        vi: "tên \(say.quoted(name)) dùng cho cả \(say.quoted(first)) và \(say.quoted(second))",
        en: "the name \(say.quoted(name)) belongs to both \(say.quoted(first)) and \(say.quoted(second))")
    case .maximumNotPositive(let component, let text, _):
      return say(
        vi: "điểm tối đa \(say.quoted(text)) của \(say.quoted(component)) không phải là số hợp lệ lớn hơn 0",
        en: "the maximum \(say.quoted(text)) of \(say.quoted(component)) is not a usable number above zero")
    case .reservedID(let id):
      return say(
        vi: "mã \(say.quoted(id)) đã được dùng với ý nghĩa riêng",
        en: "the id \(say.quoted(id)) has a meaning of its own")
    }
  }

  private func cure(_ say: Phrasing) -> String {
    switch self {
    case .notYAML:
      say(
        vi: "đề nghị kiểm tra dấu hai chấm, dấu ngoặc và khoảng thụt đầu dòng",
        en: "check colons, brackets and the indentation")
    case .wrongKind(_, .mapping, _):
      say(vi: "đề nghị ghi như: id: giang_day", en: "write it like: id: teaching")
    case .wrongKind(_, .sequence, _):
      say(vi: "đề nghị đặt dấu gạch nối trước từng mục", en: "put a dash before each item")
    case .wrongKind(_, .scalar, _):
      say(vi: "đề nghị ghi một giá trị duy nhất", en: "write a single value")
    case .missingKey:
      say(
        vi: "đề nghị bổ sung; mỗi chỉ số thành phần cần có `id` và `max`",
        en: "add it; every component needs `id` and `max`")
    case .unknownKey:
      say(
        vi: "đề nghị chỉ dùng các mục: id, name, components, aliases, max, vi, en",
        en: "use only: id, name, components, aliases, max, vi, en")
    case .repeatedKey:
      say(vi: "đề nghị xóa một trong hai", en: "delete one of them")
    case .noComponents:
      say(
        vi: "đề nghị bổ sung ít nhất một chỉ số dưới mục `components`",
        en: "add at least one under `components`")
    case .emptyName:
      say(vi: "đề nghị đặt tên hoặc bỏ mục đó", en: "give it a name or leave it out")
    case .duplicateName:
      say(vi: "đề nghị đặt tên khác cho một trong hai", en: "rename one of them")
    case .maximumNotPositive:
      say(vi: "đề nghị ghi như: max: 18", en: "write it like: max: 18")
    case .reservedID:
      say(vi: "đề nghị chọn mã khác", en: "choose another id")
    }
  }
}

extension IndexDefinitionError.Kind {
  fileprivate func noun(_ say: Phrasing) -> String {
    switch self {
    case .mapping: say(vi: "các mục có tên kèm giá trị", en: "keys with values")
    case .sequence: say(vi: "một danh sách", en: "a list")
    case .scalar: say(vi: "một chữ hoặc một số", en: "one text or number")
    }
  }
}
