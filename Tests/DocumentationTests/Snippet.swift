import Foundation

/// A piece of Swift that the documentation shows, and where it stands.
struct Snippet: Equatable {
  /// The line of the file on which it begins, from 1.
  let line: Int
  let lines: [Substring]
}

/// Snippets that are read in one go: those of a page, of a doc comment, or a listing of the tutorial.
struct SnippetSequence: Equatable {
  /// The path of the file.
  let file: String
  let snippets: [Snippet]
}

// MARK: - In a text

extension SnippetSequence {
  /// The blocks between ```` ```swift ```` and ```` ``` ```` of a page in Markdown.
  static func page(_ text: String, file: String) -> [SnippetSequence] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return sequence(of: blocks(in: lines, from: 1), file: file)
  }

  /// The same blocks in doc comments; each comment is a sequence of its own.
  static func comments(_ text: String, file: String) -> [SnippetSequence] {
    var sequences: [SnippetSequence] = []
    var comment: [Substring] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (position, line) in (lines + [""]).enumerated() {
      let written = line.drop { $0 == " " }
      if written.hasPrefix("///") {
        let content = written.dropFirst(3)
        comment.append(content.first == " " ? content.dropFirst() : content)
      } else {
        let first = position + 1 - comment.count
        sequences += sequence(of: blocks(in: comment, from: first), file: file)
        comment = []
      }
    }
    return sequences
  }

  /// A file of Swift as one snippet.
  static func listing(_ text: String, file: String) -> [SnippetSequence] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return sequence(of: [Snippet(line: 1, lines: lines)], file: file)
  }

  private static func sequence(of snippets: [Snippet], file: String) -> [SnippetSequence] {
    snippets.isEmpty ? [] : [SnippetSequence(file: file, snippets: snippets)]
  }

  private static func blocks(in lines: [Substring], from first: Int) -> [Snippet] {
    var snippets: [Snippet] = []
    // The fence that ends the block, with what stands before it on its line: blocks in lists are indented.
    var open: (start: Int, indentation: Int, isSwift: Bool)?
    for (position, line) in lines.enumerated() {
      let indentation = line.prefix { $0 == " " }.count
      let written = line.dropFirst(indentation)
      guard written.hasPrefix("```") else { continue }
      guard let block = open else {
        open = (
          position + 1, indentation, written.dropFirst(3).trimmingCharacters(in: .whitespaces) == "swift"
        )
        continue
      }
      if block.isSwift {
        let content = lines[block.start..<position].map { $0.dropFirst(block.indentation) }
        snippets.append(Snippet(line: first + block.start, lines: content))
      }
      open = nil
    }
    return snippets
  }
}

// MARK: - In the repository

extension SnippetSequence {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All snippets of the repository, in the order of their files.
  static func all() throws -> [SnippetSequence] {
    let top = try FileManager.default.contentsOfDirectory(atPath: root.path)
    var files = top.filter { $0.hasSuffix(".md") }.map { root.appendingPathComponent($0) }
    for folder in ["Sources", "Documentation.docc", "Examples", "Benchmarks"] {
      let walk = FileManager.default.enumerator(
        at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
      files += (walk?.compactMap { $0 as? URL }) ?? []
    }
    return try files.sorted { $0.path < $1.path }.flatMap(snippets)
  }

  private static func snippets(in file: URL) throws -> [SnippetSequence] {
    guard ["md", "swift"].contains(file.pathExtension) else { return [] }
    let text = try String(contentsOf: file, encoding: .utf8)
    if file.pathExtension == "md" { return page(text, file: file.path) }
    let isListing = file.pathComponents.contains("Documentation.docc")
    return isListing ? listing(text, file: file.path) : comments(text, file: file.path)
  }
}

// MARK: - As a program

extension SnippetSequence {
  /// The public modules, in the order in which they build on each other.
  static let modules = ["NumericCore", "Forecasting", "Scorecard", "Planning", "Reporting"]

  /// What need not be imported in so many words: the module whose documentation it is, and those below it. Outside
  /// the modules, as in README.md, nothing.
  private var impliedModules: ArraySlice<String> {
    let places = file.dropFirst(Self.root.path.count).split(separator: "/")
    guard places.count > 2, places[0] == "Sources",
      let position = Self.modules.firstIndex(of: String(places[1]))
    else { return [] }
    return Self.modules[...position]
  }

  /// A file of Swift with a function that holds the snippets. Each sees those above it, and may use their names anew.
  /// The compiler tells faults at the places of the documentation.
  func program(named name: String) -> String {
    var imports = impliedModules.map { "import \($0)\n" }.joined()
    var body = ""
    for snippet in snippets {
      body += "do {\n" + place(snippet.line)
      for (offset, line) in snippet.lines.enumerated() {
        let isImport = line.hasPrefix("import ")
        if isImport { imports += place(snippet.line + offset) + line + "\n#sourceLocation()\n" }
        body += (isImport ? "" : line) + "\n"
      }
    }
    let ends = String(repeating: "}\n", count: snippets.count)
    return imports + "func \(name)() async throws {\n" + body + "#sourceLocation()\n" + ends + "}\n"
  }

  private func place(_ line: Int) -> String { "#sourceLocation(file: \"\(file)\", line: \(line))\n" }
}
