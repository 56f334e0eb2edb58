@testable import Reporting

/// A page with every kind of block, from the published figures of Bắc Ninh, 17 November 2025.
enum Sample {
  static func document(_ language: Language) -> Document {
    let style = NumberStyle(language: language)
    func row(
      _ name: Text, _ score: Double, _ maximum: Double, _ change: Double?, _ past: [Double?], _ remark: Text
    )
      -> [Text]
    {
      let emphasis: Text.Emphasis = (change ?? 0) < 0 ? .bad : .good
      return [
        name, "\(style.decimal(score))", "\(style.decimal(maximum, places: 0))",
        "\(style.percent(score / maximum))", "\(style.change(change), emphasis)", "\(Sparkline(past).text)",
        remark,
      ]
    }
    let components = Table(
      caption: "Chỉ số thành phần",
      columns: [
        .init("Chỉ số", priority: .essential), .init("Điểm", .decimal, priority: .essential),
        .init("Điểm tối đa", .trailing, priority: .low), .init("Tỷ lệ hoàn thành", .decimal),
        .init("So với tuần trước", .decimal, priority: .high), .init("8 tuần", .trailing, priority: .low),
        .init("Nhận xét", priority: .high, wraps: true),
      ],
      groups: [
        .init(
          "Còn nhiều dư địa",
          rows: [
            row(
              "Dịch vụ công trực tuyến", 8.41, 12, -0.07, [8.2, 8.3, nil, 8.35, 8.4, 8.45, 8.48, 8.41],
              "Chỉ số duy nhất giảm; tỷ lệ thấp nhất trong sáu chỉ số."),
            row(
              "Số hóa hồ sơ", 20.28, 22, 0.04, [18.0, 20.07, 20.1, nil, nil, 20.2, 20.24, 20.28], "Tăng đều."),
          ]),
        .init(
          "Gần mức tối đa",
          rows: [
            row("Thanh toán trực tuyến", 9.93, 10, 0.03, [9.8, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.93], ""),
            row("Mức độ hài lòng", 17.86, 18, nil, [17.86, 17.86, 17.86, 17.86], ""),
          ]),
      ])
    return Document(
      language: language,
      [
        .heading(level: 1, "Bắc Ninh, \(style.date(year: 2025, month: 11, day: 17))"),
        .paragraph(
          """
          Tổng điểm \(style.decimal(92.37), .strong), \(style.change(0.09), .good) so với tuần trước. Xác suất đạt \
          \(style.decimal(93)) sau bốn tuần: \(style.probability(0.004), .bad).
          """),
        .table(components),
        .note("Tổng các chỉ số thành phần là \(style.decimal(92.30)), không phải \(style.decimal(92.37))."),
        .heading(level: 2, "Nhiệm vụ trọng tâm"),
        .numbered(["Dịch vụ công trực tuyến: ít nhất \(style.change(0.10)).", "Giữ đà số hóa hồ sơ."]),
      ])
  }
}
