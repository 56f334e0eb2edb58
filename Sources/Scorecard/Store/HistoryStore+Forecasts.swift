import Forecasting
internal import GRDB

extension HistoryStore {
  /// Keeps a forecast of the store's history. One that is equal to the latest, made anew from the same data, is not kept
  /// twice.
  ///
  /// - Parameters:
  ///   - forecast: A forecast of what ``read(index:knownOn:isReported:)`` gave.
  ///   - model: The model that was asked for.
  ///   - levels: The prediction intervals to keep.
  ///   - time: When it was made.
  ///   - version: That of the program.
  /// - Returns: The number of the forecast, and whether it is new.
  /// - Complexity: O(weeks · levels).
  public func keep(
    _ forecast: ScorecardForecast, model: ModelChoice, levels: [IntervalLevel], time: Timestamp = .now,
    version: String = ""
  ) throws(StoreError) -> (number: Int, isNew: Bool) {
    let weeks = Self.weeks(of: forecast, levels: levels.sorted())
    return try database.write { db in
      if let latest = try Self.latestNumber(db), let kept = try Self.forecast(db, latest),
        kept.weeks == weeks,
        kept.summary.model == model.name, kept.summary.seed == forecast.seed,
        kept.summary.pathCount == forecast.pathCount
      {
        return (latest, false)
      }
      try db.execute(
        sql: """
          INSERT INTO forecast (time, version, origin, horizon, model, seed, path_count) VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          time.description, version, forecast.origin.ordinal, forecast.horizon, model.name,
          String(forecast.seed),
          forecast.pathCount,
        ])
      let number = Int(db.lastInsertedRowID)
      try Self.insert(weeks, number, index: forecast.history.index, db)
      return (number, true)
    }
  }

  /// The forecasts that were kept, in their order.
  public func forecasts() throws(StoreError) -> [KeptForecast.Summary] {
    try database.read { db in
      guard try db.tableExists("forecast") else { return [] }
      return try Self.summaries(db, where: "", [])
    }
  }

  /// A forecast that was kept, by its number; by default the latest.
  public func forecast(_ number: Int? = nil) throws(StoreError) -> KeptForecast {
    try database.read { db in
      // A store of the first version of the tables has none.
      let latest = try db.tableExists("forecast") ? Self.latestNumber(db) : nil
      guard let wanted = number ?? latest, latest != nil, let kept = try Self.forecast(db, wanted) else {
        throw StoreError.noForecast(number, latest: latest)
      }
      return kept
    }
  }

  // MARK: Rows

  private static func weeks(of forecast: ScorecardForecast, levels: [IntervalLevel]) -> [KeptForecast.Week] {
    forecast.entries.flatMap { entry in
      entry.distributions.enumerated().map { step, distribution in
        KeptForecast.Week(
          unit: forecast.history.units[entry.unit].name, indicator: entry.indicator, step: step + 1,
          day: entry.days[step], mean: distribution.mean, median: distribution.median,
          intervals: levels.map { level in
            let interval = distribution.interval(level)
            return EarlierForecast.Interval(
              level: level, lowerBound: interval.lowerBound, upperBound: interval.upperBound)
          }, model: entry.method.name)
      }
    }
  }

  private static func insert(
    _ weeks: [KeptForecast.Week], _ number: Int, index: IndexDefinition?, _ db: Database
  ) throws {
    var units: [String: Int] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, key FROM unit") { units[try row(1)] = try row(0) }
    var indicators: [String: Int] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, name FROM indicator") {
      indicators[try row(1)] = try row(0)
    }
    let insertWeek = try db.makeStatement(
      sql: """
        INSERT INTO forecast_week (forecast, unit, indicator, step, day, mean, median, model)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let insertInterval = try db.makeStatement(
      sql: "INSERT INTO forecast_interval (week, percent, lower, upper) VALUES (?, ?, ?, ?)")
    for week in weeks {
      guard let unit = units[StoredCollection.key(ofUnit: week.unit)] else {
        throw StoreError.damaged(reason: "no unit \(week.unit)")
      }
      let name = week.indicator.id(in: index)
      if indicators[name] == nil {
        try db.execute(sql: "INSERT INTO indicator (name) VALUES (?)", arguments: [name])
        indicators[name] = Int(db.lastInsertedRowID)
      }
      try insertWeek.execute(arguments: [
        number, unit, indicators[name], week.step, week.day.ordinal, week.mean, week.median, week.model,
      ])
      let id = db.lastInsertedRowID
      for interval in week.intervals {
        try insertInterval.execute(arguments: [
          id, interval.level.percent, interval.lowerBound, interval.upperBound,
        ])
      }
    }
  }

  private static func latestNumber(_ db: Database) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT max(id) FROM forecast")
  }

  private static func summaries(
    _ db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [KeptForecast.Summary] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, time, version, origin, horizon, model, seed, path_count,
          (SELECT count(*) FROM forecast_week WHERE forecast = forecast.id AND step = 1)
        FROM forecast \(condition) ORDER BY id
        """, arguments: arguments
    ).map { row in
      let seed: String = try row(6)
      guard let seed = UInt64(seed) else { throw StoreError.damaged(reason: "seed \(seed)") }
      return try KeptForecast.Summary(
        number: row(0), time: StoredImports.time(row(1)), version: row(2), origin: Day(ordinal: row(3)),
        horizon: row(4), model: row(5), seed: seed, pathCount: row(7), seriesCount: row(8))
    }
  }

  private static func forecast(_ db: Database, _ number: Int) throws -> KeptForecast? {
    guard let summary = try summaries(db, where: "WHERE id = ?", [number]).first else { return nil }
    let collection = try StoredCollection(db)
    var intervals: [Int: [EarlierForecast.Interval]] = [:]
    let bounds = try Row.fetchCursor(
      db,
      sql: """
        SELECT week, percent, lower, upper FROM forecast_interval
        JOIN forecast_week ON forecast_week.id = week WHERE forecast = ? ORDER BY week, percent
        """, arguments: [number])
    while let row = try bounds.next() {
      guard let level = IntervalLevel(percent: try row(1)) else { throw StoreError.damaged(reason: "level") }
      intervals[try row(0), default: []].append(
        try EarlierForecast.Interval(level: level, lowerBound: row(2), upperBound: row(3)))
    }
    var weeks: [KeptForecast.Week] = []
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT forecast_week.id, unit.name, indicator.name, step, day, mean, median, model FROM forecast_week
        JOIN unit ON unit.id = unit JOIN indicator ON indicator.id = indicator
        WHERE forecast = ? ORDER BY forecast_week.id
        """, arguments: [number])
    while let row = try rows.next() {
      guard let indicator = Indicator(stored: try row(2), collection?.index) else {
        throw StoreError.damaged(reason: "forecast without indicator")
      }
      weeks.append(
        try KeptForecast.Week(
          unit: row(1), indicator: indicator, step: row(3), day: Day(ordinal: row(4)), mean: row(5),
          median: row(6), intervals: intervals[row(0)] ?? [], model: row(7)))
    }
    return KeptForecast(
      summary: summary, weeks: weeks, index: collection?.index, axis: collection?.axis ?? .dates)
  }
}
