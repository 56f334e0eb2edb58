import Scorecard

@testable import Reporting

/// Pictures of all kinds, with the cases that are hard to draw.
enum ChartSamples {
  static let latest = Day(year: 2025, month: 11, day: 17)!

  static func history(_ scores: [Double?], until last: Day = latest) -> [ChartPoint] {
    scores.reversed().enumerated().compactMap { week, score in
      score.map { ChartPoint(day: last.adding(days: -7 * week), score: $0) }
    }.reversed()
  }

  static func forecast(
    _ weeks: Int = 4, from last: Day = latest, at score: Double, pace: Double, spread: Double
  ) -> [ChartForecast] {
    (0..<weeks).map { week in
      let median = score + pace * Double(week + 1)
      let reach = spread * Double(week + 1).squareRoot()
      return ChartForecast(
        day: last.adding(days: 7 * (week + 1)), median: median,
        intervals: [
          .init(percent: 80, range: (median - 1.28 * reach)...(median + 1.28 * reach)),
          .init(percent: 95, range: (median - 1.96 * reach)...(median + 1.96 * reach)),
        ])
    }
  }

  static let own = history([89.49, 91.7, 91.78, 91.73, 92.08, 92.28, 92.37])

  static let fan = FanChart(
    name: "Bắc Ninh", history: own, forecast: forecast(at: 92.37, pace: 0.09, spread: 0.14),
    targets: [
      .init(score: 93, day: latest.adding(days: 28), label: "Mục tiêu 93,00"),
      .init(score: 92.5, day: latest.adding(days: 7), label: "Mục tiêu tuần tới 92,50"),
    ], maximum: 100)

  static let convergence = ConvergenceChart(lines: [
    .init(
      name: "Bắc Ninh", isOwn: true, history: own,
      forecast: forecast(at: 92.37, pace: 0.09, spread: 0.1)),
    .init(
      name: "Hải Phòng", isOwn: false, history: history([90.1, nil, 90.9, 91.2, 91.4, 91.65, 91.98]),
      forecast: forecast(at: 91.98, pace: 0.24, spread: 0.1)),
    .init(
      name: "Đồng Nai", isOwn: false, history: history([91.65, 91.96]),
      forecast: forecast(at: 91.96, pace: 0.02, spread: 0.1)),
  ])

  static let headroom = HeadroomChart(bars: [
    .init(name: "Công khai, minh bạch", score: 15.82, maximum: 18, change: 0, required: nil),
    .init(name: "Tiến độ giải quyết", score: 19.24, maximum: 20, change: 0.04, required: nil),
    .init(name: "Dịch vụ công trực tuyến", score: 8.41, maximum: 12, change: -0.07, required: 8.96),
    .init(name: "Thanh toán trực tuyến", score: 9.93, maximum: 10, change: nil, required: nil),
  ])

  static func slope(_ count: Int, marked: Int = 5) -> SlopeChart {
    SlopeChart(
      before: latest.adding(days: -7), now: latest,
      lines: (0..<count).map { index in
        SlopeChart.Line(
          name: "Phường số \(index + 1)", before: (index * 7 + 3) % count + 1, now: index + 1,
          score: 95 - Double(index) / 10, isMarked: index % 11 == 4 && index / 11 < marked)
      })
  }

  static let columns = [
    "Công khai, minh bạch", "Tiến độ giải quyết", "Dịch vụ công trực tuyến", "Thanh toán trực tuyến",
    "Mức độ hài lòng", "Số hóa hồ sơ",
  ]

  static func heatMap(_ count: Int) -> HeatMap {
    HeatMap(
      columns: columns,
      rows: (0..<count).map { row in
        HeatMap.Row(
          name: "Xã số \(row + 1)", total: row == 1 ? nil : 95 - Double(row) / 10,
          ratios: columns.indices.map { column in
            (row + column) % 9 == 4 ? nil : 1 - Double((row * 5 + column * 7) % 60) / 100
          })
      })
  }

  static let longName = String(repeating: "Văn phòng Ủy ban nhân dân tỉnh ", count: 6)
  static let wickedName = "A&B <b>\"x\"</b>\u{0}\u{7}\u{202E}\u{FFFE} 'y'\nz"

