/// Renders a document as one page that needs nothing else: no network, no scripts, no fonts of its own.
///
/// The page reads well on a screen of any width and prints on A4. Meaning is never told by colour alone: gains have a
/// plus, losses a minus, and what is good or bad is also said in words.
public struct HTMLRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The document as a page.
  ///
  /// - Parameters:
  ///   - document: What is rendered.
  ///   - title: What the window and the printed page are called.
  public func render(_ document: Document, title: String) -> String {
    var page = Page(language: document.language)
    for block in document.blocks { page.append(block) }
    page.closeSection()
    return """
      <!DOCTYPE html>
      <html lang="\(document.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="Headway">
      <title>\(MarkupText.escaped(title))</title>
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body>
      <main>
      \(page.html)</main>
      </body>
      </html>

      """
  }
}

/// A page as it grows, block by block.
private struct Page {
  let language: Language
  private(set) var html = ""
  private var isInSection = false
  private var figures = 0

  init(language: Language) { self.language = language }

  mutating func append(_ block: Document.Block) {
    switch block {
    case .heading(let level, let text) where !text.isEmpty: heading(text, level: level)
    case .paragraph(let text) where !text.isEmpty: html += "<p>\(MarkupText.html(text))</p>\n"
    case .note(let text) where !text.isEmpty: html += "<p class=\"note\">\(MarkupText.html(text))</p>\n"
    case .bullets(let items): list(items, "ul")
    case .numbered(let items): list(items, "ol")
    case .table(let table): html += TableMarkup(table, language: language).html
    case .keyFigures(let figures): keyFigures(figures)
    case .figure(let figure): append(figure)
    case .heading, .paragraph, .note: break
    }
  }

  mutating func closeSection() {
    if isInSection { html += "</section>\n" }
    isInSection = false
  }

  private mutating func heading(_ text: Text, level: Int) {
    let level = min(max(level, 1), 6)
    if level <= 2 { closeSection() }
    if level == 2 {
      html += "<section>\n"
      isInSection = true
    }
    html += "<h\(level)>\(MarkupText.html(text))</h\(level)>\n"
  }

  private mutating func list(_ items: [Text], _ tag: String) {
    guard !items.isEmpty else { return }
    html += "<\(tag)>\n"
    for item in items { html += "<li>\(MarkupText.html(item))</li>\n" }
    html += "</\(tag)>\n"
  }

  private mutating func keyFigures(_ figures: [KeyFigure]) {
    guard !figures.isEmpty else { return }
    html += "<dl class=\"key\">\n"
    for figure in figures {
      html +=
        "<div><dt>\(MarkupText.html(figure.title))</dt><dd><b>\(MarkupText.html(figure.value))</b>"
      if !figure.remark.isEmpty { html += "<span>\(MarkupText.html(figure.remark))</span>" }
      html += "</dd></div>\n"
    }
    html += "</dl>\n"
  }

  private mutating func append(_ figure: Figure) {
    figures += 1
    html += "<figure>\n<figcaption>\(MarkupText.escaped(figure.title))</figcaption>\n"
    html += SVGRenderer(language: language).svg(figure, id: "figure-\(figures)")
    html += "</figure>\n"
  }
}

/// A table of a page.
private struct TableMarkup {
  let table: Table
  let language: Language

  init(_ table: Table, language: Language) {
    self.table = table
    self.language = language
  }

  var html: String {
    let columns = table.filledColumns
    let isShort = table.groups.reduce(0) { $0 + $1.rows.count } <= Self.fewRows
    var html = "<div class=\"table\(isShort ? " whole" : "")\"><table>\n"
    if let caption = table.caption { html += "<caption>\(MarkupText.html(caption))</caption>\n" }
    html += "<thead><tr>"
    for column in columns {
      html += "<th scope=\"col\"\(attribute(column))>\(MarkupText.html(table.columns[column].title))</th>"
    }
    html += "</tr></thead>\n"
    for group in table.groups where !group.rows.isEmpty {
      html += "<tbody>\n"
      if let heading = group.heading {
        html +=
          "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(columns.count)\">\(MarkupText.html(heading))</th></tr>\n"
      }
      for row in group.rows {
        html += "<tr>"
        for column in columns { html += "<td\(attribute(column))>\(MarkupText.html(row[column]))</td>" }
        html += "</tr>\n"
      }
      html += "</tbody>\n"
    }
    return html + "</table></div>\n"
  }

  /// Tables of so many rows are kept on one sheet of paper.
  private static let fewRows = 12
  /// Names of so many characters stay on one line.
  private static let shortName = 26

  private func isOfNames(_ column: Int) -> Bool {
    !table.columns[column].wraps
      && table.groups.allSatisfy { $0.rows.allSatisfy { $0[column].plain.count <= Self.shortName } }
  }

  private func attribute(_ column: Int) -> String {
    switch table.columns[column].alignment {
    case .leading: isOfNames(column) ? " class=\"name\"" : ""
    case .trailing, .decimal: " class=\"num\""
    }
  }
}

/// Text in markup.
enum MarkupText {
  /// A text with the meanings of its parts.
  static func html(_ text: Text) -> String {
    text.runs.map { run in
      let string = escaped(run.string)
      switch run.emphasis {
      case .plain: return string
      case .strong: return "<strong>\(string)</strong>"
      case .good: return "<span class=\"good\">\(string)</span>"
      case .bad: return "<span class=\"bad\">\(string)</span>"
      case .warning: return "<span class=\"warning\">\(string)</span>"
      case .dim: return "<span class=\"dim\">\(string)</span>"
      }
    }.joined()
  }

  /// Characters that markup reserves as references; control characters, which no page may hold, are left out.
  static func escaped(_ string: String) -> String {
    var result = ""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result += " "
      default:
        let isControl = scalar.properties.generalCategory == .control
        if !isControl, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
