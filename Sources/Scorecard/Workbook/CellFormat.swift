/// What the number format of a cell makes of its number.
struct CellFormat: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number
    /// A day, with or without a time.
    case date
    /// A time of day or a duration, without a day.
    case time
    case percent
  }

  var kind: Kind
  /// How many decimals are shown at least.
  var decimals: Int
  /// How many decimals are shown at most; nil where the format does not say.
  var mostDecimals: Int?

  static let general = CellFormat(kind: .number, decimals: 0)

  /// A format of the application's own (ECMA-376 part 1, 18.8.30); those of East Asian calendars are dates.
  init(builtIn id: Int) {
    switch id {
    case 1, 3, 5, 6, 37, 38, 41, 42: self.init(kind: .number, decimals: 0, mostDecimals: 0)
    case 2, 4, 7, 8, 39, 40, 43, 44: self.init(kind: .number, decimals: 2, mostDecimals: 2)
    case 11: self.init(kind: .number, decimals: 2)
    case 9: self.init(kind: .percent, decimals: 0)
    case 10: self.init(kind: .percent, decimals: 2)
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: self.init(kind: .date, decimals: 0)
    case 18...21, 32...35, 45...47, 55, 56: self.init(kind: .time, decimals: 0)
    default: self = .general
    }
  }

  /// A format by its code, such as `dd/mm/yyyy` or `0.00%`; the first section, that of positive numbers, counts.
  init(code: String) {
    var plain = ""
    var isTime = false
    var rest = Substring(code.lowercased())
    while let first = rest.popFirst(), first != ";" {
      switch first {
      case "\"":
        rest = rest.firstIndex(of: "\"").map { rest[rest.index(after: $0)...] } ?? ""
      case "[":
        let inside = rest.prefix { $0 != "]" }
        // [h], [mm] and [ss] count beyond a day; anything else is a colour, a condition or a language.
        if let one = inside.first, "hms".contains(one), inside.allSatisfy({ $0 == one }) { isTime = true }
        rest = rest.dropFirst(inside.count + 1)
      case "\\", "_", "*":
        rest = rest.dropFirst()
      default:
        plain.append(first)
      }
    }
    if plain == "general" || plain == "standard" {
      self = .general
      return
    }
    plain = plain.replacing("am/pm", with: "h").replacing("a/p", with: "h")
    let hasClock = isTime || plain.contains { $0 == "h" || $0 == "s" }
    if plain.contains(where: { $0 == "d" || $0 == "y" }) || (plain.contains("m") && !hasClock) {
      self.init(kind: .date, decimals: 0)
    } else if hasClock {
      self.init(kind: .time, decimals: 0)
    } else {
      let behindPoint = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        .dropFirst().first
      let places = (behindPoint ?? "").prefix { "0#?".contains($0) }
      // Powers of ten, fractions, texts and thousands cut off show something else than decimals.
      let hasDigits = plain.contains { "0#?".contains($0) }
      let isPlain =
        hasDigits && !plain.contains { "e/@".contains($0) } && plain.last { "0#?,".contains($0) } != ","
      self.init(
        kind: plain.contains("%") ? .percent : .number,
        decimals: min(places.count { $0 == "0" }, Self.decimalLimit),
        mostDecimals: isPlain ? places.count : nil)
    }
  }

  private init(kind: Kind, decimals: Int, mostDecimals: Int? = nil) {
    (self.kind, self.decimals, self.mostDecimals) = (kind, decimals, mostDecimals)
  }

  private static let decimalLimit = 10
}

/// The formats of a workbook's cells, by the style numbers that cells carry.
struct CellFormats: Sendable {
  private var formats: [CellFormat] = []

  /// A workbook without styles.
  init() {}

  init(_ reader: PartReader) throws(WorkbookError) {
    var scanner = XMLScanner(reader)
    var codes: [Int: CellFormat] = [:]
    var parent = ""
    loop: while true {
      switch try scanner.next() {
      case .done: break loop
      case .start:
        if scanner.isNamed("numFmts") {
          parent = "numFmts"
        } else if scanner.isNamed("cellXfs") {
          parent = "cellXfs"
        } else if parent == "numFmts", scanner.isNamed("numFmt"), let id = scanner.number("numFmtId") {
          codes[id] = CellFormat(code: try scanner.text("formatCode") ?? "")
        } else if parent == "cellXfs", scanner.isNamed("xf") {
          let id = scanner.number("numFmtId") ?? 0
          formats.append(codes[id] ?? CellFormat(builtIn: id))
          if formats.count > Self.limit { throw .tooLarge(.parts(limit: Self.limit)) }
        }
      case .end:
        if scanner.isNamed("numFmts") || scanner.isNamed("cellXfs") { parent = "" }
      case .text: break
      }
    }
  }

  /// The format of a style number; cells without one, or with one that is not there, are plain.
  subscript(style: Int) -> CellFormat { formats.indices.contains(style) ? formats[style] : .general }

  /// Excel knows 65,490.
  private static let limit = 100_000
}
