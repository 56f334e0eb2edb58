import Forecasting

/// The models whose forecasts can go on from what is kept of each series.
package enum StateModel: UInt8, Sendable, CaseIterable {
  /// `trend`: the line through all observations.
  case line = 1
  /// `auto`, from ``SampledPatterns/fewestSeries`` series on: patterns learnt from a sample.
  case patterns = 2

  /// How many of the latest observations are kept as they are.
  ///
  /// Of patterns all that is ever looked at; of a line enough to see corrections of the latest weeks.
  package var keptRows: Int {
    switch self {
    case .line: 8
    case .patterns: SampledPatterns.mostObservations
    }
  }

  /// The name that `--model` has for it.
  package var name: String {
    switch self {
    case .line: ModelFamily.trend.rawValue
    case .patterns: "auto"
    }
  }
}

/// Why a state cannot be used.
package enum StateError: Error, Hashable, Sendable {
  /// The system does not let it be read.
  case file(IngestError)
  /// The file is something else.
  case notAState
  /// A state of another version of the format.
  case otherVersion(found: Int)
  /// A state for another model.
  case otherModel(found: StateModel, asked: StateModel)
  /// A state of series that count weeks where the file has dates, or the other way round.
  case otherAxis(isStep: Bool)
  /// It ends too early.
  case cutShort(bytes: Int)
  /// Its checksum tells that something near this byte was changed.
  case damaged(offset: Int)
}
