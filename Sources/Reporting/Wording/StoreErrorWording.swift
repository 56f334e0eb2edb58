import Scorecard

extension StoreError {
  /// Which store it is, what is wrong with it, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: The language of the words.
  ///   - file: The store as the user named it.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    return "\(say.place(file)): \(fault(say)); \(cure(say))"
  }

  func fault(_ say: Phrasing) -> String {
    switch self {
    case .notFound:
      return say(vi: "không tìm thấy tệp", en: "there is no such file")
    case .isDirectory:
      return say(vi: "đây là thư mục, không phải tệp", en: "this is a directory, not a file")
    case .empty:
      return say(vi: "kho số liệu chưa có gì", en: "nothing has been imported into this store yet")
    case .foreign(isDatabase: true):
      return say(
        vi: "đây là cơ sở dữ liệu SQLite của chương trình khác, không phải kho số liệu của Headway",
        en: "this is an SQLite database of another program, no store of Headway's")
    case .foreign(isDatabase: false):
      return say(vi: "đây không phải là kho số liệu của Headway", en: "this is no store of Headway's")
    case .newer(let steps):
      return say(
        vi: "kho số liệu do phiên bản Headway mới hơn tạo ra (\(say.list(steps.map { say.quoted($0) })))",
        en: "a later version of Headway has made this store (\(say.list(steps.map { say.quoted($0) })))")
    case .damaged(let reason):
      return say(
        vi: "kho số liệu bị hỏng (hệ thống báo: \(say.quoted(reason)))",
        en: "the store is damaged: \(say.quoted(reason))")
    case .busy:
      return say(
        vi: "chương trình khác đang ghi vào kho số liệu này",
        en: "another program is writing to this store and does not come to an end")
    case .cannotRead(let reason):
      return say(
        vi: "không đọc được kho số liệu (hệ thống báo: \(say.quoted(reason)))",
        en: "the store cannot be read: \(say.quoted(reason))")
    case .cannotWrite(let reason):
      return say(
        vi: "không ghi được vào kho số liệu (hệ thống báo: \(say.quoted(reason)))",
        en: "the store cannot be written: \(say.quoted(reason))")
    case .interrupted:
      return say(
        vi: "lần nhập trước bị gián đoạn và cần quyền ghi để hoàn nguyên phần dở dang",
        en:
          "an import was interrupted, and taking back what it left half-written needs the permission to write"
      )
    case .otherIndex(let stored, let given):
      return say(
        vi: "kho số liệu thuộc bộ chỉ số \(say.quoted(stored)), không phải \(say.quoted(given))",
        en: "the store belongs to the index \(say.quoted(stored)), not \(say.quoted(given))")
    case .otherComponents(let index, let stored, let given):
      let lists = (say.list(stored), say.list(given))
      return say(
        vi:
          "bộ chỉ số \(say.quoted(index)) trong kho số liệu có thành phần hoặc điểm tối đa khác: \(lists.0), trong khi `--index` có \(lists.1)",
        en:
          "the store's index \(say.quoted(index)) has other components or maxima: \(lists.0), where `--index` has \(lists.1)"
      )
    case .nothingKnown(let moment, let first):
      return say(
        vi:
          "đến \(say.moment(moment)) chưa có số liệu nào được nhập; lần nhập đầu tiên là \(say.moment(first))",
        en: "nothing had been imported by \(say.moment(moment)); the first import was at \(say.moment(first))"
      )
    case .override(let error):
      return error.text(say)
    case .noOverride(let number, nil):
      return say(
        vi: "kho số liệu không có quyết định số \(number); chưa có quyết định nào",
        en: "the store has no override \(number), nor any other")
    case .noOverride(let number, _):
      return say(
        vi: "kho số liệu không có quyết định số \(number)", en: "the store has no override \(number)")
    case .withdrawn(let number, let time):
      return say(
        vi: "quyết định số \(number) đã được rút lại ngày \(say.date(time.day))",
        en: "override \(number) was withdrawn on \(say.date(time.day)) already")
    case .noForecast(nil, _), .noForecast(_, nil):
      return say(vi: "kho số liệu chưa lưu dự báo nào", en: "no forecast has been kept in this store yet")
    case .noForecast(let number?, _):
      return say(
        vi: "kho số liệu không có dự báo số \(number)", en: "the store has no forecast \(number)")
    }
  }

  func cure(_ say: Phrasing) -> String {
    switch self {
    case .override(let error):
      return error.cure(say)
    case .noOverride(_, let latest?):
      return say(
        vi: "số gần nhất là \(latest); `headway store overrides KHO` liệt kê tất cả",
        en: "the latest is \(latest); `headway store overrides STORE` lists all")
    case .noOverride(_, nil), .withdrawn:
      return say(
        vi: "`headway store overrides KHO` liệt kê tất cả", en: "`headway store overrides STORE` lists all")
    case .noForecast(nil, _), .noForecast(_, nil):
      return say(
        vi: "đề nghị lưu bằng `headway forecast KHO --keep`",
        en: "keep one with `headway forecast STORE --keep`")
    case .noForecast(_, let latest?):
      return say(
        vi: "số gần nhất là \(latest); `headway store forecasts KHO` liệt kê tất cả",
        en: "the latest is \(latest); `headway store forecasts STORE` lists all")
    case .notFound, .empty:
      return say(
        vi: "đề nghị kiểm tra tên tệp, hoặc nhập số liệu bằng `headway store import KHO TỆP…`",
        en: "check the name, or import files with `headway store import STORE FILE…`")
    case .isDirectory:
      return say(vi: "đề nghị chỉ rõ một tệp trong thư mục đó", en: "name a file in it")
    case .foreign:
      return say(
        vi: "đề nghị ghi tên một kho số liệu, hoặc một tên mới để `headway store import` tạo kho",
        en: "name a store, or a new name for `headway store import` to make one")
    case .newer:
      return say(vi: "đề nghị cập nhật Headway", en: "update Headway")
    case .damaged:
      return say(
        vi: "đề nghị dùng bản sao gần nhất, hoặc nhập lại các tệp vào một kho mới",
        en: "use the latest copy of it, or import the files into a new one")
    case .busy:
      return say(
        vi: "đề nghị thử lại khi chương trình đó xong, hoặc đóng kho số liệu ở đó",
        en: "try again when it is done, or close the store there")
    case .cannotRead:
      return say(
        vi: "đề nghị kiểm tra quyền đọc và đóng tệp nếu đang mở ở chương trình khác",
        en: "check the permission to read it, and close it where it is open elsewhere")
    case .cannotWrite, .interrupted:
      return say(
        vi:
          "đề nghị kiểm tra quyền ghi đối với tệp và thư mục, và dung lượng trống; nội dung cũ vẫn còn nguyên",
        en:
          "check the permission to write to the file and its folder, and the free space; what it held is still there"
      )
    case .otherIndex:
      return say(
        vi: "đề nghị bỏ `--index`, hoặc dùng kho khác cho bộ chỉ số đó",
        en: "leave out `--index`, or use another store for that index")
    case .otherComponents:
      return say(
        vi: "đề nghị bỏ `--index`, hoặc lập kho mới cho bộ chỉ số đã thay đổi",
        en: "leave out `--index`, or make a new store for the changed index")
    case .nothingKnown:
      return say(vi: "đề nghị chọn `--known-on` muộn hơn", en: "choose a later `--known-on`")
    }
  }
}

