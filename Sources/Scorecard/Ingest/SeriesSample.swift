import Forecasting
import Foundation

/// The series of a history that are drawn to teach all others: those whose names have the smallest ranks.
///
/// Samples of parts of a history, put together, are the sample of the whole: so the parts can lie on many machines. The
/// file form is JSON, versioned by its `schema`.
public struct SeriesSample: Sendable, Codable, Hashable {
  /// One series.
  struct Member: Sendable, Codable, Hashable {
    /// As first spelled.
    let name: String
    /// `Day.ordinal` of every value, ascending.
    let days: [Int]
    let values: [Double]
    /// The smallest step in which the values are written.
    let resolution: Double

    init(_ series: SeriesStream.Series) {
      name = series.name
      days = series.observations.times.map { series.lastDay.ordinal + Int((7 * $0).rounded()) }
      values = Array(series.observations.values)
      resolution = series.resolution
    }

    fileprivate var rank: UInt64 { SampledPatterns.rank(ofName: NameKey.same(name)) }
  }

  /// The version of the file form.
  public static let schema = "headway.pool/1"

  private let schema: String
  /// How many series there are, drawn or not.
  package let seriesCount: Int
  /// Whether time is counted in weeks and not by dates.
  package let isStep: Bool
  /// In the order of ranks.
  private let members: [Member]

  private enum CodingKeys: String, CodingKey {
    case schema
    case seriesCount = "series_count"
    case isStep = "is_step"
    case members = "series"
  }

  init(seriesCount: Int, isStep: Bool, members: [Member]) {
    schema = Self.schema
    self.seriesCount = seriesCount
    self.isStep = isStep
    self.members = Array(
      members.map { (rank: $0.rank, member: $0) }.sorted {
        ($0.rank, $0.member.name) < ($1.rank, $1.member.name)
      }.map(\.member).prefix(SampledPatterns.sampleSize))
  }

  /// Why samples cannot be used.
  public enum Fault: Error, Hashable, Sendable {
    /// The file is none of samples, or of another version; `found` is its schema if it has one.
    case otherSchema(found: String?)
    /// What is said of a series cannot be: times that do not increase, or not as many values.
    case damaged(series: String)
    /// Samples by dates and by steps.
    case mixedAxes
  }

  /// Reads a file form.
  package init(json: Data) throws(Fault) {
    struct Version: Decodable { let schema: String? }
    let version = try? JSONDecoder().decode(Version.self, from: json)
    guard version?.schema == Self.schema, let sample = try? JSONDecoder().decode(Self.self, from: json) else {
      throw .otherSchema(found: version?.schema)
    }
    for member in sample.members {
      let isOrdered = zip(member.days, member.days.dropFirst()).allSatisfy { $0 < $1 }
      guard !member.days.isEmpty, member.days.count == member.values.count, isOrdered,
        member.values.allSatisfy(\.isFinite), member.resolution > 0
      else { throw .damaged(series: member.name) }
    }
    self.init(seriesCount: sample.seriesCount, isStep: sample.isStep, members: sample.members)
  }

  /// The file form; numbers read back as they are.
  package var json: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // Strings and finite numbers always have one.
    return try! encoder.encode(self) + Data("\n".utf8)
  }

  /// The sample of all parts together.
  ///
  /// - Parameter parts: Samples of parts that have no series in common, at least one.
  package init(merging parts: [SeriesSample]) throws(Fault) {
    guard Set(parts.map(\.isStep)).count == 1 else { throw .mixedAxes }
    self.init(
      seriesCount: parts.reduce(0) { $0 + $1.seriesCount }, isStep: parts[0].isStep,
      members: parts.flatMap(\.members))
  }

  /// The series, to be learnt from.
  package var batch: SeriesBatch {
    var batch = SeriesBatch()
    for member in members {
      let last = member.days[member.days.count - 1]
      batch.append(
        name: NameKey.same(member.name), times: member.days.map { Double($0 - last) / 7 },
        values: member.values, resolution: member.resolution)
    }
    return batch
  }
}
