import Forecasting
import Planning
import Scorecard
extension Indicator { func name(in index: IndexDefinition?, _ language: Language) -> String {
  switch self {
  case .component(let i): language == .vi ? index!.components[i].name.vietnamese : index!.components[i].name.english
  case .total: "Total"
  case .discrepancy: "Discrepancy"
  case .value: "Value" } } }
extension Optional where Wrapped == Level { func name(_ l: Language) -> String { self?.rawValue ?? "Units" } }
extension ScorecardForecast.Method {
  func phrase(_ l: Language) -> String { name }
  func sentence(_ l: Language) -> String { "\(self)" }
}
extension IngestError { public func message(in l: Language, file: String) -> String { "\(file): \(self)" } }
extension IndexDefinitionError { public func message(in l: Language, file: String) -> String { "\(file): \(self)" } }
extension PlanFileError { public func message(in l: Language, file: String) -> String { "\(file): \(self)" } }
extension PlanError { public func message(in l: Language) -> String { "\(self)" } }
extension IngestResult { public func notices(in l: Language, file: String) -> [String] { problems.map { "\($0)" } }
  public var isPartial: Bool { problemCount > 0 || !heldBackUnits.isEmpty || unknownIndicatorCount > 0 } }
public struct CheckReport { public init(result: IngestResult, findings: [Finding], file: String, language: Language) {}
 public var document: Document { Document(language: .en) }
 public var csv: String { "" }
 public var json: String { "" } }
