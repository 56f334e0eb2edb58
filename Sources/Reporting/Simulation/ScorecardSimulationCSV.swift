import Scorecard

/// Writes simulated units as the lines of a history file, each marked by its source.
public struct ScorecardSimulationCSV: Sendable {
  /// The form of the file.
  public enum Shape: Sendable {
    /// A line for each score.
    case long
    /// A line for each report, with a column for each indicator.
    case wide
  }

  private let shape: Shape
  private let days: [[UInt8]]
  private let indicators: [[UInt8]]
  private let prefixes: [Level: [UInt8]]

  /// Prepares the writing of a simulation's units, with names in a language.
  ///
  /// - Complexity: O(weeks + components) in time and memory.
  public init(_ simulation: ScorecardSimulation, shape: Shape, language: Language) {
    self.shape = shape
    days = simulation.setting.dayCells
    indicators = simulation.index.components.map { CSVBuffer.cell($0.id) } + [Array("total".utf8)]
    prefixes = Dictionary(
      uniqueKeysWithValues: [Level.province, .department, .commune].map { level in
        (level, Array(ScorecardSimulation.namePrefix(of: level, in: language).utf8))
      })
  }

  /// Adds the line of column names.
  public func appendHeader(to buffer: inout CSVBuffer) {
    let names = Array((shape == .long ? "indicator,score" : "").utf8)
    buffer.append(Array("as_of,unit,level,".utf8))
    buffer.append(shape == .long ? names : Array(indicators.joined(separator: [.comma])))
    buffer.append(Array(",source\n".utf8))
  }

  /// Adds the reports of a unit.
  ///
  /// - Complexity: O(scores).
  public func append(_ unit: SimulatedUnit, to buffer: inout CSVBuffer) {
    let place = cells(of: unit)
    for (report, week) in unit.weeks.enumerated() {
      let first = report * indicators.count
      if shape == .wide {
        buffer.append(days[week])
        buffer.append(place)
      }
      for (position, name) in indicators.enumerated() {
        let score = unit.hundredths[first + position]
        let isMissing = score == SimulatedUnit.missing
        if shape == .long {
          if isMissing { continue }
          buffer.append(days[week])
          buffer.append(place)
          buffer.append(name)
          buffer.append(.comma)
        }
        if !isMissing { buffer.append(score, places: 2) }
        if shape == .wide { buffer.append(.comma) } else { buffer.append(Self.longEnd) }
      }
      if shape == .wide { buffer.append(Self.end) }
    }
  }

  /// The cells that all lines of a unit share: name and level.
  private func cells(of unit: SimulatedUnit) -> [UInt8] {
    var cells = prefixes[unit.level] ?? []
    cells += "\(unit.ordinal),\(unit.level.rawValue),".utf8
    return cells
  }

  private static let end = Array((SimulationSetting.source + "\n").utf8)
  private static let longEnd = [.comma] + end
}

extension UInt8 {
  static let comma = UInt8(ascii: ",")
}

extension SimulationSetting {
  /// The days of the weeks as cells, each with the comma behind it.
  var dayCells: [[UInt8]] { (0..<weekCount).map { Array("\(day(ofWeek: $0)),".utf8) } }
}
