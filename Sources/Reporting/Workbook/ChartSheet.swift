import Scorecard

/// The sheet with the numbers of all charts, one table below the other, each under the title of its chart.
struct ChartSheet {
  private(set) var sheet: Sheet
  private var row = 0
  let language: Language
  private let style: NumberStyle
  private let say: Phrasing

  init(name: String, heading: String, language: Language) {
    sheet = Sheet(name: name, heading: heading)
    sheet.showsGrid = true
    self.language = language
    style = NumberStyle(language: language)
    say = Phrasing(language)
  }

  var isEmpty: Bool { sheet.cells.isEmpty }

  static func heading(in language: Language) -> String {
    Phrasing(language)(vi: "Số liệu biểu đồ", en: "Chart data")
  }

  /// The chart of a figure, whose numbers are added to the sheet; `nil` of heat maps, which are no charts but
  /// cells, and of figures without numbers.
  mutating func chart(of figure: Figure) -> SheetChart? {
    switch figure.chart {
    case .fan(let fan): chart(of: fan, figure)
    case .convergence(let lines): chart(of: lines, figure)
    case .headroom(let bars): chart(of: bars, figure)
    case .slope(let slope): chart(of: slope, figure)
    case .heatMap: nil
    }
  }

  // MARK: Lines over days

  private mutating func chart(of fan: FanChart, _ figure: Figure) -> SheetChart? {
    guard let last = fan.history.last else { return nil }
    let anchor = [last.day: last.score]
    // The forecast begins where the history ends, so that the lines meet.
    func forecast(_ value: (ChartForecast) -> Double) -> [Day: Double] {
      anchor.merging(fan.forecast.map { ($0.day, value($0)) }) { $1 }
    }
    var columns = [Column(fan.name, fan.history)]
    if !fan.forecast.isEmpty {
      columns.append(
        Column(say(vi: "Dự báo (trung vị)", en: "Forecast (median)"), forecast(\.median)) {
          $0.isDashed = true
          $0.marker = .circle
        })
    }
    for (position, interval) in (fan.forecast.first?.intervals ?? []).enumerated() {
      let percent = style.percent(
        interval.percent / 100, places: interval.percent == interval.percent.rounded() ? 0 : 1)
      for isLow in [true, false] {
        let alias = say(vi: "Khoảng \(percent)", en: "\(percent) interval")
        let end = isLow ? say(vi: "thấp", en: "low") : say(vi: "cao", en: "high")
        columns.append(
          Column(
            say(vi: "Khoảng \(percent), \(end)", en: "\(percent) interval, \(end)"),
            forecast {
              isLow ? $0.intervals[position].range.lowerBound : $0.intervals[position].range.upperBound
            }
          ) {
            $0.color = position == 0 ? CellColor.planned : CellColor.farther
            $0.width = 1.5
            // Both ends look alike; one name will do.
            $0.isNamed = isLow
            $0.alias = alias
          })
      }
    }
    for (target, color) in zip(
      fan.targets, [CellColor.others[0], CellColor.others[1], CellColor.others[2], CellColor.others[3]])
    {
      // From today on: what was before is no matter of the target.
      let days = ([last] + fan.forecast.map { ChartPoint(day: $0.day, score: $0.median) }).map(\.day)
      let values = days.filter { $0 < target.day }.map { ($0, target.score) } + [(target.day, target.score)]
      columns.append(
        Column(target.label, Dictionary(values) { $1 }) {
          $0.color = color
          $0.isDashed = true
          $0.width = 1.5
        })
    }
    return lines(columns, figure, origin: last.day, maximum: fan.maximum)
  }

  private mutating func chart(of convergence: ConvergenceChart, _ figure: Figure) -> SheetChart? {
    var columns: [Column] = []
    var others = 0
    for line in convergence.lines {
      guard let last = line.history.last else { continue }
      let color = line.isOwn ? CellColor.own : CellColor.others[others % CellColor.others.count]
      let marker = SheetChart.Marker.allCases[
        line.isOwn ? 0 : (others + 1) % SheetChart.Marker.allCases.count]
      if !line.isOwn { others += 1 }
      columns.append(
        Column(line.name, line.history) {
          $0.color = color
          $0.marker = marker
          $0.width = line.isOwn ? 2.75 : 1.75
        })
      guard !line.forecast.isEmpty else { continue }
      columns.append(
        Column(
          say(vi: "\(line.name), dự báo", en: "\(line.name), forecast"),
          [last.day: last.score].merging(line.forecast.map { ($0.day, $0.median) }) { $1 }
        ) {
          $0.color = color
          $0.isDashed = true
          $0.isNamed = false
          $0.width = line.isOwn ? 2.75 : 1.75
        })
    }
    guard let origin = convergence.lines.compactMap(\.history.last?.day).max() else { return nil }
    return lines(columns, figure, origin: origin, maximum: nil)
  }

