/// Writes a picture as SVG 1.1 that needs nothing from elsewhere: no scripts, no style sheets, no fonts.
///
/// Looks stand in attributes and not in a style element, which would reach out to the rest of a page.
struct SVGWriter {
  /// What is there on a reader's machine, and has the letters of Vietnamese.
  static let fonts =
    "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"

  private var output = ""

  /// The picture as a whole.
  static func write(
    _ scene: Scene, id: String, title: String, description: String, language: Language
  ) -> String {
    var writer = SVGWriter()
    let size = "\(number(scene.width)) \(number(scene.height))"
    writer.output = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" width="100%" role="img" \
      lang="\(language.rawValue)" xml:lang="\(language.rawValue)" \
      stroke-linejoin="round" aria-labelledby="\(id)-title \(id)-desc" font-family="\(fonts)" font-weight="normal">
      <title id="\(id)-title">\(XMLText.escaped(title))</title>
      <desc id="\(id)-desc">\(XMLText.escaped(description))</desc>

      """
    for mark in scene.marks { writer.write(mark) }
    return writer.output + "</svg>\n"
  }

  /// A length with at most two decimals, with a point whatever the language. What is not a number is zero.
  static func number(_ value: Double) -> String {
    guard value.magnitude < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let fraction =
      rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return (hundredths < 0 ? "-" : "") + "\(whole)" + fraction
  }

  private mutating func write(_ mark: Scene.Mark) {
    switch mark {
    case .path(let points, let isClosed, let fill, let stroke):
      output += "<path d=\"\(steps(points, isClosed))\"\(looks(fill, stroke))/>\n"
    case .box(let box, let fill, let stroke):
      output += "<rect x=\"\(Self.number(box.minX))\" y=\"\(Self.number(box.minY))\""
      output += " width=\"\(Self.number(box.width))\" height=\"\(Self.number(box.height))\""
      output += "\(looks(fill, stroke))/>\n"
    case .circle(let center, let radius, let fill, let stroke):
      output += "<circle cx=\"\(Self.number(center.x))\" cy=\"\(Self.number(center.y))\""
      output += " r=\"\(Self.number(radius))\"\(looks(fill, stroke))/>\n"
    case .label(let label): write(label)
    }
  }

  private func steps(_ points: [Scene.Point], _ isClosed: Bool) -> String {
    let places = points.map { "\(Self.number($0.x)) \(Self.number($0.y))" }
    return "M" + places.joined(separator: "L") + (isClosed ? "Z" : "")
  }

  private func looks(_ fill: Ink?, _ stroke: Scene.Stroke?) -> String {
    var text = " fill=\"\(fill?.hexadecimal ?? "none")\""
    guard let stroke else { return text }
    text += " stroke=\"\(stroke.ink.hexadecimal)\" stroke-width=\"\(Self.number(stroke.width))\""
    if !stroke.dashes.isEmpty {
      text += " stroke-dasharray=\"\(stroke.dashes.map(Self.number).joined(separator: " "))\""
    }
    return text
  }

  private mutating func write(_ label: Scene.Label) {
    // The middle of capitals stands a third of the size above the baseline; renderers differ in what they
    // make of dominant-baseline.
    let shift = label.size * 0.36
    let (x, y) =
      label.isTurned
      ? (label.position.x + shift, label.position.y) : (label.position.x, label.position.y + shift)
    output += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(label.size))\""
    if label.anchor != .start { output += " text-anchor=\"\(label.anchor.rawValue)\"" }
    if label.isTurned { output += " transform=\"rotate(-90 \(Self.number(x)) \(Self.number(y)))\"" }
    if let first = label.runs.first { output += look(first, isBold: false) }
    output += ">"
    if let full = label.full { output += "<title>\(XMLText.escaped(full))</title>" }
    for (index, run) in label.runs.enumerated() {
      let text = XMLText.escaped(run.text)
      if index == 0 {
        output += text
      } else {
        let space = run.space == 0 ? "" : " dx=\"\(Self.number(run.space))\""
        output += "<tspan\(space)\(look(run, isBold: label.runs[0].isBold))>\(text)</tspan>"
      }
    }
    output += "</text>\n"
  }

  /// The attributes of a run inside an element whose text is bold or not.
  private func look(_ run: Scene.Label.Run, isBold: Bool) -> String {
    let weight = run.isBold == isBold ? "" : " font-weight=\"\(run.isBold ? "bold" : "normal")\""
    return " fill=\"\(run.ink.hexadecimal)\"" + weight
  }
}
