import Scorecard

extension HeldBackUnit {
  /// Where the unit stands, why it is held back, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it.
  ///   - places: of a workbook the cells that lines stand for.
  public func message(in language: Language, file: String, places: CellPlaces? = nil) -> String {
    message(Phrasing(language, places: places), file: file)
  }

  func message(_ say: Phrasing, file: String) -> String {
    let unit = say.quoted(name)
    switch reason {
    case .differentLevels(let sightings):
      let levels = Self.written(sightings, say)
      return "\(say.place(file, line: sightings.last?.line)): "
        + say(
          vi: "tạm chưa sử dụng số liệu của đơn vị \(unit) vì xuất hiện ở nhiều cấp: \(levels); ",
          en: "unit \(unit) is held back: it stands at different levels: \(levels); ")
        + Self.cureOfLevels(say)
    case .noUsableScore(let line):
      return "\(say.place(file, line: line)): "
        + say(
          vi: "tạm chưa xét đơn vị \(unit) vì không có điểm nào sử dụng được; ",
          en: "unit \(unit) is held back: no score of it can be used; ")
        + Self.cureOfNoScore(say)
    }
  }

  /// Levels with their lines.
  static func written(_ sightings: [LevelSighting], _ say: Phrasing) -> String {
    sightings.prefix(6).map { sighting in
      let level = say.quoted(sighting.level.name(in: say.language))
      return "\(level) (\(say.line(sighting.line)))"
    }.joined(separator: ", ") + (sightings.count > 6 ? ", …" : "")
  }

  static func cureOfLevels(_ say: Phrasing) -> String {
    say(
      vi: "đề nghị ghi một cấp thống nhất ở mọi dòng; hai đơn vị trùng tên cần có tên khác nhau",
      en: "give it one level in all rows; two units of one name need different names")
  }

  static func cureOfNoScore(_ say: Phrasing) -> String {
    say(
      vi: "đề nghị bổ sung điểm hoặc sửa các dòng có lỗi của đơn vị này",
      en: "add its scores, or correct its rows that are listed as errors")
  }
}

extension UnknownIndicator {
  /// Where the name stands, what is left out, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it.
  ///   - index: the index, to list the names that it knows.
  ///   - places: of a workbook the cells that lines stand for.
  public func message(
    in language: Language, file: String, index: IndexDefinition? = nil, places: CellPlaces? = nil
  ) -> String {
    message(Phrasing(language, places: places), file: file, index: index)
  }

  func message(_ say: Phrasing, file: String, index: IndexDefinition?) -> String {
    return "\(say.place(file, line: firstLine)): \(fault(say)); \(Self.cure(say, index: index))"
  }

  /// What is wrong.
  func fault(_ say: Phrasing) -> String { Self.fault(say, name: name, column: column, count: count) }

  static func fault(_ say: Phrasing, name: String, column: Int?, count: Int) -> String {
    let place = column.map { say(vi: "cột \($0): ", en: "column \($0): ") } ?? ""
    let text = say.quoted(name)
    let scores = say.count(count, vi: "điểm", one: "score is", many: "scores are")
    return place
      + say(
        vi: "\(text) không phải là chỉ số của bộ chỉ số, nên \(scores) không được sử dụng",
        en: "\(text) is not an indicator of the index, so \(scores) left out")
  }

  static func cure(_ say: Phrasing, index: IndexDefinition?) -> String {
    guard let index else {
      return say(
        vi: "đề nghị ghi đúng tên chỉ số thành phần, hoặc chỉ rõ bộ chỉ số bằng `--index`",
        en: "write the component's name as in the index, or name the right index with `--index`")
    }
    let names = say.list(index.components.map { say.language == .vi ? $0.name.vietnamese : $0.id })
    return say(
      vi: "đề nghị dùng một trong các tên: \(names); hoặc chỉ rõ bộ chỉ số bằng `--index`",
      en: "use one of: \(names); or name the right index with `--index`")
  }
}

extension MaximumMismatch {
  /// Where the maximum stands, how it differs, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it.
  ///   - index: the definition that a component's position refers to.
  ///   - places: of a workbook the cells that lines stand for.
  public func message(
    in language: Language, file: String, index: IndexDefinition? = nil, places: CellPlaces? = nil
  ) -> String {
    let say = Phrasing(language, places: places)
    let name = indicator.name(in: language, index: index)
    return "\(say.place(file, line: firstLine)): \(name): "
      + "\(Self.fault(say, inFile: inFile, inIndex: inIndex, count: count)); \(Self.cure(say))"
  }

  static func fault(_ say: Phrasing, inFile: Double, inIndex: Double, count: Int) -> String {
    let rows = say.count(count, vi: "dòng", one: "row", many: "rows")
    let (file, index) = (say.points(inFile), say.points(inIndex))
    return say(
      vi: "điểm tối đa trong tệp là \(file) (\(rows)), trong bộ chỉ số là \(index); Headway dùng \(index)",
      en: "the file's maximum \(file) (\(rows)) is not the index's \(index); Headway uses \(index)")
  }

  static func cure(_ say: Phrasing) -> String {
    say(
      vi: "đề nghị sửa cột điểm tối đa, hoặc chỉ rõ bộ chỉ số bằng `--index`",
      en: "correct the column of maxima, or name the right index with `--index`")
  }
}
