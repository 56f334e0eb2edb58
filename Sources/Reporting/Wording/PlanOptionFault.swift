/// What can be wrong with the options of a plan by themselves.
public enum PlanOptionFault: Error, Hashable, Sendable {
  /// Options whose values have a form of their own.
  public enum Option: String, CaseIterable, Sendable {
    /// `--target`
    case target
    /// `--lead`
    case lead
    /// `--rank`
    case rank
    /// `--component`
    case component
    /// `--group`
    case group
    /// `--pace`
    case pace
    /// `--cost`
    case cost
    /// `--lock`
    case lock
    /// `--moves`
    case moves
    /// `--breakdown`
    case breakdown
    /// `--confidence`
    case confidence
    /// `--what-if`
    case whatIf = "what-if"
  }

  /// A value that does not have the option's form.
  case wrongForm(Option, value: String)
  /// `--weakest-first` without anything to break the plan down to.
  case weakestFirstAlone

  /// What is wrong and what to do, on one line.
  public func message(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .wrongForm(let option, let value):
      let shown = value.isEmpty ? say(vi: "giá trị trống", en: "an empty value") : say.quoted(value)
      let examples = say.choice(Self.examples(of: option, say).map { "--\(option.rawValue) \($0)" })
      return say(
        vi: "--\(option.rawValue): \(shown) không đúng dạng; đề nghị ghi như: \(examples)",
        en: "--\(option.rawValue): \(shown) is not understood; write it like: \(examples)")
    case .weakestFirstAlone:
      return say(
        vi: "--weakest-first cần biết cấp đơn vị; đề nghị bổ sung như: --breakdown commune",
        en: "--weakest-first needs units to lift; add them like: --breakdown commune")
    }
  }

  private static func examples(of option: Option, _ say: Phrasing) -> [String] {
    let next = say(vi: "92,5@1", en: "92.5@1")
    return switch option {
    case .target: ["93", next]
    case .lead: ["1", say(vi: "0,5@1", en: "0.5@1")]
    case .rank: ["1", "2@1"]
    case .component:
      [
        say(vi: "online_services=8,6", en: "online_services=8.6"),
        say(vi: "online_services=+0,1@1", en: "online_services=+0.1@1"), "online_services=75%",
      ]
    case .group: ["commune=91", "commune:bottom=10=91", "commune:below=91=91@4"]
    case .pace: [say(vi: "online_services=0,3", en: "online_services=0.3")]
    case .cost: ["online_services=2"]
    case .lock: ["satisfaction"]
    case .moves: ["2"]
    case .breakdown: ["commune"]
    case .confidence: [say(vi: "0,8", en: "0.8"), "80%"]
    case .whatIf:
      [
        "\"online_services=90%\"", say(vi: "\"online_services=+0,5@2\"", en: "\"online_services=+0.5@2\""),
        say(vi: "\"Hải Phòng=+0,1/week\"", en: "\"Hải Phòng=+0.1/week\""),
      ]
    }
  }
}