  /// Every kind with the cases that its drawing must survive, by what is special about them.
  static var all: [(name: String, chart: Chart)] {
    let flat = history([90, 90, nil, 90])
    let certain = (1...4).map {
      ChartForecast(
        day: latest.adding(days: 7 * $0), median: 90,
        intervals: [.init(percent: 80, range: 90...90), .init(percent: 99.5, range: 90...90)])
    }
    let tops = (1...4).map {
      ChartForecast(
        day: latest.adding(days: 7 * $0), median: 100, intervals: [.init(percent: 80, range: 99.5...100)])
    }
    return [
      ("fan", .fan(fan)),
      ("fan of nothing", .fan(FanChart(name: "", history: [], forecast: [], targets: [], maximum: nil))),
      (
        "fan of one score",
        .fan(FanChart(name: "x", history: [own[6]], forecast: [], targets: [], maximum: 100))
      ),
      (
        "fan without history",
        .fan(
          FanChart(
            name: "x", history: [], forecast: forecast(1, at: 90, pace: 0, spread: 1), targets: [],
            maximum: nil))
      ),
      (
        "fan of equal scores",
        .fan(FanChart(name: "x", history: flat, forecast: certain, targets: [], maximum: 90))
      ),
      (
        "fan at the maximum",
        .fan(
          FanChart(
            name: "x", history: history([99, 100, 100]), forecast: tops,
            targets: [.init(score: 100, day: latest.adding(days: 14), label: "100")], maximum: 100))
      ),
      (
        "fan with many targets",
        .fan(
          FanChart(
            name: "x", history: own, forecast: fan.forecast,
            targets: (0..<6).map {
              .init(
                score: 92.5 + Double($0) / 20, day: latest.adding(days: 7 * ($0 - 1)), label: "Mục tiêu \($0)"
              )
            }, maximum: 100))
      ),
      (
        "fan with what is no number",
        .fan(
          FanChart(
            name: wickedName, history: history([.nan, 90, .infinity, 91, -.infinity]),
            forecast: [
              ChartForecast(day: latest, median: .nan, intervals: []),
              ChartForecast(
                day: latest.adding(days: 7), median: 91,
                intervals: [.init(percent: 80, range: -Double.infinity...(.infinity))]),
            ], targets: [.init(score: .nan, day: latest, label: wickedName)], maximum: .nan))
      ),
      (
        "huge and negative fan",
        .fan(
          FanChart(
            name: "x", history: history([-1e300, 1e300, 5]),
            forecast: forecast(at: 5, pace: 1e299, spread: 1e298), targets: [], maximum: nil))
      ),
      (
        "long fan",
        .fan(
          FanChart(
            name: "x", history: history((0..<300).map { 50 + Double($0 * 37 % 100) / 10 }),
            forecast: forecast(12, at: 55, pace: 0.1, spread: 1),
            targets: [.init(score: 70, day: latest.adding(days: 84), label: longName)], maximum: 100))
      ),
      ("convergence", .convergence(convergence)),
      ("convergence of nothing", .convergence(ConvergenceChart(lines: []))),
      (
        "convergence without forecasts",
        .convergence(
          ConvergenceChart(lines: [
            .init(name: wickedName, isOwn: true, history: own, forecast: []),
            .init(name: longName, isOwn: false, history: [own[2]], forecast: []),
            .init(name: "", isOwn: false, history: [], forecast: []),
          ]))
      ),
      (
        "twelve equal lines",
        .convergence(
          ConvergenceChart(
            lines: (0..<12).map { index in
              .init(
                name: "Tỉnh \(index)", isOwn: index == 0, history: flat,
                forecast: forecast(at: 90, pace: Double(index) / 1000, spread: 1))
            }))
      ),
      ("headroom", .headroom(headroom)),
      ("headroom of nothing", .headroom(HeadroomChart(bars: []))),
      (
        "headroom with odd numbers",
        .headroom(
          HeadroomChart(bars: [
            .init(name: wickedName, score: 12.5, maximum: 12, change: 1e300, required: nil),
            .init(name: longName, score: .nan, maximum: 10, change: .nan, required: .infinity),
            .init(name: "Âm", score: -1e300, maximum: 1e300, change: -0.5, required: 4),
            .init(name: "", score: 0, maximum: 0, change: nil, required: 0),
          ]))
      ),
      ("slope of nothing", .slope(SlopeChart(before: latest, now: latest, lines: []))),
      ("slope of one", .slope(slope(1))),
      ("slope of three", .slope(slope(3))),
      ("slope of 36", .slope(slope(36))),
      ("slope of 99", .slope(slope(99))),
      ("slope of 300 movers", .slope(slope(300, marked: 300))),
      (
        "slope of ties",
        .slope(
          SlopeChart(
            before: latest, now: latest,
            lines: (0..<9).map {
              .init(
                name: $0 == 0 ? wickedName : longName, before: 1, now: 1, score: .nan, isMarked: $0 % 2 == 0)
            }))
      ),
      ("heat map of nothing", .heatMap(HeatMap(columns: columns, rows: []))),
      ("heat map of three", .heatMap(heatMap(3))),
      ("heat map of 40", .heatMap(heatMap(40))),
      ("heat map of 99", .heatMap(heatMap(99))),
      (
        "heat map with odd ratios",
        .heatMap(
          HeatMap(
            columns: [longName, wickedName, ""],
            rows: [
              .init(name: longName, total: .nan, ratios: [.nan, .infinity, -2]),
              .init(name: wickedName, total: 1e300, ratios: [1e300, 1.5, 0]),
            ]))
      ),
      (
        "wide heat map",
        .heatMap(
          HeatMap(
            columns: (0..<30).map { "Chỉ tiêu thành phần số \($0)" },
            rows: [.init(name: "x", total: 90, ratios: (0..<30).map { Double($0) / 29 })]))
      ),
      (
        "heat map without columns",
        .heatMap(HeatMap(columns: [], rows: [.init(name: "x", total: 9, ratios: [])]))
      ),
    ]
  }