  /// A column of numbers over days, and how its line is drawn.
  private struct Column {
    let name: String
    let values: [Day: Double]
    let draw: (inout SheetChart.Series) -> Void

    init(_ name: String, _ values: [Day: Double], draw: @escaping (inout SheetChart.Series) -> Void) {
      self.name = name
      self.values = values
      self.draw = draw
    }

    init(_ name: String, _ points: [ChartPoint], draw: ((inout SheetChart.Series) -> Void)? = nil) {
      self.init(
        name, Dictionary(points.map { ($0.day, $0.score) }) { $1 }, draw: draw ?? { $0.marker = .circle })
    }
  }

  private mutating func lines(
    _ columns: [Column], _ figure: Figure, origin: Day, maximum: Double?
  ) -> SheetChart? {
    let days = Set(columns.flatMap(\.values.keys)).sorted()
    guard let first = days.first, let last = days.last else { return nil }
    let table = append(
      title: figure.title, header: [say(vi: "Ngày", en: "Day")] + columns.map(\.name),
      rows: days.map { day in
        [style.dateText(day)]
          + columns.map { column in column.values[day].map { style.decimalText($0) } ?? "" }
      })
    let series = columns.enumerated().map { position, column in
      let known = days.indices.filter { column.values[days[$0]] != nil }
      let rows = (table.rows.lowerBound + known.first!)...(table.rows.lowerBound + known.last!)
      var series = SheetChart.Series(
        name: Sheet.Place(row: table.header, column: position + 1), categories: .column(0, rows: rows),
        values: .column(position + 1, rows: rows), color: CellColor.own)
      column.draw(&series)
      return series
    }
    var dates = SheetChart.Axis(numberFormat: Quantity.shortDateFormat(in: language))
    // Marks on the weekday of the reports, ten at most.
    let weeks = max(1, (last.days(since: first) + 62) / 63)
    let before = (origin.days(since: first) + 7 * weeks - 1) / (7 * weeks)
    func serial(_ day: Day) -> Double { Quantity(Double(day.ordinal), .date).cellValue }
    dates.range = serial(origin.adding(days: -7 * weeks * before))...serial(last.adding(days: 1))
    dates.unit = Double(7 * weeks)
    let numbers = columns.flatMap(\.values.values)
    return SheetChart(
      .lines, figure, source: sheet.name, series: series, categories: dates,
      values: axis(numbers, maximum: maximum), height: 320)
  }

  /// An axis of numbers with round ends, about six marks, and grid lines.
  private func axis(_ numbers: [Double], maximum: Double?) -> SheetChart.Axis {
    guard let shown = ClosedRange.showing(numbers, ceiling: maximum) else {
      return SheetChart.Axis(hasGrid: true)
    }
    let unit = LinearScale(shown, from: 0, to: 1).roundStep(count: 6)
    let low = (shown.lowerBound / unit).rounded(.down) * unit
    var high = (shown.upperBound / unit).rounded(.up) * unit
    if let maximum, shown.upperBound <= maximum { high = max(min(high, maximum), low + unit) }
    let places = max(0, -unit.decimalExponent)
    return SheetChart.Axis(
      range: low.reported...high.reported, unit: unit,
      numberFormat: places > 0 ? "0." + String(repeating: "0", count: places) : "0", hasGrid: true)
  }

  // MARK: Bars

  private mutating func chart(of headroom: HeadroomChart, _ figure: Figure) -> SheetChart? {
    guard !headroom.bars.isEmpty else { return nil }
    let gains = headroom.bars.map { bar in max(0, (bar.required ?? bar.score) - bar.score) }
    let hasGains = gains.contains { $0 >= 0.005 }
    var header = [say(vi: "Chỉ số", en: "Component"), say(vi: "Điểm hiện tại", en: "Score")]
    if hasGains { header.append(say(vi: "Mức tăng theo kế hoạch", en: "Gain by the plan")) }
    header.append(
      hasGains ? say(vi: "Dư địa còn lại", en: "Headroom then") : say(vi: "Dư địa", en: "Headroom"))
    let table = append(
      title: figure.title, header: header,
      rows: zip(headroom.bars, gains).map { bar, gain in
        var row = [Text(bar.name), style.decimalText(bar.score)]
        if hasGains { row.append(style.decimalText(gain)) }
        return row + [style.decimalText(max(0, bar.maximum - bar.score - gain))]
      })
    let greatest = headroom.bars.map(\.maximum).max()!
    var parts: [(color: UInt32, number: UInt32, values: [Double])] = [
      (CellColor.own, CellColor.white, headroom.bars.map(\.score))
    ]
    if hasGains { parts.append((CellColor.planned, CellColor.text, gains)) }
    parts.append(
      (CellColor.line, CellColor.text, zip(headroom.bars, gains).map { $0.maximum - $0.score - $1 }))
    let series = parts.enumerated().map { position, part in
      var series = SheetChart.Series(
        name: Sheet.Place(row: table.header, column: position + 1), categories: .column(0, rows: table.rows),
        values: .column(position + 1, rows: table.rows), color: part.color)
      series.numberColor = part.number
      series.shownNumbers = Set(part.values.indices.filter { part.values[$0] >= greatest / 18 })
      return series
    }
    return SheetChart(
      .stackedBars, figure, source: sheet.name, series: series,
      // Bars grow from below: turned round, the first component stands above.
      categories: SheetChart.Axis(isReversed: true),
      values: SheetChart.Axis(range: 0...greatest, isHidden: true),
      height: 110 + 30 * Double(headroom.bars.count))
  }

