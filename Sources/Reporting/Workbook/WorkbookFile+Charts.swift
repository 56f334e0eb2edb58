internal import CXlsxWriter

/// The charts of a sheet.
extension WorkbookFile {
  typealias Chart = UnsafeMutablePointer<lxw_chart>

  mutating func insert(_ chart: SheetChart, _ worksheet: Worksheet) {
    let type =
      switch chart.kind {
      case .lines: LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS
      case .stackedBars: LXW_CHART_BAR_STACKED
      case .slopes: LXW_CHART_LINE
      }
    guard let drawn = library.workbook_add_chart(book, UInt8(type.rawValue)) else {
      return check(LXW_ERROR_PARAMETER_VALIDATION)
    }
    setTitle(chart, drawn)
    for series in chart.series { add(series, of: chart, drawn) }
    setAxes(chart, drawn)
    setLegend(chart, drawn)
    library.chart_show_blanks_as(drawn, UInt8(LXW_CHART_BLANKS_AS_CONNECTED.rawValue))
    if chart.kind == .stackedBars { library.chart_set_series_gap(drawn, 45) }
    var border = Self.line(CellColor.line, width: 0.75)
    library.chart_chartarea_set_line(drawn, &border)
    var options = lxw_chart_options()
    // The library's own size is 480 by 288 pixels.
    options.x_scale = chart.width / 480
    options.y_scale = chart.height / 288
    let description = Self.copy(chart.description)
    options.description = description
    check(
      library.worksheet_insert_chart_opt(
        worksheet, UInt32(chart.place.row), UInt16(chart.place.column), drawn, &options))
    Self.release(description)
  }

  private func setTitle(_ chart: SheetChart, _ drawn: Chart) {
    // The library takes a title that begins with the sign for a formula.
    library.chart_title_set_name(drawn, chart.title.hasPrefix("=") ? " " + chart.title : chart.title)
    var font = Self.font(size: 12, isBold: true)
    library.chart_title_set_name_font(drawn, &font)
  }

  private mutating func add(_ series: SheetChart.Series, of chart: SheetChart, _ drawn: Chart) {
    guard let added = library.chart_add_series(drawn, nil, nil) else {
      return check(LXW_ERROR_PARAMETER_VALIDATION)
    }
    let (places, numbers) = (series.categories, series.values)
    library.chart_series_set_categories(
      added, chart.source, UInt32(places.rows.lowerBound), UInt16(places.columns.lowerBound),
      UInt32(places.rows.upperBound), UInt16(places.columns.upperBound))
    library.chart_series_set_values(
      added, chart.source, UInt32(numbers.rows.lowerBound), UInt16(numbers.columns.lowerBound),
      UInt32(numbers.rows.upperBound), UInt16(numbers.columns.upperBound))
    if let alias = series.alias {
      library.chart_series_set_name(added, alias)
    } else {
      library.chart_series_set_name_range(
        added, chart.source, UInt32(series.name.row), UInt16(series.name.column))
    }
    if chart.kind == .stackedBars {
      var fill = lxw_chart_fill(color: series.color, none: 0, transparency: 0)
      library.chart_series_set_fill(added, &fill)
    } else {
      var line = Self.line(series.color, width: series.width, isDashed: series.isDashed)
      library.chart_series_set_line(added, &line)
      setMarker(series, added)
    }
    if !series.shownNumbers.isEmpty { showNumbers(of: series, added) }
    if let label = series.label { setLabel(label, of: series, added) }
  }

  private func setMarker(_ series: SheetChart.Series, _ added: UnsafeMutablePointer<lxw_chart_series>) {
    guard let marker = series.marker else {
      return library.chart_series_set_marker_type(added, UInt8(LXW_CHART_MARKER_NONE.rawValue))
    }
    let type =
      switch marker {
      case .circle: LXW_CHART_MARKER_CIRCLE
      case .square: LXW_CHART_MARKER_SQUARE
      case .triangle: LXW_CHART_MARKER_TRIANGLE
      case .diamond: LXW_CHART_MARKER_DIAMOND
      case .cross: LXW_CHART_MARKER_X
      }
    library.chart_series_set_marker_type(added, UInt8(type.rawValue))
    library.chart_series_set_marker_size(added, 6)
    var line = Self.line(series.color, width: 1)
    library.chart_series_set_marker_line(added, &line)
    // A forecast has hollow points.
    var fill = lxw_chart_fill(
      color: series.isDashed ? CellColor.white : series.color, none: 0, transparency: 0)
    library.chart_series_set_marker_fill(added, &fill)
  }

