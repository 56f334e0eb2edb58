/// Finds places for labels inside a plot, where they hide neither one another nor the data.
struct LabelField {
  /// What a label had better not hide, and how much it matters.
  private struct Obstacle {
    let start: Scene.Point, end: Scene.Point
    let weight: Double
  }

  private let bounds: Scene.Box
  private var taken: [Scene.Box] = []
  private var obstacles: [Obstacle] = []

  init(_ bounds: Scene.Box) { self.bounds = bounds }

  /// A line that labels should not cross.
  mutating func avoid(_ points: [Scene.Point], weight: Double = 1) {
    for (start, end) in zip(points, points.dropFirst()) {
      obstacles.append(Obstacle(start: start, end: end, weight: weight))
    }
  }

  /// A spot that labels should not cover.
  mutating func avoid(_ point: Scene.Point, radius: Double, weight: Double = 1) {
    let (left, right) = (point.x - radius, point.x + radius)
    avoid([Scene.Point(x: left, y: point.y), Scene.Point(x: right, y: point.y)], weight: weight)
    avoid(
      [Scene.Point(x: point.x, y: point.y - radius), Scene.Point(x: point.x, y: point.y + radius)],
      weight: weight)
  }

  /// A box that labels must not cover.
  mutating func block(_ box: Scene.Box) { taken.append(box) }

  /// A place for a label.
  struct Candidate {
    let label: Scene.Label
    /// What it costs to be so far from what it names, measured against the lengths of hidden lines.
    let penalty: Double
  }

  /// The sum of what the labels placed so far cost.
  private(set) var cost = 0.0

  /// The best of several places for a label, which is then taken; nil when each is out of bounds or covers
  /// another label. The earlier of two that are equally good wins.
  mutating func place(_ candidates: [Candidate]) -> Scene.Label? {
    var best: (cost: Double, label: Scene.Label)?
    for candidate in candidates {
      let box = candidate.label.box
      guard bounds.contains(box), !taken.contains(where: { $0.overlaps(box) }) else { continue }
      let airy = box.grown(by: 1)
      let hidden = obstacles.reduce(0) { $0 + $1.weight * Self.length(of: $1.start, $1.end, in: airy) }
      let cost = hidden + candidate.penalty
      if cost < best?.cost ?? .infinity { best = (cost, candidate.label) }
    }
    guard let best else { return nil }
    taken.append(best.label.box)
    cost += best.cost
    return best.label
  }

  /// The length of a segment's part inside a box (Liang, Barsky 1984).
  private static func length(of start: Scene.Point, _ end: Scene.Point, in box: Scene.Box) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (enters, leaves) = (0.0, 1.0)
    for (step, room) in [
      (-dx, start.x - box.minX), (dx, box.maxX - start.x), (-dy, start.y - box.minY),
      (dy, box.maxY - start.y),
    ] {
      if step == 0 {
        if room < 0 { return 0 }
      } else if step < 0 {
        enters = max(enters, room / step)
      } else {
        leaves = min(leaves, room / step)
      }
    }
    return enters < leaves ? (leaves - enters) * (dx * dx + dy * dy).squareRoot() : 0
  }
}
