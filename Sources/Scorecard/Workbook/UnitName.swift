/// Names of units as sheets write them, with numbers before and marks behind them.
enum UnitName {
  /// The name without the mark of a footnote behind it, and without the number or dash of a list before it:
  /// “1. Sở Y tế (*)” is Sở Y tế.
  static func plain(_ text: String) -> String {
    var name = Substring(text)
    while let last = name.last {
      if last == "*" || last.isWhitespace || "¹²³⁴⁵⁶⁷⁸⁹⁰".contains(last) {
        name.removeLast()
      } else if last == ")", let open = name.lastIndex(of: "("),
        name[name.index(after: open)...].dropLast().allSatisfy({ $0 == "*" || $0.isWhitespace })
      {
        name = name[..<open]
      } else {
        break
      }
    }
    var rest = name
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    if (1...3).contains(digits.count) {
      rest = rest.dropFirst(digits.count)
      guard rest.first == "." || rest.first == ")" else { return kept(name, text) }
      rest = rest.dropFirst().drop { $0.isWhitespace }
      return kept(rest.first?.isLetter ?? false ? rest : name, text)
    }
    if let first = rest.first, "-–•+".contains(first) {
      rest = rest.dropFirst().drop { $0.isWhitespace }
      if rest.first?.isLetter ?? false { return kept(rest, text) }
    }
    return kept(name, text)
  }

  /// What is left, unless that is nothing.
  private static func kept(_ name: Substring, _ text: String) -> String { name.isEmpty ? text : String(name) }
}
