/// Finds one unit under two spellings.
///
/// Two names are taken for one unit where they are equal after folding (case, diacritics,
/// punctuation, spaces, a word such as "sở" or "xã" before them), or, with at least eight characters
/// and no day in common, where they are one letter apart. Units of different levels are different
/// units, as are "xã X" and "phường X" that report on the same days.
struct SimilarUnitCheck {
  private static let leastLength = 8

  private let history: History
  private let keys: [String]
  private let kinds: [String?]

  init(_ history: History) {
    self.history = history
    let parts = history.units.map { NameKey.withoutKind(folded: NameKey.folded($0.name)) }
    keys = parts.map(\.rest)
    kinds = parts.map(\.kind)
  }

  func findings() -> [Finding] {
    var findings: [Finding] = []
    var unitsByKey: [String: [Int]] = [:]
    for unit in keys.indices { unitsByKey[keys[unit], default: []].append(unit) }
    for (second, key) in keys.enumerated() {
      guard let same = unitsByKey[key], let first = same.first(where: { $0 < second && mayBeOne($0, second) })
      else { continue }
      let common = daysInCommon(first, second)
      if let kindA = kinds[first], let kindB = kinds[second], kindA != kindB, common > 0 { continue }
      findings.append(finding(first, second, .sameLetters, common))
    }
    for (first, second) in pairsOneLetterApart() where mayBeOne(first, second) {
      if daysInCommon(first, second) == 0 {
        findings.append(finding(first, second, .oneLetterApart, 0))
      }
    }
    return findings
  }

  private func finding(_ first: Int, _ second: Int, _ likeness: Finding.Likeness, _ common: Int) -> Finding {
    Finding(
      common == 0 ? .warning : .info, .similarUnits, unit: history.units[second].name, unitPosition: second,
      detail: .similarUnits(
        other: history.units[first].name, otherPosition: first, likeness: likeness, daysInCommon: common))
  }

  private func mayBeOne(_ first: Int, _ second: Int) -> Bool {
    guard let a = history.units[first].level, let b = history.units[second].level else { return true }
    return a == b
  }

  private func daysInCommon(_ first: Int, _ second: Int) -> Int {
    days(first).intersection(days(second)).count
  }

  private func days(_ unit: Int) -> Set<Int32> {
    var days: Set<Int32> = []
    for entry in history.entries(ofUnit: unit) { days.formUnion(history.columns.days[entry.rows]) }
    return days
  }

  /// Names one letter apart share a form with one letter taken out, so pairs are found through a
  /// table of such forms: O(characters) instead of comparing every two names.
  private func pairsOneLetterApart() -> [(Int, Int)] {
    var byForm: [[Unicode.Scalar]: [Int]] = [:]
    var found: Set<[Int]> = []
    var pairs: [(Int, Int)] = []
    for (unit, key) in keys.enumerated() where key.unicodeScalars.count >= Self.leastLength {
      let scalars = Array(key.unicodeScalars)
      var forms: Set<[Unicode.Scalar]> = [scalars]
      for position in scalars.indices {
        var form = scalars
        form.remove(at: position)
        forms.insert(form)
      }
      for form in forms {
        for other in byForm[form] ?? [] where keys[other] != key {
          if EditDistance.isOneLetterApart(keys[other], key), found.insert([other, unit]).inserted {
            pairs.append((other, unit))
          }
        }
        byForm[form, default: []].append(unit)
      }
    }
    return pairs.sorted { $0 < $1 }
  }
}
