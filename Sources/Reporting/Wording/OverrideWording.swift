import Scorecard

extension HistoryOverride {
  /// Whose scores, of which indicator, on which days: “Sở Y tế, total, 20 Oct 2025”.
  func scope(_ say: Phrasing, index: IndexDefinition?) -> String {
    var parts: [String] = []
    switch subject {
    case .unit(let name): parts.append(say.oneLine(name))
    case .all(nil): parts.append(say(vi: "tất cả đơn vị", en: "all units"))
    case .all(let level?):
      let name = say.oneLine(level.name(in: say.language))
      parts.append(say(vi: "tất cả đơn vị cấp \(name)", en: "all units of the level \(name)"))
    }
    if let indicator, indicator != .value {
      parts.append(say.oneLine(indicator.name(in: say.language, index: index)))
    }
    let (first, last) = (days.lowerBound, days.upperBound)
    parts.append(
      first == last
        ? say.date(first)
        : say(
          vi: "từ \(say.date(first)) đến \(say.date(last))", en: "\(say.date(first)) to \(say.date(last))"))
    return parts.joined(separator: ", ")
  }

  /// What is done with the scores: “left out”, “set to 91.85”.
  func deed(_ say: Phrasing) -> String {
    switch action {
    case .exclude: say(vi: "không sử dụng", en: "left out")
    case .set(let score):
      say(vi: "ấn định là \(say.score(score))", en: "set to \(say.score(score))")
    }
  }

  /// Who decided and why: “Nguyễn Văn An: synchronisation fault”.
  func grounds(_ say: Phrasing) -> String { "\(say.oneLine(author)): \(say.oneLine(reason))" }

  /// Where it is written down: “overrides.yml, line 3”, “no. 2 of 18 Nov 2025”.
  func place(_ say: Phrasing) -> String? {
    switch origin {
    case .file(let file, let line): say.place(file, line: line)
    case .store(let number, let time):
      say(vi: "số \(number), \(say.date(time.day))", en: "no. \(number) of \(say.date(time.day))")
    case .program: nil
    }
  }

  /// The members of an object that tell of it.
  func members(in history: History) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    switch action {
    case .exclude: members.append(("action", "exclude"))
    case .set(let score): members += [("action", "set"), ("score", .number(score))]
    }
    switch subject {
    case .unit(let name): members += [("unit", .string(name)), ("level", .null)]
    case .all(let level): members += [("unit", .null), ("level", .string(level?.rawValue))]
    }
    members += [
      ("indicator", .string(indicator?.id(in: history.index))),
      ("from", .string(history.label(of: days.lowerBound))),
      ("to", .string(history.label(of: days.upperBound))),
      ("author", .string(author)), ("reason", .string(reason)),
    ]
    switch origin {
    case .file(let file, let line): members += [("file", .string(file)), ("line", .integer(line))]
    case .store(let number, let time):
      members += [("override", .integer(number)), ("time", .string(time.description))]
    case .program: break
    }
    return members
  }
}

extension AppliedOverride {
  /// The override in one clause: scope, deed, how many scores, grounds.
  func clause(_ say: Phrasing, index: IndexDefinition?) -> String {
    var deed = override.deed(say)
    let reported = scores.count == 1 ? scores[0].reported : nil
    switch (override.action, reported) {
    case (.exclude, let reported?): deed += " (\(say.score(reported)))"
    case (.exclude, nil) where !scores.isEmpty:
      deed += " (\(say.count(scores.count, vi: "giá trị", one: "score", many: "scores")))"
    case (.set, let reported?):
      deed += say(vi: " thay cho \(say.score(reported))", en: " instead of \(say.score(reported))")
    case (.set, nil) where !scores.isEmpty:
      deed += say(vi: " (chưa có số liệu công bố)", en: " (nothing was reported)")
    default: break
    }
    return "\(override.scope(say, index: index)): \(deed) – \(override.grounds(say))"
  }

  /// The members of an object that tell of it and of the scores that it touches.
  func members(in history: History) -> [(String, JSONValue)] {
    let touched = scores.map { one -> JSONValue in
      [
        "as_of": .string(history.label(of: one.day)), "unit": .string(history.units[one.unit].name),
        "indicator": .string(one.indicator.id(in: history.index)), "reported": .number(one.reported),
      ]
    }
    return override.members(in: history) + [("scores", .array(touched))]
  }
}

