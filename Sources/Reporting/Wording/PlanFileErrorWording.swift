import Planning

extension PlanFileError {
  /// Where the fault is, what it is, and what to do, on one line.
  ///
  /// - Parameter file: the plan file as the user named it.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    return "\(say.place(file, line: line)): \(fault.text(say)); \(fault.cure(say))"
  }
}

extension PlanFileError.Fault {
  fileprivate func text(_ say: Phrasing) -> String {
    switch self {
    case .notYAML(let problem):
      return say(
        vi: "tệp không đúng cú pháp YAML (\(say.quoted(problem)))",
        en: "this is not YAML (\(say.quoted(problem)))")
    case .notAMapping:
      return say(
        vi: "tệp để trống hoặc ở đây không phải là các mục có tên",
        en: "the file is empty, or this is not a set of keys")
    case .notASetOfKeys(let key):
      return say(
        vi: "\(say.quoted(key)) phải gồm các mục có tên", en: "\(say.quoted(key)) must be a set of keys")
    case .notAName(let key):
      return say(vi: "\(say.quoted(key)) phải là một tên", en: "\(say.quoted(key)) must be a name")
    case .outOfRange(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(value.description) nằm ngoài phạm vi cho phép",
        en: "\(say.quoted(key)): \(value.description) is out of range")
    case .repeatedKey(let key):
      return say(
        vi: "mục \(say.quoted(key)) xuất hiện hai lần", en: "the key \(say.quoted(key)) stands twice")
    case .unknownKey(let key, _):
      return say(vi: "không có mục nào tên là \(say.quoted(key))", en: "there is no key \(say.quoted(key))")
    case .notANumber(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là số",
        en: "\(say.quoted(key)): \(say.quoted(value)) is not a number")
    case .notABoolean(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) phải là true hoặc false",
        en: "\(say.quoted(key)): \(say.quoted(value)) must be true or false")
    case .notAWeek(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là số tuần nguyên từ 1 trở lên",
        en: "\(say.quoted(key)): \(say.quoted(value)) is not a whole number of weeks, at least one")
    case .notAList(let key):
      return say(vi: "\(say.quoted(key)) phải là một danh sách", en: "\(say.quoted(key)) must be a list")
    case .unclearTarget:
      return say(
        vi: "mục tiêu phải có đúng một trong các mục `total`, `lead` và `component`",
        en: "a target needs exactly one of `total`, `lead` and `component`")
    case .leadWithoutRivals:
      return say(
        vi: "mục tiêu `lead` chưa nêu các địa phương bám sát", en: "the target `lead` does not say over whom")
    case .unclearComponentTarget(let name):
      return say(
        vi: "mục tiêu của \(say.quoted(name)) phải có đúng một trong hai mục `at_least` và `gain`",
        en: "the target of \(say.quoted(name)) needs exactly one of `at_least` and `gain`")
    }
  }

  fileprivate func cure(_ say: Phrasing) -> String {
    switch self {
    case .notYAML:
      say(
        vi: "đề nghị kiểm tra dấu hai chấm, dấu ngoặc và khoảng thụt đầu dòng",
        en: "check colons, brackets and the indentation")
    case .notASetOfKeys:
      say(
        vi: "đề nghị ghi như `online_services: {cost: 2, pace: 0.3}`",
        en: "write it like `online_services: {cost: 2, pace: 0.3}`")
    case .notAName:
      say(vi: "đề nghị ghi một tên bằng chữ", en: "write one name as text")
    case .outOfRange("confidence", _):
      say(vi: "đề nghị ghi xác suất giữa 0 và 1, như 0.8", en: "write a chance between 0 and 1, such as 0.8")
    case .outOfRange("cost", _):
      say(vi: "đề nghị ghi chi phí lớn hơn 0", en: "write a cost above 0")
    case .outOfRange:
      say(vi: "đề nghị ghi số điểm hợp lý", en: "write a reasonable number of points")
    case .repeatedKey:
      say(vi: "đề nghị giữ lại một mục", en: "keep one of them")
    case .notAMapping:
      say(vi: "đề nghị ghi như: weeks: 4", en: "write it like: weeks: 4")
    case .unknownKey(_, let known):
      say(vi: "đề nghị chỉ dùng: \(say.list(known))", en: "use only: \(say.list(known))")
    case .notANumber(let key, _):
      say(
        vi: "đề nghị ghi như: \(say.oneLine(key)): 0,5", en: "write it like: \(say.oneLine(key)): 0.5")
    case .notABoolean(let key, _):
      say(vi: "đề nghị ghi như: \(say.oneLine(key)): true", en: "write it like: \(say.oneLine(key)): true")
    case .notAWeek(let key, _):
      say(vi: "đề nghị ghi như: \(say.oneLine(key)): 4", en: "write it like: \(say.oneLine(key)): 4")
    case .notAList:
      say(vi: "đề nghị đặt dấu gạch nối trước từng mục", en: "put a dash before each item")
    case .unclearTarget:
      say(
        vi: "đề nghị tách mỗi mục tiêu thành một mục riêng, như: total: 93",
        en: "make an item of each target, such as: total: 93")
    case .leadWithoutRivals:
      say(
        vi: "đề nghị bổ sung `over: all`, hoặc danh sách tên sau `over`",
        en: "add `over: all`, or names after `over`")
    case .unclearComponentTarget:
      say(vi: "đề nghị ghi như: gain: 0,10", en: "write it like: gain: 0.10")
    }
  }
}
