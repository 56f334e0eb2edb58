extension HeatMap {
  /// A cell per unit and component with its ratio in per cent; the further from the maximum, the darker.
  ///
  /// The tones have fixed limits, so that pictures of different weeks compare. More than
  /// `HeatMapDrawing.rowsOfOnePanel` units stand in two panels side by side: a hundred fit on a page.
  func scene(_ words: ChartWording) -> Scene {
    guard !rows.isEmpty else { return .empty(words) }
    var drawing = HeatMapDrawing(self, words)
    return drawing.drawn()
  }
}

/// How far from its maximum a ratio is, in classes with fixed limits.
enum HeatTone {
  /// The lower limits of all classes but the lowest, in per cent, and the inks of all.
  static let limits = [50.0, 70, 80, 90, 95]
  static let inks = [
    Ink(0x08306B), Ink(0x1C5FA5), Ink(0x5B9BD0), Ink(0x9DC6E4), Ink(0xCFE3F2), Ink(0xEDF4FA),
  ]

  /// The class of a percentage, as it is written: 0 is the lowest.
  static func level(percent: Double) -> Int { limits.count { percent >= $0 } }

  /// What can be read on a tone.
  static func text(on level: Int) -> Ink { level < 2 ? .paper : .text }
}

private struct HeatMapDrawing {
  private let map: HeatMap
  private let words: ChartWording
  private let numbers: ChartNumbers
  private let panels: [Range<Int>]
  private let panelWidth: Double
  private let nameWidth: Double, totalWidth: Double, cellWidth: Double
  private let rowHeight: Double
  /// The decimals of percentages.
  private let decimals: Int
  private let isTurned: Bool
  private let titles: [[String]]
  private let titleRoom: Double
  private var scene: Scene

  static let rowsOfOnePanel = 40
  private static let keyRoom = 26.0
  private static let panelGap = 22.0
  private static let narrowestCell = 24.0
  /// Of titles.
  private static let lineHeight = Scene.Label.height(TextSize.tiny) + 0.1
  /// Rows between which there is a little air, to guide the eye.
  private static let rowsOfGroup = 10
  private static let groupGap = 4.0

  init(_ map: HeatMap, _ words: ChartWording) {
    self.map = map
    self.words = words
    numbers = ChartNumbers(words.style, for: map.rows.compactMap(\.total))
    let count = map.rows.count
    let isSplit = count > Self.rowsOfOnePanel
    let half = (count + 1) / 2
    panels = isSplit ? [0..<half, half..<count] : [0..<count]
    rowHeight = isSplit ? 14 : count > 20 ? 17 : 22

    let numbers = numbers
    let names = map.rows.map { TextWidth.of(XMLText.line($0.name), size: TextSize.small) }.max() ?? 0
    let totals = map.rows.map { TextWidth.of(numbers.score($0.total), size: TextSize.small, isBold: true) }
    totalWidth =
      map.rows.contains { $0.total != nil }
      ? max(
        (totals.max() ?? 0) + 8, TextWidth.of(words.total, size: TextSize.tiny) + 8 - min(names, 90)) : 0
    // Names take what the narrowest cells leave; what names leave, cells take.
    let room = (isSplit ? (Scene.standardWidth - Self.panelGap) / 2 : Scene.standardWidth) - totalWidth - 6
    let columns = Double(max(map.columns.count, 1))
    nameWidth = min(names, max(room - Self.narrowestCell * columns, 90), 180)
    cellWidth = min(max((room - nameWidth) / columns, Self.narrowestCell), 90)
    panelWidth = nameWidth + totalWidth + 6 + cellWidth * Double(map.columns.count)
    decimals = cellWidth < 34 ? 0 : 1

    // Titles stand upright where they would not fit across.
    let upright = map.columns.map { TextWidth.wrapped(XMLText.line($0), to: 130, size: TextSize.tiny) }
    let across = map.columns.map { [cellWidth] in
      TextWidth.wrapped(XMLText.line($0), to: cellWidth - 4, size: TextSize.tiny)
    }
    isTurned = !across.allSatisfy { [cellWidth] lines in
      lines.count <= 4 && lines.allSatisfy { TextWidth.of($0, size: TextSize.tiny) <= cellWidth - 2 }
    }
    // A cell holds no more upright lines than it is wide, and none is longer than the room for it.
    let fitting = max(Int((cellWidth - 6) / Self.lineHeight), 1)
    titles =
      isTurned
      ? upright.map { lines in
        let kept =
          lines.count <= fitting
          ? lines : lines.prefix(fitting - 1) + [lines.dropFirst(fitting - 1).joined(separator: " ")]
        return kept.map { TextWidth.cut($0, to: 140, size: TextSize.tiny) }
      } : across
    titleRoom =
      isTurned
      ? (titles.flatMap(\.self).map { TextWidth.of($0, size: TextSize.tiny) }.max() ?? 0) + 8
      : Double(titles.map(\.count).max() ?? 0) * Self.lineHeight + 8
    let deepest =
      panels.map { [rowHeight] in Self.top(ofRow: $0.count - 1, rowHeight) + rowHeight }.max() ?? 0
    scene = Scene(
      width: max(
        Scene.standardWidth, panelWidth * Double(panels.count) + Self.panelGap * Double(panels.count - 1)),
      height: Self.keyRoom + titleRoom + deepest + 4)
  }

