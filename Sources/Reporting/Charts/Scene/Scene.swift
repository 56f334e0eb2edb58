/// A picture as marks on a plane, before it is written in any format.
///
/// At its natural size one unit of length is a pixel of a page. x grows to the right, y downwards.
struct Scene: Equatable, Sendable {
  /// A place on the plane.
  struct Point: Equatable, Sendable {
    var x: Double
    var y: Double
  }

  /// A rectangle with upright sides.
  struct Box: Equatable, Sendable {
    var minX: Double
    var minY: Double
    var maxX: Double
    var maxY: Double

    var width: Double { maxX - minX }
    var height: Double { maxY - minY }

    /// Whether the two share more than a hair's breadth.
    func overlaps(_ other: Box) -> Bool {
      let hair = 0.01
      return minX < other.maxX - hair && other.minX < maxX - hair && minY < other.maxY - hair
        && other.minY < maxY - hair
    }

    /// Whether the other lies in this one, up to a hair's breadth.
    func contains(_ other: Box) -> Bool {
      let hair = 0.01
      return other.minX >= minX - hair && other.maxX <= maxX + hair && other.minY >= minY - hair
        && other.maxY <= maxY + hair
    }

    /// The same box with room around it; less room for a negative margin.
    func grown(by margin: Double) -> Box {
      Box(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
    }
  }

  /// How a line is drawn.
  struct Stroke: Equatable, Sendable {
    var ink: Ink
    var width: Double
    /// Lengths of dashes and gaps in turn; none is a solid line.
    var dashes: [Double] = []
  }

  /// A shape or a text.
  enum Mark: Equatable, Sendable {
    /// A line through points; its inside is filled where it is closed.
    case path([Point], isClosed: Bool, fill: Ink?, stroke: Stroke?)
    /// A rectangle.
    case box(Box, fill: Ink?, stroke: Stroke?)
    /// A circle.
    case circle(Point, radius: Double, fill: Ink?, stroke: Stroke?)
    /// A text.
    case label(Label)
  }

  /// The width of every picture: that of the text on a page of A4, at which the sizes of `TextSize` print as
  /// 8 to 10 points.
  static let standardWidth = 640.0

  let width: Double
  let height: Double
  /// Those that come first lie below.
  private(set) var marks: [Mark] = []

  init(width: Double = Scene.standardWidth, height: Double) {
    self.width = width
    self.height = height
  }

  /// The whole plane.
  var frame: Box { Box(minX: 0, minY: 0, maxX: width, maxY: height) }

  /// All texts, in the order in which they are drawn.
  var labels: [Label] {
    marks.compactMap { if case .label(let label) = $0 { label } else { nil } }
  }

  mutating func add(_ mark: Mark) { marks.append(mark) }

  mutating func add(_ label: Label) { marks.append(.label(label)) }

  /// A line through points; a single one draws nothing.
  mutating func line(_ points: [Point], _ stroke: Stroke) {
    guard points.count > 1 else { return }
    marks.append(.path(points, isClosed: false, fill: nil, stroke: stroke))
  }

  /// A filled shape.
  mutating func area(_ points: [Point], fill: Ink, stroke: Stroke? = nil) {
    guard points.count > 2 else { return }
    marks.append(.path(points, isClosed: true, fill: fill, stroke: stroke))
  }
}
