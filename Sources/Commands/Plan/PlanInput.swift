import Planning
import Reporting
import Scorecard

/// What a plan is asked for, by options and a plan file.
struct PlanInput {
  private let asked: PlanOptions
  private let weeks: Int?
  private let options: CommonOptions

  init(_ asked: PlanOptions, weeks: Int?, _ options: CommonOptions) {
    self.asked = asked
    self.weeks = weeks
    self.options = options
  }

  /// What the options ask for; they are read before the history is.
  ///
  /// - Throws: ``Failure`` for what has not its option's form.
  func request() throws -> PlanRequest {
    try reading { () throws(PlanOptionFault) in try PlanRequest(asked, weeks: weeks) }
  }

  /// The plan file with the options over it.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  func specification(_ request: PlanRequest, index: IndexDefinition?) throws -> PlanSpecification {
    let file = try planFile()
    var specification = try reading { () throws(PlanOptionFault) in try request.over(file, index: index) }
    if specification.unit == nil, specification.needsUnit {
      specification.unit = CurrentSettings.settings.unit.value
    }
    return specification
  }

  /// The plan file, or what stands for it where there is none.
  private func planFile() throws -> PlanSpecification {
    guard let path = asked.plan else { return PlanSpecification(weeks: CurrentSettings.settings.weeks.value) }
    try options.keepFromOutput(path)
    let yaml = try TextFile.read(path, options.chosenLanguage)
    do throws(PlanFileError) {
      return try PlanSpecification(yaml: yaml, weeks: CurrentSettings.settings.weeks.value)
    } catch {
      throw Failure(.badData, error.message(in: options.chosenLanguage, file: path))
    }
  }

  private func reading<Value>(_ read: () throws(PlanOptionFault) -> Value) throws -> Value {
    do throws(PlanOptionFault) {
      return try read()
    } catch {
      throw Failure(.usage, error.message(in: options.chosenLanguage))
    }
  }
}

extension PlanSpecification {
  /// Whether it is not about groups of units only.
  fileprivate var needsUnit: Bool {
    targets.isEmpty || initiatives.contains { $0.effects.contains { $0.unit == nil } }
      || targets.contains { if case .group = $0.requirement { false } else { true } }
  }
}
