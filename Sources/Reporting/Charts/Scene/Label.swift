/// Sizes of text in a picture.
enum TextSize {
  static let body = 13.0
  static let small = 11.0
  static let tiny = 10.0
}

extension Scene {
  /// A text on one line. Where it stands is known from the estimated widths of its characters.
  struct Label: Equatable, Sendable {
    /// A stretch of characters that look alike.
    struct Run: Equatable, Sendable {
      var text: String
      var ink: Ink = .text
      var isBold = false
      /// Room before it, beyond that of its own spaces.
      var space = 0.0
    }

    /// Which part of the text stands at its position.
    enum Anchor: String, Sendable {
      case start
      case middle
      case end
    }

    var runs: [Run]
    var size: Double
    /// Across, where the anchor stands; upright, the middle of the capitals.
    var position: Point
    var anchor: Anchor = .start
    /// Whether it reads from below to above.
    var isTurned = false
    /// The whole text where this one was cut.
    var full: String?

    /// How much room upright a size of text takes, with the marks of Vietnamese capitals.
    static func height(_ size: Double) -> Double { size * 1.24 }

    /// A text with one look.
    init(
      _ text: String, size: Double = TextSize.small, at position: Point, _ anchor: Anchor = .start,
      ink: Ink = .text, isBold: Bool = false
    ) {
      self.init([Run(text: text, ink: ink, isBold: isBold)], size: size, at: position, anchor)
    }

    /// A text of several looks.
    init(_ runs: [Run], size: Double = TextSize.small, at position: Point, _ anchor: Anchor = .start) {
      self.runs = runs
      self.size = size
      self.position = position
      self.anchor = anchor
    }

    /// How wide its characters are estimated to be.
    var width: Double {
      runs.enumerated().reduce(0) { sum, item in
        sum + TextWidth.of(item.element.text, size: size, isBold: item.element.isBold)
          + (item.offset == 0 ? 0 : item.element.space)
      }
    }

    /// The room that it takes.
    var box: Box {
      let along = width
      let before =
        switch anchor {
        case .start: 0.0
        case .middle: along / 2
        case .end: along
        }
      let half = Self.height(size) / 2
      return isTurned
        ? Box(
          minX: position.x - half, minY: position.y - along + before, maxX: position.x + half,
          maxY: position.y + before)
        : Box(
          minX: position.x - before, minY: position.y - half, maxX: position.x - before + along,
          maxY: position.y + half)
    }

    /// The same text elsewhere.
    func moved(to position: Point, _ anchor: Anchor? = nil) -> Label {
      var copy = self
      copy.position = position
      if let anchor { copy.anchor = anchor }
      return copy
    }

    /// A name that takes no more than some width; what is cut can still be read by pointing at it.
    static func cut(
      _ name: String, to width: Double, size: Double = TextSize.small, at position: Point,
      _ anchor: Anchor = .start, ink: Ink = .text, isBold: Bool = false
    ) -> Label {
      let whole = XMLText.line(name)
      let shown = TextWidth.cut(whole, to: width, size: size, isBold: isBold)
      var label = Label(shown, size: size, at: position, anchor, ink: ink, isBold: isBold)
      if shown != whole { label.full = whole }
      return label
    }
  }
}