extension StoreImportError {
  /// What is wrong, with which file or store, and what to do; then that nothing was imported.
  ///
  /// - Parameters:
  ///   - language: The language of the words.
  ///   - store: The store as the user named it.
  public func message(in language: Language, store: String) -> String {
    let say = Phrasing(language)
    switch self {
    case .store(let error):
      return error.message(in: language, file: store)
    case .file(let path, let error):
      let lines = error.message(in: language, file: path)
      return lines + "\n" + say(vi: "  Không tệp nào được nhập.", en: "  Nothing was imported.")
    case .otherKind(let path, let stored, let found):
      return "\(say.place(path)): "
        + say(
          vi:
            "tệp có \(found.noun(say)), còn \(say.place(store)) có \(stored.noun(say)), nên chưa nhập gì; đề nghị nhập vào kho khác",
          en:
            "the file holds \(found.noun(say)), and \(say.place(store)) holds \(stored.noun(say)), so nothing was imported; import it into another store"
        )
    case .timeBefore(let latest, let given):
      return say(
        vi:
          "--time \(say.moment(given)): sớm hơn lần nhập gần nhất của \(say.place(store)) (\(say.moment(latest))); đề nghị chọn thời điểm muộn hơn, hoặc nhập lại theo thứ tự vào kho mới",
        en:
          "--time \(say.moment(given)): this is before the latest import of \(say.place(store)) (\(say.moment(latest))); choose a later time, or import in order of time into a new store"
      )
    }
  }
}

extension StoreKind {
  /// What is held.
  func noun(_ say: Phrasing) -> String {
    switch self {
    case .scorecard(let index):
      say(vi: "điểm của bộ chỉ số \(say.quoted(index))", en: "scores of the index \(say.quoted(index))")
    case .series(.dates):
      say(vi: "chuỗi số liệu theo ngày", en: "plain series with dates")
    case .series(.steps):
      say(vi: "chuỗi số liệu theo bước tuần", en: "plain series with steps")
    }
  }
}

extension StoreImport.LevelConflict {
  /// Where the unit stands, why it is left out, and what to do, on one line.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    let scores = say.count(count, vi: "điểm", one: "score is", many: "scores are")
    let (known, new) = (say.quoted(stored.name(in: language)), say.quoted(inFile.name(in: language)))
    return "\(say.place(file, line: line == 0 ? nil : line)): "
      + say(
        vi:
          "đơn vị \(say.quoted(unit)) ở cấp \(new), trong kho ở cấp \(known), nên \(scores) không được nhập; đề nghị ghi một cấp thống nhất",
        en:
          "unit \(say.quoted(unit)) stands at level \(new) and in the store at \(known), so \(scores) left out; give it one level"
      )
  }
}

extension Phrasing {
  /// A moment: 17 Nov 2025 09:30 UTC.
  func moment(_ time: Timestamp) -> String { "\(date(time))\u{A0}UTC" }

  /// A moment whose time zone is known: 17 Nov 2025 09:30.
  func date(_ time: Timestamp) -> String { "\(style.date(time.day)) \(time.clock.dropLast(3))" }

  /// How a score came into a store: the day and the file with its line, of a workbook with sheet and row.
  func arrival(_ arrival: Arrival) -> String {
    let line = arrival.line == 0 ? nil : arrival.line
    let file =
      if let sheet = arrival.sheet {
        place(arrival.file)
          + self(vi: ", trang tính \(quoted(sheet))", en: ", sheet \(quoted(sheet))")
          + (line.map { self(vi: ", hàng \($0)", en: ", row \($0)") } ?? "")
      } else {
        place(arrival.file, line: line)
      }
    return "\(style.date(arrival.time.day)), \(file)"
  }
}

extension Arrival {
  /// The members of an object that tell of it.
  func members(prefix: String = "") -> [(String, JSONValue)] {
    [
      (prefix + "time", .string(time.description)), (prefix + "file", .string(file)),
    ] + (sheet.map { [(prefix + "sheet", .string($0))] } ?? []) + [
      (prefix + "line", line == 0 ? .null : .integer(line))
    ]
  }
}
