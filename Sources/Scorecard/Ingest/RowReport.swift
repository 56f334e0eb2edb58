/// The account of what was found wrong in rows: lists for the first, counts for the rest.
struct RowReport {
  private struct MismatchKey: Hashable {
    let indicator: Indicator
    let inFile: Double
  }

  private(set) var problems: [RowProblem] = []
  private(set) var problemCount = 0
  /// The first line that names each unit.
  private(set) var firstLine: [Int: Int] = [:]
  /// The units that stand at different levels.
  private(set) var differentLevels: [Int: [HeldBackUnit.LevelSighting]] = [:]

  private var lastUnit = -1
  private var firstLevelLine: [Int: Int] = [:]
  private var lastUnitWithLevel = -1
  private var unknown: [UnknownIndicator] = []
  private var unknownPositions: [String: Int] = [:]
  private var mismatches: [MaximumMismatch] = []
  private var mismatchPositions: [MismatchKey: Int] = [:]

  var unknownIndicators: [UnknownIndicator] { unknown }
  var maximumMismatches: [MaximumMismatch] { mismatches }

  mutating func add(_ problem: RowProblem) {
    problemCount += 1
    if problems.count < IngestResult.problemLimit { problems.append(problem) }
  }

  /// Adds the problems that were found in a piece of the file.
  ///
  /// - Parameter line: The line that the piece begins on, from 1; the piece counts its lines from 0.
  mutating func add(_ others: RowReport, line: Int) {
    problemCount += others.problemCount
    for problem in others.problems.prefix(IngestResult.problemLimit - problems.count) {
      problems.append(problem.moved(byLines: line))
    }
  }

  mutating func see(_ unit: Int, line: Int) {
    if unit == lastUnit { return }
    lastUnit = unit
    if firstLine[unit] == nil { firstLine[unit] = line }
  }

  /// Notes that a unit has the level which it has had from the first.
  mutating func seeLevel(_ unit: Int, line: Int) {
    if unit == lastUnitWithLevel { return }
    lastUnitWithLevel = unit
    if firstLevelLine[unit] == nil { firstLevelLine[unit] = line }
  }

  /// Notes that a unit has another level than at first.
  mutating func addLevel(_ level: Level, line: Int, besides first: Level, unit: Int) {
    var sightings =
      differentLevels[unit] ?? [.init(level: first, line: firstLevelLine[unit] ?? line)]
    if sightings.contains(where: { $0.level == level }) { return }
    sightings.append(.init(level: level, line: line))
    differentLevels[unit] = sightings
  }

  mutating func addUnknown(_ name: String, column: Int?, line: Int) {
    let key = column.map(String.init) ?? NameKey.folded(name)
    if let position = unknownPositions[key] {
      let known = unknown[position]
      unknown[position] = UnknownIndicator(
        name: known.name, column: known.column, firstLine: known.firstLine, count: known.count + 1)
      return
    }
    unknownPositions[key] = unknown.count
    let shown = String(NameKey.spelling(String(name.prefix(400))).prefix(80))
    unknown.append(UnknownIndicator(name: shown, column: column, firstLine: line, count: 1))
  }

  mutating func addMaximum(_ inFile: Double, of indicator: Indicator, inIndex: Double, line: Int) {
    let key = MismatchKey(indicator: indicator, inFile: inFile)
    if let position = mismatchPositions[key] {
      let known = mismatches[position]
      mismatches[position] = MaximumMismatch(
        indicator: indicator, inFile: inFile, inIndex: inIndex, firstLine: known.firstLine,
        count: known.count + 1)
      return
    }
    mismatchPositions[key] = mismatches.count
    mismatches.append(
      MaximumMismatch(indicator: indicator, inFile: inFile, inIndex: inIndex, firstLine: line, count: 1))
  }
}
