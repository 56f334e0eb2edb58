import Scorecard

/// Writes the pictures of a report as SVG.
///
/// The picture scales to the width of what holds it, and prints on A4 in black and white: what colours say
/// is also said by the weight and the dashes of lines, by shapes or by numbers. It is drawn for light paper.
/// It brings its words along and needs no script, style sheet or font from elsewhere. The figure's title is
/// in it for those who do not see it; to be seen it belongs above the picture, as a text of the document.
///
/// The same figure gives the same bytes.
public struct SVGRenderer: Sendable {
  /// The language of the picture's own words and numbers.
  public let language: Language
  /// How time is counted.
  public let axis: History.Axis

  /// A renderer.
  public init(language: Language, axis: History.Axis = .dates) {
    self.language = language
    self.axis = axis
  }

  /// A figure as an `svg` element.
  /// - Parameters:
  ///   - figure: The picture with its words.
  ///   - id: What the ids of its elements begin with: letters, digits, hyphens and underscores. No two pictures
  ///     of one page may share it.
  /// - Complexity: O(marks), and O(labels²) where labels are kept apart.
  public func svg(_ figure: Figure, id: String) -> String {
    precondition(Self.isValid(id: id), "no id for an element: \(id)")
    return SVGWriter.write(
      scene(figure.chart), id: id, title: figure.title, description: figure.description, language: language)
  }

  /// What is drawn, free of format.
  func scene(_ chart: Chart) -> Scene {
    let words = ChartWording(language, axis: axis)
    return switch chart {
    case .fan(let fan): fan.scene(words)
    case .convergence(let convergence): convergence.scene(words)
    case .headroom(let headroom): headroom.scene(words)
    case .slope(let slope): slope.scene(words)
    case .heatMap(let map): map.scene(words)
    }
  }

  private static func isValid(id: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return id.utf8.first.map(isLetter) ?? false
      && id.utf8.allSatisfy {
        isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }
}