  /// Random pictures of all kinds.
  static func random(seed: UInt64) -> [(name: String, chart: Chart)] {
    var random = SplitMix64(state: seed)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    func score() -> Double {
      let base = [92.0, 92, 92, 100, 0, -5, 1e6, 1e12, 0.001][number(0...8)]
      return base + Double.random(in: -1...1, using: &random) * [0, 0.01, 0.3, 3, 50][number(0...4)]
    }
    func name() -> String {
      [
        "Bắc Ninh", "Thành phố Hồ Chí Minh", longName, wickedName, "", "Sở Nông nghiệp và Môi trường", "漢字かな",
      ][number(0...6)]
    }
    func points() -> [ChartPoint] {
      var day = latest.adding(days: -7 * number(1...80))
      var points: [ChartPoint] = []
      while day < latest {
        points.append(ChartPoint(day: day, score: score()))
        day = day.adding(days: [7, 7, 7, 7, 3, 14, 40][number(0...6)])
      }
      return points
    }
    func forecasts(_ points: [ChartPoint]) -> [ChartForecast] {
      forecast(
        number(0...6), from: points.last?.day ?? latest, at: points.last?.score ?? score(),
        pace: Double.random(in: -0.3...0.3, using: &random), spread: Double.random(in: 0...1, using: &random))
    }
    let history = points()
    let columns = Array(columns.prefix(number(1...6))) + [name()]
    let map = HeatMap(
      columns: columns,
      rows: (0..<number(1...110)).map { _ in
        .init(
          name: name(), total: score(),
          ratios: columns.map { _ in number(0...9) == 0 ? nil : Double.random(in: 0...1, using: &random) })
      })
    return [
      (
        "fan \(seed)",
        .fan(
          FanChart(
            name: name(), history: history, forecast: forecasts(history),
            targets: (0..<number(0...3)).map { _ in
              .init(score: score(), day: latest.adding(days: number(-30...50)), label: name())
            }, maximum: number(0...1) == 0 ? nil : 100))
      ),
      (
        "convergence \(seed)",
        .convergence(
          ConvergenceChart(
            lines: (0..<number(1...7)).map { index in
              let history = points()
              return .init(name: name(), isOwn: index == 0, history: history, forecast: forecasts(history))
            }))
      ),
      (
        "headroom \(seed)",
        .headroom(
          HeadroomChart(
            bars: (0..<number(1...14)).map { _ in
              .init(
                name: name(), score: score(), maximum: [10, 12.5, 20, 100][number(0...3)],
                change: number(0...2) == 0 ? nil : score(), required: number(0...2) == 0 ? score() : nil)
            }))
      ),
      (
        "slope \(seed)",
        .slope(
          SlopeChart(
            before: latest.adding(days: -7), now: latest,
            lines: (1...number(1...120)).map { rank in
              .init(
                name: name(), before: number(1...120), now: rank, score: score(), isMarked: number(0...5) == 0
              )
            }))
      ),
      ("heat map \(seed)", .heatMap(map)),
    ]
  }
}
