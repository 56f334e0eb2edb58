import NumericCore

/// Finds changes far beyond the usual ones.
///
/// Goals, the first given up last: a repaired data feed is found also where a unit has few scores;
/// ordinary weeks stay quiet; a long gap is judged by its pace.
///
/// A change is measured per week (gaps shorter than a week count as one) and relative to the headroom
/// that the unit has, at least a tenth of the maximum; of plain series relative to the value. It is
/// compared with the *other* changes of the series by median and median absolute deviation. As these
/// are poor for few changes, the scale is pooled with that of units of the same level and indicator,
/// of the same indicator, or of the whole file, whichever first has enough:
///
///     scale² = (n · own² + 4 · pooled²) / (n + 4)
struct JumpCheck {
  /// So many robust standard deviations are a jump; plain series have heavier tails.
  private static let threshold = 6.5
  private static let plainThreshold = 15.0
  /// Smaller changes per week are never one, relative to the maximum or to the value.
  private static let leastShare = 0.01
  private static let plainLeastShare = 0.25
  /// The pooled scale counts as much as so many own changes.
  private static let pooledWeight = 4.0
  /// So many changes make a pool.
  private static let leastPool = 5
  /// From so many on, one change more or less does not move a median: it is not left out.
  private static let many = 40

  private struct Change {
    let row: Int
    let perWeek: Double
    let unitOfScale: Double
    var relative: Double { perWeek / unitOfScale }
  }

  private struct PoolKey: Hashable {
    let indicator: Indicator?
    let level: Level?
    let isOfLevel: Bool
  }

  private let history: History

  init(_ history: History) {
    self.history = history
  }

  func findings() -> [Finding] {
    let isPlain = history.index == nil
    let threshold = isPlain ? Self.plainThreshold : Self.threshold
    let leastShare = isPlain ? Self.plainLeastShare : Self.leastShare
    let changes = history.entries.map { self.changes($0) }
    var pools: [PoolKey: [Double]] = [:]
    for (number, entry) in history.entries.enumerated() {
      for key in keys(entry) { pools[key, default: []] += changes[number].map(\.relative) }
    }
    let spreads = pools.mapValues { Self.spread($0) }

    var findings: [Finding] = []
    for (number, entry) in history.entries.enumerated() {
      let own = changes[number].map(\.relative)
      let ownSpread = Self.spread(own)
      for change in changes[number] {
        let scale = history.maximum(of: entry.indicator) ?? change.unitOfScale
        guard abs(change.perWeek) >= leastShare * scale else { continue }
        let rest = own.count > Self.many ? ownSpread : Self.spread(Self.without(change.relative, own))
        let pool = self.pool(entry, pools, spreads, without: change.relative)
        let weight = Double(rest.count)
        let square =
          (weight * rest.deviation * rest.deviation
            + Self.pooledWeight * pool.deviation * pool.deviation) / (weight + Self.pooledWeight)
        let center =
          (weight * rest.median + Self.pooledWeight * pool.median) / (weight + Self.pooledWeight)
        let resolution =
          DataCheck.powerOfTenth(Int(history.columns.decimals[change.row])) / change.unitOfScale
        let deviations = abs(change.relative - center) / max(square.squareRoot(), resolution)
        guard deviations > threshold, rest.count + pool.count > 0 else { continue }
        let usual = (rest.count >= Self.leastPool ? rest : pool).size * change.unitOfScale
        findings.append(finding(entry, change, deviations: deviations, usual: usual))
      }
    }
    return findings
  }

  private func finding(_ entry: History.Entry, _ change: Change, deviations: Double, usual: Double) -> Finding
  {
    let columns = history.columns
    let (day, previous) = (columns.days[change.row], columns.days[change.row - 1])
    return Finding(
      .warning, .implausibleJump, day: Day(ordinal: Int(day)), unit: history.units[entry.unit].name,
      unitPosition: entry.unit, indicator: entry.indicator, value: columns.scores[change.row],
      line: Int(columns.lines[change.row]),
      detail: .jump(
        Finding.Jump(
          previousDay: Day(ordinal: Int(previous)), previousScore: columns.scores[change.row - 1],
          change: columns.scores[change.row] - columns.scores[change.row - 1], days: Int(day - previous),
          usualWeeklyChange: usual, deviations: deviations)))
  }

  private func changes(_ entry: History.Entry) -> [Change] {
    let maximum = history.maximum(of: entry.indicator)
    let columns = history.columns
    return entry.rows.dropFirst().compactMap { row in
      let (before, after) = (columns.scores[row - 1], columns.scores[row])
      let weeks = max(1, Double(columns.days[row] - columns.days[row - 1]) / 7)
      let unitOfScale: Double
      if let maximum {
        unitOfScale = max(maximum - (before + after) / 2, maximum / 10)
      } else {
        unitOfScale = (abs(before) + abs(after)) / 2
      }
      guard unitOfScale > 0 else { return nil }
      return Change(row: row, perWeek: (after - before) / weeks, unitOfScale: unitOfScale)
    }
  }

  // MARK: Pools

  private func keys(_ entry: History.Entry) -> [PoolKey] {
    [
      PoolKey(indicator: entry.indicator, level: history.units[entry.unit].level, isOfLevel: true),
      PoolKey(indicator: entry.indicator, level: nil, isOfLevel: false),
      PoolKey(indicator: nil, level: nil, isOfLevel: false),
    ]
  }

  private func pool(
    _ entry: History.Entry, _ pools: [PoolKey: [Double]], _ spreads: [PoolKey: Spread], without change: Double
  ) -> Spread {
    var last = Spread(median: 0, deviation: 0, size: 0, count: 0)
    for key in keys(entry) {
      guard let pool = pools[key], let spread = spreads[key] else { continue }
      last = pool.count > Self.many ? spread : Self.spread(Self.without(change, pool))
      if last.count >= Self.leastPool { return last }
    }
    return last
  }

  /// Where the changes lie and how far apart.
  private struct Spread {
    let median: Double
    /// 1.4826 times the median absolute deviation, the standard deviation of a normal distribution.
    let deviation: Double
    /// The median size of a change.
    let size: Double
    let count: Int
  }

  private static func spread(_ values: [Double]) -> Spread {
    let center = median(of: values)
    return Spread(
      median: center, deviation: 1.4826 * median(of: values.map { abs($0 - center) }),
      size: median(of: values.map { abs($0) }), count: values.count)
  }

  private static func without(_ value: Double, _ values: [Double]) -> [Double] {
    var rest = values
    if let position = rest.firstIndex(of: value) { rest.remove(at: position) }
    return rest
  }
}
