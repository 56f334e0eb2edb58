/// A native chart of a sheet, drawn of cells: who edits these edits the chart.
struct SheetChart: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// Points and straight lines over a scale of days.
    case lines
    /// Bars to the right whose parts follow each other.
    case stackedBars
    /// Lines between categories.
    case slopes
  }

  enum Marker: Int, Sendable, Equatable, CaseIterable { case circle, square, triangle, diamond, cross }

  /// One series of numbers.
  struct Series: Sendable, Equatable {
    /// The cell with its name.
    var name: Sheet.Place
    /// What the legend calls it instead.
    var alias: String?
    var categories: Sheet.Area
    var values: Sheet.Area
    var color: UInt32
    /// Of its line, in points; none where it is zero.
    var width = 2.0
    var isDashed = false
    var marker: Marker?
    /// Whether the legend names it.
    var isNamed = true
    /// The bars that have room for their number, and its colour.
    var numberColor = CellColor.text
    var shownNumbers: Set<Int> = []
    /// What stands beside its last point.
    var label: String?
  }

  /// One axis.
  struct Axis: Sendable, Equatable {
    var range: ClosedRange<Double>?
    var unit: Double?
    var numberFormat: String?
    var isReversed = false
    var isHidden = false
    var hasGrid = false
  }

  var kind: Kind
  var title: String
  /// What it shows, for those who do not see it.
  var description: String
  /// The sheet that holds its numbers.
  var source: String
  var series: [Series]
  /// Of days or categories.
  var categories: Axis
  /// Of numbers.
  var values: Axis
  var hasLegend: Bool
  /// In pixels of 1/96 inch.
  var height: Double
  /// Where its upper left corner lies, and how wide it is, in pixels; set where it is placed.
  var place = Sheet.Place(row: 0, column: 0)
  var width = 0.0

  init(
    _ kind: Kind, _ figure: Figure, source: String, series: [Series], categories: Axis, values: Axis,
    hasLegend: Bool = true, height: Double
  ) {
    self.kind = kind
    title = Cell.storable(figure.title)
    description = Cell.storable(figure.description)
    self.source = source
    self.series = series
    self.categories = categories
    self.values = values
    self.hasLegend = hasLegend
    self.height = height
  }
}
