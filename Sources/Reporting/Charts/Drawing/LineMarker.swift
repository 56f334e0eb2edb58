/// Shapes by which lines are told apart without colours.
enum LineMarker: CaseIterable {
  case disc
  case square
  case triangle
  case diamond
  case ring
  case cross

  /// The shape around a place; `size` is half its breadth.
  func mark(at center: Scene.Point, size: Double, ink: Ink) -> Scene.Mark {
    func shape(_ corners: [(Double, Double)]) -> [Scene.Point] {
      corners.map { Scene.Point(x: center.x + $0.0 * size, y: center.y + $0.1 * size) }
    }
    func filled(_ corners: [(Double, Double)]) -> Scene.Mark {
      .path(shape(corners), isClosed: true, fill: ink, stroke: nil)
    }
    switch self {
    case .disc: return .circle(center, radius: size, fill: ink, stroke: nil)
    case .square: return filled([(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)])
    case .triangle: return filled([(0, -1.1), (1.05, 0.75), (-1.05, 0.75)])
    case .diamond: return filled([(0, -1.2), (1.05, 0), (0, 1.2), (-1.05, 0)])
    case .ring:
      return .circle(
        center, radius: size * 0.85, fill: .paper, stroke: Scene.Stroke(ink: ink, width: size * 0.4))
    case .cross:
      return .path(
        shape([(-0.8, -0.8), (0, 0), (0.8, -0.8), (0, 0), (0.8, 0.8), (0, 0), (-0.8, 0.8)]), isClosed: false,
        fill: nil, stroke: Scene.Stroke(ink: ink, width: size * 0.5))
    }
  }
}