  // MARK: Ranks

  /// A workbook's chart takes no more series.
  private static let mostLines = 250

  private mutating func chart(of slope: SlopeChart, _ figure: Figure) -> SheetChart? {
    guard !slope.lines.isEmpty else { return nil }
    let table = append(
      title: figure.title,
      header: [
        say(vi: "Đơn vị", en: "Unit"), style.date(slope.before), style.date(slope.now),
        say(vi: "Điểm", en: "Score"),
      ],
      rows: slope.lines.map { line in
        [
          Text(line.name), style.integerText(line.before), style.integerText(line.now),
          style.decimalText(line.score),
        ]
      })
    let namesAll = slope.lines.count <= 30
    var marked = 0
    let drawn = slope.lines.enumerated().map { position, line in
      let row = table.rows.lowerBound + position
      var series = SheetChart.Series(
        name: Sheet.Place(row: row, column: 0), categories: .row(table.header, columns: 1...2),
        values: .row(row, columns: 1...2), color: CellColor.line, width: 1.25, isNamed: false)
      if line.isMarked {
        series.color = line.now <= line.before ? CellColor.own : CellColor.bad
        series.width = 2.25
        series.marker = .circle
        marked += 1
      }
      if line.isMarked || namesAll {
        series.label =
          "\(line.now). \(Cell.storable(line.name))" + (line.before == line.now ? "" : " (\(line.before))")
      }
      return (series: series, isMarked: line.isMarked)
    }
    // What moved lies above the others.
    let series =
      drawn.filter { !$0.isMarked }.prefix(Self.mostLines - min(marked, Self.mostLines))
      + drawn.filter(\.isMarked).prefix(Self.mostLines)
    let most = Double(max(slope.lines.map(\.before).max()!, slope.lines.map(\.now).max()!))
    return SheetChart(
      .slopes, figure, source: sheet.name, series: series.map(\.series), categories: SheetChart.Axis(),
      values: SheetChart.Axis(range: 0.5...(max(2, most) + 0.5), isReversed: true, isHidden: true),
      hasLegend: false,
      height: namesAll ? 110 + 22 * Double(slope.lines.count) : 420)
  }

  // MARK: Cells

  /// Adds a table with the title of its chart; `header` and `rows` say in which rows it came to lie.
  private mutating func append(
    title: String, header: [String], rows: [[Text]]
  ) -> (header: Int, rows: ClosedRange<Int>) {
    sheet.cells[.init(row: row, column: 0)] = Cell(Text(title), .caption, language: language)
    for (column, text) in header.enumerated() {
      let style = CellStyle.header.with { $0.side = column == 0 ? .leading : .trailing }
      sheet.cells[.init(row: row + 1, column: column)] = Cell(Text(text), style, language: language)
    }
    sheet.fittedRows.insert(row + 1)
    sheet.rowHeights[row + 1] = TextMeasure.height(
      lines: header.dropFirst().map { TextMeasure.lines($0, within: Self.numberWidth - 1, .header) }.max()
        ?? 1,
      .header)
    for (offset, texts) in rows.enumerated() {
      for (column, text) in texts.enumerated() {
        let style = CellStyle.entry.with { $0.side = column == 0 ? .leading : .trailing }
        sheet.cells[.init(row: row + 2 + offset, column: column)] = Cell(text, style, language: language)
      }
    }
    let place = (header: row + 1, rows: (row + 2)...(row + 1 + rows.count))
    row += rows.count + 3
    let names = rows.map { TextMeasure.width($0[0].plain) }.max() ?? 0
    let widths = [min(max(12, names + 2), 40)] + header.dropFirst().map { _ in Self.numberWidth }
    for (column, width) in widths.enumerated() {
      if column < sheet.columnWidths.count {
        sheet.columnWidths[column] = max(sheet.columnWidths[column], width)
      } else {
        sheet.columnWidths.append(width)
      }
    }
    sheet.isLandscape = sheet.columnWidths.reduce(0, +) > SheetLayout.portraitWidth
    return place
  }

  private static let numberWidth = 13.0
}