  // MARK: Labels

  /// Numbers on the bars that have room for them.
  private mutating func showNumbers(
    of series: SheetChart.Series, _ added: UnsafeMutablePointer<lxw_chart_series>
  ) {
    library.chart_series_set_labels(added)
    library.chart_series_set_labels_num_format(added, "0.00")
    var font = Self.font(size: 9, color: series.numberColor)
    library.chart_series_set_labels_font(added, &font)
    var labels = [lxw_chart_data_label](repeating: lxw_chart_data_label(), count: series.values.rows.count)
    for index in labels.indices where !series.shownNumbers.contains(index) { labels[index].hide = 1 }
    setLabels(&labels, added)
  }

  /// A label beside the last point and none beside the others.
  private mutating func setLabel(
    _ label: String, of series: SheetChart.Series, _ added: UnsafeMutablePointer<lxw_chart_series>
  ) {
    library.chart_series_set_labels(added)
    library.chart_series_set_labels_position(added, UInt8(LXW_CHART_LABEL_POSITION_RIGHT.rawValue))
    var font = Self.font(size: 9)
    library.chart_series_set_labels_font(added, &font)
    let text = Self.copy(label)
    defer { Self.release(text) }
    var labels = [lxw_chart_data_label](repeating: lxw_chart_data_label(), count: series.values.columns.count)
    for index in labels.indices.dropLast() { labels[index].hide = 1 }
    labels[labels.count - 1].value = text
    setLabels(&labels, added)
  }

  private mutating func setLabels(
    _ labels: inout [lxw_chart_data_label], _ added: UnsafeMutablePointer<lxw_chart_series>
  ) {
    let result = labels.withUnsafeMutableBufferPointer { buffer in
      var list = buffer.indices.map { index -> UnsafeMutablePointer<lxw_chart_data_label>? in
        buffer.baseAddress! + index
      }
      list.append(nil)
      return library.chart_series_set_labels_custom(added, &list)
    }
    check(result)
  }

  // MARK: Axes and legend

  private func setAxes(_ chart: SheetChart, _ drawn: Chart) {
    // The axes of lying bars change places.
    let (x, y) =
      chart.kind == .stackedBars ? (chart.values, chart.categories) : (chart.categories, chart.values)
    for (type, axis) in [(LXW_CHART_AXIS_TYPE_X, x), (LXW_CHART_AXIS_TYPE_Y, y)] {
      guard let found = library.chart_axis_get(drawn, type) else { continue }
      if let range = axis.range {
        library.chart_axis_set_min(found, range.lowerBound)
        library.chart_axis_set_max(found, range.upperBound)
      }
      if let unit = axis.unit { library.chart_axis_set_major_unit(found, unit) }
      if let format = axis.numberFormat { library.chart_axis_set_num_format(found, format) }
      if axis.isReversed { library.chart_axis_set_reverse(found) }
      if axis.isHidden { library.chart_axis_off(found) }
      var font = Self.font(size: 9)
      library.chart_axis_set_num_font(found, &font)
      library.chart_axis_major_gridlines_set_visible(found, axis.hasGrid ? 1 : 0)
      if axis.hasGrid {
        var grid = Self.line(CellColor.line, width: 0.5)
        library.chart_axis_major_gridlines_set_line(found, &grid)
      }
    }
  }

  private mutating func setLegend(_ chart: SheetChart, _ drawn: Chart) {
    guard chart.hasLegend else {
      return library.chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    }
    library.chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    var font = Self.font(size: 9)
    library.chart_legend_set_font(drawn, &font)
    var unnamed = chart.series.indices.filter { !chart.series[$0].isNamed }.map { Int16($0) }
    if !unnamed.isEmpty {
      unnamed.append(-1)
      check(library.chart_legend_delete_series(drawn, &unnamed))
    }
  }

  // MARK: Lines and fonts

  private static func line(_ color: UInt32, width: Double, isDashed: Bool = false) -> lxw_chart_line {
    lxw_chart_line(
      color: color, none: 0, width: Float(width),
      dash_type: isDashed ? UInt8(LXW_CHART_LINE_DASH_DASH.rawValue) : 0, transparency: 0)
  }

  private static func font(
    size: Double, isBold: Bool = false, color: UInt32 = CellColor.text
  ) -> lxw_chart_font {
    var font = lxw_chart_font()
    font.size = size
    font.bold = isBold ? 1 : 0
    font.color = color
    return font
  }
}
