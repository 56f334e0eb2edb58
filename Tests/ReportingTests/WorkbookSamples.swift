import Scorecard

@testable import Reporting

/// A small report with every kind of block and figure.
enum WorkbookSample {
  static let day = Day(year: 2025, month: 11, day: 17)!

  static let document = document(.vi)

  static func document(_ language: Language) -> Document {
    let style = NumberStyle(language: language)
    return Document(
      language: language,
      [
        .heading(level: 1, "Báo cáo tuần của Bắc Ninh"), .note("Bộ chỉ số"),
        .heading(level: 2, "Tổng quan"),
        .keyFigures([
          KeyFigure(
            "Tổng điểm", style.decimalText(92.37), style.changeText(0.09) + Text(" so với tuần trước")),
          KeyFigure("Thứ hạng", "1/3"),
        ]),
        .paragraph(Text("Bắc Ninh đạt ") + Text("92,37 điểm", .strong) + Text(".")),
        .figure(Figure(title: "Tổng điểm", description: "Từ 92,28 đến 92,37.", chart: .fan(fan))),
        .heading(level: 2, "Vị trí dẫn đầu và các địa phương bám sát"),
        .table(rivals(style)), .bullets(["=1+1", "Hải Phòng"]),
        .figure(Figure(title: "Bám sát", description: "", chart: .convergence(convergence))),
        .heading(level: 2, "Các chỉ số"), .numbered(["Một", "Hai"]),
        .figure(Figure(title: "Dư địa", description: "", chart: .headroom(headroom))),
        .heading(level: 2, "Xã, phường"), .table(units(style, 30)),
        .figure(Figure(title: "Thứ hạng", description: "", chart: .slope(slope))),
        .figure(Figure(title: "Tỷ lệ", description: "Bình quân 70 %.", chart: .heatMap(heatMap))),
      ])
  }

  static func workbook(_ language: Language = .vi) -> Workbook {
    WorkbookRenderer().workbook(document(language), title: "Báo cáo & tuần", day: day)
  }

  // MARK: Tables

  static func rivals(_ style: NumberStyle) -> Table {
    Table(
      columns: [
        .init("Địa phương"), .init("Số liệu ngày", .trailing), .init("Tổng điểm", .decimal),
        .init("Xác suất", .trailing), .init("Xác suất", .trailing), .init("Ghi chú"), .init("Trống"),
      ],
      rows: [
        [
          "=HYPERLINK(\"x\")", style.dateText(day, isShort: true), style.decimalText(91.98),
          style.probabilityText(0.32), style.probabilityText(0.004, .bad), "–", "",
        ],
        [
          "Đồng Nai", style.dateText(day), style.changeText(-0.0004), style.percentText(0.701),
          Text(NumberStyle.missing), "tốt" + Text(" xấu", .bad), "",
        ],
      ])
  }

  static func units(_ style: NumberStyle, _ count: Int) -> Table {
    Table(
      columns: [.init("Hạng", .trailing), .init("Đơn vị", wraps: true), .init("Điểm", .decimal)],
      rows: (1...count).map { rank in
        [style.integerText(rank), Text("Xã " + String(rank)), style.decimalText(95 - Double(rank) / 7)]
      })
  }

  // MARK: Charts

  static func points(_ scores: [Double], from first: Int = 0) -> [ChartPoint] {
    scores.enumerated().map {
      ChartPoint(day: day.adding(days: 7 * ($0 + first - scores.count + 1)), score: $1)
    }
  }

  static let forecast = (1...4).map { week in
    ChartForecast(
      day: day.adding(days: 7 * week), median: 92.4 + 0.03 * Double(week),
      intervals: [
        .init(percent: 80, range: 92...92.9), .init(percent: 95, range: 91.8...93.1),
      ])
  }

  static let fan = FanChart(
    name: "Bắc Ninh", history: points([91.73, 92.08, 92.28, 92.37]), forecast: forecast,
    targets: [.init(score: 93, day: day.adding(days: 28), label: "Mục tiêu 93,00")], maximum: 100)

  static let convergence = ConvergenceChart(lines: [
    .init(name: "Bắc Ninh", isOwn: true, history: points([92.28, 92.37]), forecast: forecast),
    .init(
      name: "Đồng Nai", isOwn: false,
      history: [ChartPoint(day: day.adding(days: -10), score: 90.62)] + points([91.96]), forecast: forecast),
    .init(name: "Hải Phòng", isOwn: false, history: points([91.98]), forecast: []),
  ])

  static let headroom = HeadroomChart(bars: [
    .init(name: "Công khai", score: 15.82, maximum: 18, change: 0, required: 16.6),
    .init(name: "Trực tuyến", score: 8.41, maximum: 12, change: -0.07, required: nil),
  ])

  static let slope = SlopeChart(
    before: day.adding(days: -7), now: day,
    lines: (1...40).map {
      .init(name: "Xã \($0)", before: $0 == 1 ? 2 : $0 == 2 ? 1 : $0, now: $0, score: 95, isMarked: $0 == 1)
    })

  static let heatMap = HeatMap(
    columns: ["Công khai", "Trực tuyến"],
    rows: (1...40).map { .init(name: "Xã \($0)", total: 90, ratios: [0.9, $0 == 3 ? nil : 0.7]) })
}