extension History {
  /// The member of a result that tells what people decided about the scores it rests on.
  var overridesMember: (String, JSONValue) {
    ("overrides", .array(overrides.map { .object($0.members(in: self)) }))
  }
}

extension OverrideError {
  /// Where the fault is, what it is, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: The language of the message.
  ///   - file: The history or store as the user named it, for overrides that stand in no file.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    if case .file(let overrides, let line) = origin {
      return "\(say.place(overrides, line: line)): \(text(say)); \(cure(say))"
    }
    return "\(say.place(file)): \(text(say)); \(cure(say))"
  }

  func text(_ say: Phrasing) -> String {
    switch fault {
    case .unknownUnit(let name, _):
      return say(
        vi: "không có đơn vị nào tên là \(say.quoted(name))", en: "no unit is called \(say.quoted(name))")
    case .unknownLevel(let level, _):
      return say(
        vi: "không có đơn vị nào thuộc cấp \(say.quoted(level.rawValue))",
        en: "no unit stands at the level \(say.quoted(level.rawValue))")
    case .outOfRange(let score, let maximum):
      let limit = maximum.map { "0–\(say.points($0))" }
      return say(
        vi: limit.map { "điểm \(say.score(score)) nằm ngoài khoảng \($0)" }
          ?? "điểm \(say.score(score)) nhỏ hơn 0",
        en: limit.map { "the score \(say.score(score)) is outside \($0)" }
          ?? "the score \(say.score(score)) is below zero")
    case .nothingLeft:
      return say(vi: "không còn giá trị nào để sử dụng", en: "no score is left")
    }
  }

  func cure(_ say: Phrasing) -> String {
    switch fault {
    case .unknownUnit(_, let suggestions) where !suggestions.isEmpty:
      let names = say.choice(suggestions.map { say.quoted($0) })
      return say(vi: "có phải là \(names) không?", en: "is it \(names)?")
    case .unknownUnit:
      return say(vi: "đề nghị ghi tên như trong tệp số liệu", en: "write the name as in the history")
    case .unknownLevel(_, let known) where !known.isEmpty:
      let levels = say.choice(known.map { say.quoted($0.rawValue) })
      return say(vi: "đề nghị dùng \(levels)", en: "use \(levels)")
    case .unknownLevel:
      return say(vi: "số liệu này không chia theo cấp", en: "this history has no levels")
    case .outOfRange:
      return say(vi: "đề nghị kiểm tra lại điểm", en: "check the score")
    case .nothingLeft:
      return say(vi: "đề nghị thu hẹp phạm vi không sử dụng", en: "leave out less")
    }
  }
}

extension OverrideFileError {
  /// Where the fault is, what it is, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: The language of the message.
  ///   - file: The file of overrides as the user named it.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    return "\(say.place(file, line: line)): \(message(say))"
  }

  /// What is wrong with an option that says the same as a key, and what to do, on one line.
  public func message(in language: Language) -> String { message(Phrasing(language)) }

  private func message(_ say: Phrasing) -> String {
    if case .notADay(let key, let value, let error?) = fault {
      return "\(key): \(error.message(in: say.language, value: value))"
    }
    return "\(fault.text(say)); \(fault.cure(say))"
  }
}

