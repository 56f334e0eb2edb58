@testable import Reporting

/// SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2714064.2660195), so that a failure can be replayed.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random content of all kinds: long words, both Unicode forms, wide characters, controls.
struct ContentGenerator {
  var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(state: seed)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  mutating func text() -> Text {
    let words = [
      "Sở", "Nông nghiệp", "Du\u{31B}\u{323}ng", "tie\u{302}\u{301}n", "92,37", "−0,07", "–", "漢字かな", "한국",
      "👩‍👩‍👧",
      "a\u{1B}[31mb", "x\ty\nz", "", "supercalifragilisticexpialidocious", "https://example.org/a/b/c/d",
      "1.234",
    ]
    var text: Text = ""
    for _ in 0..<number(0...6) {
      text.append(
        words.randomElement(using: &random) ?? "",
        Text.Emphasis.allCases.randomElement(using: &random) ?? .dim)
      text.append(" ")
    }
    return text
  }

  mutating func table() -> Table {
    let count = number(1...14)
    let wrapping = number(0...count)
    let alignments: [Table.Alignment] = [.leading, .trailing, .decimal]
    let columns = (0..<count).map { index in
      Table.Column(
        text(), alignments[number(0...2)], priority: Table.Priority.allCases[number(0...3)],
        wraps: index == wrapping)
    }
    let groups = (0..<number(0...2)).map { _ in
      Table.Group(
        number(0...1) == 0 ? nil : text(), rows: (0..<number(0...4)).map { _ in columns.map { _ in text() } })
    }
    return Table(caption: number(0...1) == 0 ? nil : text(), columns: columns, groups: groups)
  }

  mutating func document() -> Document {
    let items = (0..<number(0...12)).map { _ in text() }
    return Document(
      language: number(0...1) == 0 ? .vi : .en,
      [
        .heading(level: number(1...4), text()), .paragraph(text() + text() + text()), .bullets(items),
        .numbered(items), .table(table()), .note(text()),
      ])
  }
}

extension Document {
  /// The running texts, without tables.
  var sentences: [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .heading(_, let text), .paragraph(let text), .note(let text): [text.plain]
      case .bullets(let items), .numbered(let items): items.map(\.plain)
      case .keyFigures(let figures): figures.flatMap { [$0.title.plain, $0.value.plain] }
      case .figure(let figure): [figure.title, figure.description]
      case .table: []
      }
    }
  }

  /// The tables in reading order.
  var tables: [Table] { blocks.compactMap { if case .table(let table) = $0 { table } else { nil } } }

  /// The pictures in reading order.
  var figures: [Figure] { blocks.compactMap { if case .figure(let figure) = $0 { figure } else { nil } } }

  /// The titles of sections.
  var sections: [String] {
    blocks.compactMap { if case .heading(2, let text) = $0 { text.plain } else { nil } }
  }
}
