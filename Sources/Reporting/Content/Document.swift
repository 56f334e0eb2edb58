/// What is said, free of format: a renderer makes text, a page or a workbook of it.
public struct Document: Sendable, Equatable {
  /// A part of a document.
  public enum Block: Sendable, Equatable {
    /// A heading; level 1 is the title.
    case heading(level: Int, Text)
    /// Running text.
    case paragraph(Text)
    /// Items in no order.
    case bullets([Text])
    /// Items in order, counted from 1.
    case numbered([Text])
    /// Rows and columns.
    case table(Table)
    /// A remark that stands apart from the running text.
    case note(Text)
    /// A few numbers that the eye should find first.
    case keyFigures([KeyFigure])
    /// A picture; where there is none to be shown, its description stands in.
    case figure(Figure)
  }

  /// The language it is written in; it decides which mark is the decimal separator.
  public let language: Language
  /// The parts in reading order.
  public var blocks: [Block]

  /// A document of blocks.
  public init(language: Language, _ blocks: [Block] = []) {
    self.language = language
    self.blocks = blocks
  }

  /// Adds a block at the end.
  public mutating func append(_ block: Block) {
    blocks.append(block)
  }
}

/// A number that stands out: what it is, its value, and what is to be said of it.
public struct KeyFigure: Sendable, Equatable {
  /// What it is, in a few words.
  public let title: Text
  /// The number as it is written.
  public let value: Text
  /// A change, a range, a condition.
  public let remark: Text

  /// A number that stands out.
  public init(_ title: Text, _ value: Text, _ remark: Text = "") {
    self.title = title
    self.value = value
    self.remark = remark
  }
}
