import Planning

extension PlanFileError {
  /// Where the fault is, what it is, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the plan file as the user named it.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    let message: String
    if case .plan(let error) = fault {
      message = "\(error.fault(say)); \(error.cure(say))"
    } else {
      message = "\(fault.text(say)); \(fault.cure(say))"
    }
    return "\(say.place(file, line: line)): \(message)"
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
    case .itemNotASetOfKeys(let key):
      return say(
        vi: "từng dòng trong danh sách \(say.quoted(key)) phải gồm các mục có tên",
        en: "every item of \(say.quoted(key)) must be a set of keys")
    case .notAName(let key):
      return say(vi: "\(say.quoted(key)) phải là một tên", en: "\(say.quoted(key)) must be a name")
    case .noValue(let key):
      return say(vi: "\(say.quoted(key)) chưa có giá trị", en: "\(say.quoted(key)) has no value")
    case .outOfRange(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.points(value)) nằm ngoài phạm vi cho phép",
        en: "\(say.quoted(key)): \(say.points(value)) is out of range")
    case .repeatedKey(let key):
      return say(
        vi: "mục \(say.quoted(key)) xuất hiện hai lần", en: "the key \(say.quoted(key)) stands twice")
    case .unknownKey(let key, _):
      return say(vi: "không có mục nào tên là \(say.quoted(key))", en: "there is no key \(say.quoted(key))")
    case .sameKey(let key, let other):
      return say(
        vi: "\(say.quoted(key)) và \(say.quoted(other)) là cùng một tên",
        en: "\(say.quoted(key)) and \(say.quoted(other)) are one name")
    case .commaInBrackets(let key):
      return say(
        vi: "\(say.quoted(key)): trong dấu ngoặc, dấu phẩy ngăn cách các mục nên không thể là dấu thập phân",
        en: "\(say.quoted(key)): within brackets a comma separates and cannot be a decimal comma")
    case .missingKey(let key, let owner):
      return say(
        vi: "\(say.quoted(owner)) còn thiếu mục \(say.quoted(key))",
        en: "\(say.quoted(owner)) lacks the key \(say.quoted(key))")
    case .keyOfOtherTarget(let key, let target, _):
      return say(
        vi: "mục \(say.quoted(key)) không dùng được cho mục tiêu \(say.quoted(target))",
        en: "the key \(say.quoted(key)) does not go with a target of \(say.quoted(target))")
    case .contradiction(let one, let other):
      return say(
        vi: "\(say.quoted(one)) và \(say.quoted(other)) không thể đi cùng nhau",
        en: "\(say.quoted(one)) and \(say.quoted(other)) exclude each other")
    case .notANumber(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là số",
        en: "\(say.quoted(key)): \(say.quoted(value)) is not a number")
    case .notAShare(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là tỷ lệ từ 0% đến 100%",
        en: "\(say.quoted(key)): \(say.quoted(value)) is not a share between 0% and 100%")
    case .notAWish(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) phải là true, false hoặc một trọng số lớn hơn 0",
        en: "\(say.quoted(key)): \(say.quoted(value)) must be true, false or a weight above 0")
    case .notABoolean(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) phải là true hoặc false",
        en: "\(say.quoted(key)): \(say.quoted(value)) must be true or false")
    case .notAWeek(let key, let value):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là số tuần nguyên từ 1 trở lên",
        en: "\(say.quoted(key)): \(say.quoted(value)) is not a whole number of weeks, at least one")
    case .notACount(let key, let value, let least):
      return say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là số nguyên từ \(least) trở lên",
        en: "\(say.quoted(key)): \(say.quoted(value)) is not a whole number, at least \(least)")
    case .notALevel(let key):
      return say(vi: "\(say.quoted(key)) phải là tên một cấp", en: "\(say.quoted(key)) must be a level")
    case .notAList(let key):
      return say(vi: "\(say.quoted(key)) phải là một danh sách", en: "\(say.quoted(key)) must be a list")
    case .emptyList(let key):
      return say(vi: "danh sách \(say.quoted(key)) còn trống", en: "the list \(say.quoted(key)) is empty")
    case .unclearTarget:
      return say(
        vi: "mục tiêu phải có đúng một trong các mục `total`, `lead`, `rank`, `component` và `group`",
        en: "a target needs exactly one of `total`, `lead`, `rank`, `component` and `group`")
    case .leadWithoutRivals:
      return say(
        vi: "mục tiêu `lead` chưa nêu các địa phương bám sát", en: "the target `lead` does not say over whom")
    case .unclearComponentTarget(let name):
      return say(
        vi: "mục tiêu của \(say.quoted(name)) phải có đúng một trong hai mục `at_least` và `gain`",
        en: "the target of \(say.quoted(name)) needs exactly one of `at_least` and `gain`")
    case .segmentOutOfOrder:
      return say(
        vi: "mỗi đoạn chi phí, trừ đoạn cuối, phải có `up_to` lớn hơn đoạn trước",
        en: "every stretch of a cost but the last needs an `up_to` above that of the one before")
    case .endOfLastSegment:
      return say(
        vi: "đoạn chi phí cuối cùng không được có `up_to`",
        en: "the last stretch of a cost must not have an `up_to`")
    case .fallingRate(let rate, let before):
      return say(
        vi: "mức chi phí \(say.points(rate)) thấp hơn mức \(say.points(before)) của đoạn trước",
        en: "the rate \(say.points(rate)) is below the rate \(say.points(before)) of the stretch before")
    case .plan(let error): return error.fault(say)
    }
  }

  fileprivate func cure(_ say: Phrasing) -> String {
    switch self {
    case .notYAML:
      say(
        vi: "đề nghị kiểm tra dấu hai chấm, dấu ngoặc và khoảng thụt đầu dòng",
        en: "check colons, brackets and the indentation")
    case .notASetOfKeys(let key):
      say(vi: "đề nghị ghi như: \(Self.keys(of: key))", en: "write it like: \(Self.keys(of: key))")
    case .itemNotASetOfKeys(let key):
      say(
        vi: "đề nghị ghi như: - \(Self.item(of: key))", en: "write it like: - \(Self.item(of: key))")
    case .notAName:
      say(vi: "đề nghị ghi một tên bằng chữ", en: "write one name as text")
    case .noValue:
      say(vi: "đề nghị ghi giá trị hoặc bỏ mục này", en: "write a value, or leave the key out")
    case .outOfRange("confidence", _):
      say(
        vi: "đề nghị ghi xác suất giữa 0 và 1, như 0.8 hoặc 80%",
        en: "write a chance between 0 and 1, such as 0.8 or 80%")
    case .outOfRange("cost", _):
      say(vi: "đề nghị ghi chi phí lớn hơn 0", en: "write a cost above 0")
    case .outOfRange("rate", _), .outOfRange("up_to", _), .outOfRange("wish", _):
      say(vi: "đề nghị ghi một số lớn hơn 0", en: "write a number above 0")
    case .outOfRange(_, let value) where value < 0:
      say(vi: "đề nghị ghi một số không âm", en: "write a number that is not negative")
    case .outOfRange:
      say(vi: "đề nghị ghi số điểm hợp lý", en: "write a reasonable number of points")
    case .repeatedKey, .sameKey, .contradiction:
      say(vi: "đề nghị giữ lại một mục", en: "keep one of them")
    case .commaInBrackets(let key):
      say(
        vi: "đề nghị ghi như: \(say.oneLine(key)): 0.3 hoặc \(say.oneLine(key)): \"0,3\"",
        en: "write it like: \(say.oneLine(key)): 0.3 or \(say.oneLine(key)): \"0,3\"")
    case .missingKey(let key, _):
      say(
        vi: "đề nghị bổ sung như: \(Self.example(of: key))", en: "add it like: \(Self.example(of: key))")
    case .keyOfOtherTarget(_, _, let known):
      say(vi: "đề nghị chỉ dùng: \(say.list(known))", en: "use only: \(say.list(known))")
    case .notAMapping:
      say(vi: "đề nghị ghi như: weeks: 4", en: "write it like: weeks: 4")
    case .unknownKey(_, let known):
      say(
        vi: "đề nghị chỉ dùng: \(say.list(known, limit: 20))",
        en: "use only: \(say.list(known, limit: 20))")
    case .notANumber(let key, _):
      say(
        vi: "đề nghị ghi như: \(say.oneLine(key)): 0,5", en: "write it like: \(say.oneLine(key)): 0.5")
    case .notABoolean(let key, _):
      say(vi: "đề nghị ghi như: \(say.oneLine(key)): true", en: "write it like: \(say.oneLine(key)): true")
    case .notAWeek(let key, _):
      say(vi: "đề nghị ghi như: \(say.oneLine(key)): 4", en: "write it like: \(say.oneLine(key)): 4")
    case .notAShare(let key, _):
      say(vi: "đề nghị ghi như: \(say.oneLine(key)): 75%", en: "write it like: \(say.oneLine(key)): 75%")
    case .notAWish(let key, _):
      say(vi: "đề nghị ghi như: \(say.oneLine(key)): 2", en: "write it like: \(say.oneLine(key)): 2")
    case .notACount(let key, _, _):
      say(vi: "đề nghị ghi như: \(say.oneLine(key)): 1", en: "write it like: \(say.oneLine(key)): 1")
    case .notALevel(let key):
      say(
        vi: "đề nghị ghi như: \(say.oneLine(key)): commune",
        en: "write it like: \(say.oneLine(key)): commune")
    case .emptyList(let key):
      say(
        vi: "đề nghị bổ sung nội dung hoặc bỏ mục \(say.quoted(key))",
        en: "add an item, or leave \(say.quoted(key)) out")
    case .segmentOutOfOrder, .endOfLastSegment, .fallingRate:
      say(
        vi: "đề nghị ghi như: [{up_to: 0.5, rate: 1}, {rate: 3}]",
        en: "write it like: [{up_to: 0.5, rate: 1}, {rate: 3}]")
    case .plan(let error): error.cure(say)
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

  /// What a set of keys looks like.
  private static func keys(of key: String) -> String {
    switch key {
    case "teams": "teams: {it: 3, training: [2, 2, 1]}"
    case "effort": "effort: {training: [1, 1]}"
    case "weights": "weights: {Phường Kinh Bắc: 3.5}"
    case "components": "components: {online_services: 90%}"
    case "rivals": "rivals: {Hải Phòng: +0.1}"
    case "breakdown": "breakdown: {level: commune}"
    default: "online_services: {cost: 2, pace: 0.3}"
    }
  }

  /// What an item of a list looks like.
  private static func item(of key: String) -> String {
    switch key {
    case "initiatives": "name: …"
    case "effects": "{component: online_services, points: 0.4}"
    case "scenarios": "name: …"
    case "cost": "{up_to: 0.5, rate: 1}"
    default: "total: 93"
    }
  }

  /// What a key that must be there looks like.
  private static func example(of key: String) -> String {
    switch key {
    case "at_least": "at_least: 91"
    case "component": "component: online_services"
    case "points": "points: 0.4"
    case "rate": "rate: 1"
    case "level": "level: commune"
    case "value": "value: 90%"
    default: "\(key): …"
    }
  }
}