extension OverrideFileError.Fault {
  fileprivate func text(_ say: Phrasing) -> String {
    switch self {
    case .notYAML(let problem):
      say(
        vi: "tệp không đúng cú pháp YAML (\(say.quoted(problem)))",
        en: "this is not YAML (\(say.quoted(problem)))")
    case .noList:
      say(
        vi: "không có danh sách `overrides` với ít nhất một mục",
        en: "there is no list `overrides` with an item")
    case .wrongKind(nil):
      say(vi: "từng mục phải gồm các khóa có tên", en: "every item must be a set of keys")
    case .wrongKind(let key?):
      say(vi: "\(say.quoted(key)) phải là một giá trị", en: "\(say.quoted(key)) must be a single value")
    case .unknownKey(let key, _):
      say(vi: "không có mục nào tên là \(say.quoted(key))", en: "there is no key \(say.quoted(key))")
    case .repeatedKey(let key):
      say(vi: "mục \(say.quoted(key)) xuất hiện hai lần", en: "the key \(say.quoted(key)) stands twice")
    case .unclearAction:
      say(
        vi: "mỗi mục phải có `exclude` hoặc `set`, và chỉ một trong hai",
        en: "every item must have `exclude` or `set`, and only one of them")
    case .missingKey(let key):
      say(vi: "còn thiếu \(say.quoted(key))", en: "\(say.quoted(key)) is missing")
    case .contradiction(let one, let other):
      say(
        vi: "\(say.quoted(one)) và \(say.quoted(other)) không thể đi cùng nhau",
        en: "\(say.quoted(one)) and \(say.quoted(other)) exclude each other")
    case .unknownIndicator(let name, _):
      say(
        vi: "không có chỉ số nào tên là \(say.quoted(name))", en: "no indicator is called \(say.quoted(name))"
      )
    case .notADay(let key, let value, _):
      say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là số thứ tự tuần",
        en: "\(say.quoted(key)): \(say.quoted(value)) is no step, a whole number of weeks")
    case .notAWeek(let value):
      say(
        vi: "\(say.quoted("week")): \(say.quoted(value)) không phải là một tuần của năm",
        en: "\(say.quoted("week")): \(say.quoted(value)) is no week of a year")
    case .daysReversed(let from, let to):
      say(
        vi: "ngày cuối \(say.quoted(to)) sớm hơn ngày đầu \(say.quoted(from))",
        en: "the last day \(say.quoted(to)) lies before the first, \(say.quoted(from))")
    case .notANumber(let key, let value):
      say(
        vi: "\(say.quoted(key)): \(say.quoted(value)) không phải là số",
        en: "\(say.quoted(key)): \(say.quoted(value)) is not a number")
    }
  }

  fileprivate func cure(_ say: Phrasing) -> String {
    switch self {
    case .notYAML:
      say(
        vi: "đề nghị kiểm tra dấu hai chấm, dấu ngoặc và khoảng thụt đầu dòng",
        en: "check colons, brackets and the indentation")
    case .noList, .wrongKind:
      say(
        vi: "ví dụ: `overrides: [{exclude: Sở Y tế, week: 2025-W42, author: …, reason: …}]`",
        en: "for example: `overrides: [{exclude: Sở Y tế, week: 2025-W42, author: …, reason: …}]`")
    case .unknownKey(_, let known):
      say(vi: "đề nghị chỉ dùng: \(say.list(known))", en: "use only: \(say.list(known))")
    case .repeatedKey, .contradiction:
      say(vi: "đề nghị bỏ một trong hai", en: "leave out one of them")
    case .unclearAction:
      say(
        vi: "đề nghị ghi `exclude: ĐƠN VỊ` để không sử dụng, hoặc `set: ĐƠN VỊ` với `score` để ấn định điểm",
        en:
          "write `exclude: UNIT` to leave scores out, or `set: UNIT` with `score` to put another in their place"
      )
    case .missingKey("day"):
      say(
        vi: "đề nghị ghi `day`, `week`, hoặc `from` và `to`", en: "add `day`, `week`, or `from` and `to`")
    case .missingKey("author"), .missingKey("reason"):
      say(
        vi: "mỗi quyết định cần có người quyết định và lý do",
        en: "every decision needs an author and a reason")
    case .missingKey: say(vi: "đề nghị bổ sung", en: "add it")
    case .unknownIndicator(_, let known):
      say(vi: "đề nghị dùng một trong: \(say.list(known))", en: "use one of: \(say.list(known))")
    case .notADay: say(vi: "đề nghị ghi như: 42", en: "write it like 42")
    case .notAWeek:
      say(
        vi: "đề nghị ghi như 2025-W42, hoặc dùng `from` và `to`",
        en: "write it like 2025-W42, or use `from` and `to`")
    case .daysReversed: say(vi: "đề nghị đổi thứ tự", en: "exchange them")
    case .notANumber: say(vi: "đề nghị ghi như 91,85", en: "write it like 91.85")
    }
  }
}
