/// The header of a file: which column holds what.
struct Header {
  let line: Int
  let names: [String]
  /// How many columns there are, without empty ones at the end.
  let count: Int
  let shape: FileShape
  /// The columns of the roles, from 0.
  let columns: [ColumnRole: Int]
  /// The columns of a wide file that hold an indicator, from 0.
  let indicators: [(column: Int, indicator: Indicator)]
  /// The named columns of a wide file that hold nothing known, from 0.
  let unknownColumns: [Int]

  /// Whether the rows of a plain file can be read by themselves: no level says that some are held back.
  var isSimple: Bool { shape == .plain && columns[.level] == nil }

  /// The parts of a wide file that are no indicators.
  static let rolesBesideIndicators: Set<ColumnRole> = [
    .date, .unit, .level, .status, .source, .note,
  ]

  init(names: [String], line: Int, index: IndexDefinition) throws(IngestError) {
    self.line = line
    self.names = names
    count = (names.lastIndex { !$0.isEmpty } ?? -1) + 1
    let roles = names.map(Self.role)
    let known = Set(roles.compactMap(\.self))
    let found = Array(names.prefix(count).prefix(12))
    let hasIndicators = names.contains { index.indicator(named: $0) != nil }
    if known.subtracting([.note]).isEmpty && !hasIndicators {
      throw .noRecognizedColumns(found: found, count: count, line: line)
    }

    var needed: Set<ColumnRole>
    (shape, needed) = Self.shape(known: known, hasIndicators: hasIndicators)
    needed.subtract(known)
    if !needed.isEmpty {
      throw .missingColumns(needed, shape: shape, found: found, count: count, line: line)
    }

    var columns: [ColumnRole: Int] = [:]
    var indicatorColumns: [Indicator: Int] = [:]
    var indicators: [(column: Int, indicator: Indicator)] = []
    var unknown: [Int] = []
    for (column, name) in names.enumerated() where !name.isEmpty {
      let role = roles[column]
      if let role, shape != .wide || Self.rolesBesideIndicators.contains(role) {
        if let other = columns[role], role != .note {
          throw .repeatedColumn(
            first: names[other], second: name, columns: [other + 1, column + 1], line: line)
        }
        columns[role] = column
      } else if shape == .wide, let indicator = index.indicator(named: name) {
        if let other = indicatorColumns[indicator] {
          throw .repeatedColumn(
            first: names[other], second: name, columns: [other + 1, column + 1], line: line)
        }
        indicatorColumns[indicator] = column
        indicators.append((column, indicator))
      } else if shape == .wide {
        unknown.append(column)
      }
    }
    self.columns = columns
    self.indicators = indicators
    unknownColumns = unknown
  }

  /// What a column of this name holds, where it is no indicator.
  static func role(named name: String) -> ColumnRole? { roles[NameKey.folded(name)] }

  /// The form of a file whose columns are known by these roles, and the roles that such a file needs.
  static func shape(
    known: Set<ColumnRole>, hasIndicators: Bool
  ) -> (shape: FileShape, needed: Set<ColumnRole>) {
    if known.contains(.series) && !known.isSuperset(of: [.unit, .indicator]) {
      return (.plain, [.series, .value, known.contains(.step) ? .step : .date])
    }
    if known.contains(.indicator) || (known.contains(.score) && !hasIndicators) {
      return (.long, [.date, .unit, .indicator, .score])
    }
    return (.wide, hasIndicators ? [.date, .unit] : [.date, .unit, .indicator])
  }

  /// How many of these names are known; tells the right delimiter from the others.
  static func recognizedCount(_ names: [String], index: IndexDefinition) -> Int {
    names.count { role(named: $0) != nil || index.indicator(named: $0) != nil }
  }

  private static let roles: [String: ColumnRole] = {
    let words: [ColumnRole: [String]] = [
      .date: [
        "as_of", "date", "day", "week", "report date", "ngày", "tuần", "kỳ", "kỳ báo cáo", "ngày báo cáo",
        "tuần báo cáo", "thời điểm", "ngày chốt số liệu", "ngày đánh giá",
      ],
      .step: ["step", "bước"],
      .unit: [
        "unit", "unit name", "đơn vị", "tên đơn vị", "địa phương", "cơ quan", "cơ quan, đơn vị",
        "đơn vị, địa phương", "xã, phường", "sở, ban, ngành",
      ],
      .level: ["level", "cấp", "cấp đơn vị", "cấp hành chính"],
      .indicator: [
        "indicator", "component", "chỉ số", "chỉ tiêu", "tiêu chí", "chỉ số thành phần", "tên chỉ số",
        "nhóm chỉ số",
      ],
      .score: ["score", "points", "điểm", "điểm số", "điểm đạt", "điểm đạt được", "số điểm", "kết quả"],
      .maximum: ["max", "maximum", "điểm tối đa", "tối đa", "điểm chuẩn"],
      .status: ["status", "trạng thái", "tình trạng"],
      .source: ["source", "nguồn", "nguồn số liệu"],
      .note: [
        "note", "notes", "remark", "ghi chú", "stt", "tt", "số thứ tự", "no", "rank", "xếp hạng", "thứ hạng",
        "hạng", "xếp loại",
      ],
      .series: ["series", "series id", "series name", "chuỗi", "chuỗi số liệu"],
      .value: ["value", "giá trị"],
    ]
    var roles: [String: ColumnRole] = [:]
    for (role, list) in words {
      for word in list { roles[NameKey.folded(word)] = role }
    }
    return roles
  }()
}
