import Scorecard

extension LocalizedName {
  /// The name in a language.
  public func text(in language: Language) -> String {
    switch language {
    case .vi: vietnamese
    case .en: english
    }
  }
}

extension Level {
  /// The level's name within a sentence; a level that Headway does not know keeps the word of its file.
  public func name(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .province: return say(vi: "tỉnh, thành phố", en: "province")
    case .department: return say(vi: "sở, ban, ngành", en: "department")
    case .commune: return say(vi: "xã, phường", en: "commune or ward")
    default: return say.oneLine(rawValue)
    }
  }
}

extension Level? {
  /// The name of a group of units of this level, as a heading; of units without a level, simply "units".
  public func title(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .some(.province): return say(vi: "Tỉnh, thành phố", en: "Provinces")
    case .some(.department): return say(vi: "Sở, ban, ngành", en: "Departments")
    case .some(.commune): return say(vi: "Xã, phường", en: "Communes and wards")
    case .some(let other): return say.capitalized(other.name(in: language))
    case nil: return say(vi: "Đơn vị", en: "Units")
    }
  }
}

extension Indicator {
  /// The indicator's name in reports.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - index: the definition that a component's position refers to; without it, components have numbers.
  public func name(in language: Language, index: IndexDefinition?) -> String {
    let say = Phrasing(language)
    switch self {
    case .component(let position):
      guard let index, index.components.indices.contains(position) else {
        return say(vi: "Chỉ số thành phần \(position + 1)", en: "Component \(position + 1)")
      }
      return say.oneLine(index.components[position].name.text(in: language))
    case .total: return IndexDefinition.nameOfTotal.text(in: language)
    case .discrepancy: return say(vi: "Chênh lệch chưa phân bổ", en: "Unallocated difference")
    case .value: return say(vi: "Giá trị", en: "Value")
    }
  }
}