  private static func top(ofRow row: Int, _ rowHeight: Double) -> Double {
    Double(row) * rowHeight + Double(row / rowsOfGroup) * groupGap
  }

  mutating func drawn() -> Scene {
    drawKey()
    for (index, panel) in panels.enumerated() {
      let x = Double(index) * (panelWidth + Self.panelGap)
      drawTitles(at: x)
      for row in panel {
        draw(
          map.rows[row], x: x,
          y: Self.keyRoom + titleRoom + Self.top(ofRow: row - panel.lowerBound, rowHeight))
      }
    }
    return scene
  }

  // MARK: Key

  private mutating func drawKey() {
    let y = 10.0
    let start = Scene.Label(words.percentOfMaximum, size: TextSize.tiny, at: .init(x: 0, y: y), ink: .quiet)
    scene.add(start)
    var x = start.box.maxX + 10
    for (level, ink) in HeatTone.inks.enumerated() {
      let text: String
      if level == 0 {
        text = "<" + String(Int(HeatTone.limits[0]))
      } else {
        text = "≥" + String(Int(HeatTone.limits[level - 1]))
      }
      let box = Scene.Box(minX: x, minY: y - 7, maxX: x + 32, maxY: y + 7)
      scene.add(.box(box, fill: ink, stroke: nil))
      scene.add(
        Scene.Label(
          text, size: TextSize.tiny, at: .init(x: (box.minX + box.maxX) / 2, y: y), .middle,
          ink: HeatTone.text(on: level)))
      x = box.maxX + 1
    }
    x += 9
    if map.rows.contains(where: { $0.ratios.contains { percent($0) == nil } }) {
      let missing = Scene.Label(
        NumberStyle.missing + " " + words.missing, size: TextSize.tiny, at: .init(x: x, y: y), ink: .quiet)
      scene.add(missing)
    }
  }

  private mutating func drawTitles(at x: Double) {
    let bottom = Self.keyRoom + titleRoom - 4
    if totalWidth > 0 {
      let label = Scene.Label(
        words.total, size: TextSize.tiny, at: .init(x: x + nameWidth + totalWidth - 2, y: bottom - 6), .end,
        ink: .quiet)
      scene.add(label.box.minX < x ? label.moved(to: .init(x: x, y: bottom - 6), .start) : label)
    }
    for (index, lines) in titles.enumerated() {
      let middle = x + nameWidth + totalWidth + 6 + (Double(index) + 0.5) * cellWidth
      for (row, line) in lines.enumerated() {
        var label = Scene.Label(line, size: TextSize.tiny, at: .init(x: middle, y: bottom), ink: .quiet)
        if isTurned {
          label.isTurned = true
          label.position.x += (Double(row) - Double(lines.count - 1) / 2) * Self.lineHeight
        } else {
          label.anchor = .middle
          label.position.y -= (Double(lines.count - row) - 0.5) * Self.lineHeight
        }
        let whole = XMLText.line(map.columns[index])
        if line.hasSuffix("…"), line != whole { label.full = whole }
        scene.add(label)
      }
    }
  }

  // MARK: Rows

  private mutating func draw(_ row: HeatMap.Row, x: Double, y: Double) {
    let middle = y + rowHeight / 2
    scene.add(.cut(row.name, to: nameWidth, at: .init(x: x, y: middle)))
    if totalWidth > 0 {
      scene.add(
        Scene.Label(
          numbers.score(row.total), at: .init(x: x + nameWidth + totalWidth - 2, y: middle), .end,
          isBold: true))
    }
    for (index, ratio) in row.ratios.enumerated() {
      let left = x + nameWidth + totalWidth + 6 + Double(index) * cellWidth
      let cell = Scene.Box(minX: left, minY: y, maxX: left + cellWidth - 1, maxY: y + rowHeight - 1)
      let center = Scene.Point(x: (cell.minX + cell.maxX) / 2, y: (cell.minY + cell.maxY) / 2)
      let percent = percent(ratio)
      let level = percent.map(HeatTone.level) ?? 0
      if percent != nil { scene.add(.box(cell, fill: HeatTone.inks[level], stroke: nil)) }
      scene.add(
        Scene.Label(
          written(percent), size: TextSize.tiny, at: center, .middle,
          ink: percent == nil ? .quiet : HeatTone.text(on: level)))
    }
  }

  /// A ratio in per cent as it is written, so that tone and number agree; nil where it is not known. Only what
  /// is full has 100.
  private func percent(_ ratio: Double?) -> Double? {
    guard let ratio, ratio.isDrawable,
      let digits = DecimalDigits(ratio)?.scaled(byPowerOfTen: 2).rounded(places: decimals),
      let percent = Double((digits.isNegative ? "-" : "") + digits.integer + "." + digits.fraction + "0")
    else { return nil }
    return ratio < 1 && percent >= 100 ? (decimals == 0 ? 99 : 99.9) : percent
  }

  private func written(_ percent: Double?) -> String {
    let text = words.style.decimal(percent, places: decimals)
    // What cannot be a ratio may be too long to be written.
    return TextWidth.of(text, size: TextSize.tiny) <= cellWidth - 2 ? text : "…"
  }
}
