@testable import Scorecard

/// The published scores of Bắc Ninh and its rivals up to 17 November 2025, and ways to write them.
enum Example {
  /// Day, unit, level, indicator, score, status.
  static let rows: [[String]] = text.split(separator: "\n").map { line in
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  static let history: History = {
    do { return try HistoryReader.read(Array(long().utf8)).history } catch {
      preconditionFailure("the example can be read: \(error)")
    }
  }()

  /// The example in the long shape.
  static func long(
    header: [String] = ["as_of", "unit", "level", "indicator", "score", "status"], delimiter: String = ",",
    lineEnd: String = "\n", rows: [[String]] = rows, change: ([String]) -> [String] = { $0 }
  ) -> String {
    ([header] + rows.map(change)).map { $0.joined(separator: delimiter) + lineEnd }.joined()
  }

  /// The example in the wide shape: one row for each unit and day, in the order of first appearance.
  static func wide(
    header names: [String] = ["as_of", "unit", "level"] + indicators, delimiter: String = ","
  ) -> String {
    var order: [[String]] = []
    var cells: [[String]: [String: String]] = [:]
    for row in rows {
      let key = Array(row[0..<3])
      if cells[key] == nil { order.append(key) }
      cells[key, default: [:]][row[3]] = row[4]
    }
    let lines = order.map { key in key + indicators.map { cells[key]?[$0] ?? "" } }
    return ([names] + lines).map { $0.joined(separator: delimiter) + "\n" }.joined()
  }

  static let indicators = IndexDefinition.decision766.components.map(\.id) + ["total"]

  static let names: [String: String] = [
    "transparency": "Công khai minh bạch", "processing": "TIẾN ĐỘ GIẢI QUYẾT",
    "online_services": "Dịch vụ công trực tuyến", "online_payment": "thanh toán trực tuyến",
    "satisfaction": "Mức độ hài lòng", "digitization": "Số hóa hồ sơ", "total": "Tổng điểm",
  ]

  private static let text = """
    2025-10-06,Bắc Ninh,province,total,89.49,derived
    2025-10-06,Bắc Ninh,province,digitization,18.71,derived
    2025-10-13,Bắc Ninh,province,total,91.70,published
    2025-10-13,Bắc Ninh,province,transparency,15.64,published
    2025-10-13,Bắc Ninh,province,processing,19.00,published
    2025-10-13,Bắc Ninh,province,digitization,20.78,published
    2025-10-13,Bắc Ninh,province,online_payment,10.00,published
    2025-10-13,Bắc Ninh,province,satisfaction,17.86,published
    2025-10-20,Bắc Ninh,province,total,91.78,derived
    2025-10-27,Bắc Ninh,province,total,91.73,published
    2025-10-27,Bắc Ninh,province,transparency,15.64,derived
    2025-11-03,Bắc Ninh,province,total,92.08,published
    2025-11-03,Bắc Ninh,province,transparency,15.82,published
    2025-11-03,Bắc Ninh,province,processing,19.15,derived
    2025-11-03,Bắc Ninh,province,digitization,20.92,derived
    2025-11-03,Bắc Ninh,province,online_services,8.45,derived
    2025-11-03,Bắc Ninh,province,online_payment,9.88,published
    2025-11-03,Bắc Ninh,province,satisfaction,17.86,published
    2025-11-10,Bắc Ninh,province,total,92.28,derived
    2025-11-10,Bắc Ninh,province,transparency,15.82,published
    2025-11-10,Bắc Ninh,province,processing,19.20,published
    2025-11-10,Bắc Ninh,province,digitization,21.01,published
    2025-11-10,Bắc Ninh,province,online_services,8.48,published
    2025-11-10,Bắc Ninh,province,online_payment,9.91,published
    2025-11-10,Bắc Ninh,province,satisfaction,17.86,published
    2025-11-17,Bắc Ninh,province,total,92.37,published
    2025-11-17,Bắc Ninh,province,transparency,15.82,derived
    2025-11-17,Bắc Ninh,province,processing,19.24,derived
    2025-11-17,Bắc Ninh,province,digitization,21.04,derived
    2025-11-17,Bắc Ninh,province,online_services,8.41,derived
    2025-11-17,Bắc Ninh,province,online_payment,9.93,derived
    2025-11-17,Bắc Ninh,province,satisfaction,17.86,derived
    2025-11-10,Hải Phòng,province,total,91.65,published
    2025-11-17,Hải Phòng,province,total,91.98,published
    2025-08-14,Đồng Nai,province,total,82.93,published
    2025-08-21,Đồng Nai,province,total,83.79,published
    2025-08-25,Đồng Nai,province,total,85.75,published
    2025-10-10,Đồng Nai,province,total,90.34,published
    2025-10-17,Đồng Nai,province,total,90.62,published
    2025-10-17,Đồng Nai,province,transparency,16.09,published
    2025-10-17,Đồng Nai,province,online_payment,10.00,published
    2025-10-17,Đồng Nai,province,satisfaction,17.93,published
    2025-11-10,Đồng Nai,province,total,91.65,published
    2025-11-17,Đồng Nai,province,total,91.96,published
    2025-10-20,Văn phòng UBND tỉnh,department,total,94.57,published
    2025-11-03,Văn phòng UBND tỉnh,department,total,94.00,published
    2025-11-10,Văn phòng UBND tỉnh,department,total,95.38,published
    2025-11-17,Văn phòng UBND tỉnh,department,total,95.38,published
    2025-11-03,Sở Dân tộc và Tôn giáo,department,total,94.53,published
    2025-11-10,Sở Dân tộc và Tôn giáo,department,total,94.53,published
    2025-11-17,Sở Dân tộc và Tôn giáo,department,total,94.76,published
    2025-11-03,Ban Quản lý các Khu công nghiệp,department,total,94.28,published
    2025-11-10,Ban Quản lý các Khu công nghiệp,department,total,94.30,published
    2025-11-17,Ban Quản lý các Khu công nghiệp,department,total,94.55,published
    2025-10-13,Sở Nông nghiệp và Môi trường,department,total,69.23,derived
    2025-10-20,Sở Nông nghiệp và Môi trường,department,total,91.60,published
    2025-11-17,Sở Nội vụ,department,total,89.07,published
    2025-11-17,Sở Công Thương,department,total,89.02,published
    2025-11-17,Sở Giáo dục và Đào tạo,department,total,87.74,published
    2025-10-20,Hợp Thịnh,commune,total,93.57,published
    2025-11-03,Hợp Thịnh,commune,total,93.94,published
    2025-11-10,Hợp Thịnh,commune,total,93.99,published
    2025-11-17,Hợp Thịnh,commune,total,94.06,published
    2025-10-20,Tân Tiến,commune,total,93.57,published
    2025-11-10,Tân Tiến,commune,total,93.70,published
    2025-10-20,Bắc Giang,commune,total,93.38,published
    2025-11-10,Bắc Giang,commune,total,93.92,published
    """
}

/// What a history says, in a form that can be compared.
struct Snapshot: Equatable, CustomStringConvertible {
  var lines: [String]
  var description: String { lines.joined(separator: "\n") }

  init(_ history: History, sorted: Bool = false) {
    lines = ["axis \(history.axis) index \(history.index?.id ?? "none")"]
    for (position, unit) in history.units.enumerated() {
      lines.append("unit \(unit.name) \(unit.level?.rawValue ?? "-")")
      for indicator in history.indicators(ofUnit: position) {
        let name = "\(unit.name) \(indicator.id(in: history.index))"
        lines.append("\(name) decimals \(history.decimals(ofUnit: position, indicator: indicator))")
        for (day, score) in history.series(unit: position, indicator: indicator) {
          lines.append("\(name) \(day) \(score)")
        }
      }
    }
    if sorted { lines.sort() }
  }
}

/// SplitMix64: small, seeded, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// Reads a text.
func read(_ text: String, index: IndexDefinition = .decision766) throws(IngestError) -> IngestResult {
  try HistoryReader.read(Array(text.utf8), index: index)
}

/// The error that reading a text ends with.
func failure(_ text: String) -> IngestError? { failure(Array(text.utf8)) }

func failure(_ bytes: [UInt8]) -> IngestError? {
  do throws(IngestError) {
    _ = try HistoryReader.read(bytes)
    return nil
  } catch { return error }
}
