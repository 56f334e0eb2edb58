internal import GRDB

/// The tables of a store, step by step.
///
/// A step that has been published never changes: stores made by it are out there. A new version of the tables is a new
/// step behind the others, and `Tests/ScorecardTests/Fixtures` has a store of each version.
enum StoreSchema {
  /// Stands in the header of the file (`PRAGMA application_id`): `hdwy` in ASCII.
  static let applicationID: Int64 = 0x6864_7779

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 history", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: history)
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("2 forecasts", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: forecasts)
    }
    migrator.registerMigration("3 overrides", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: overrides)
    }
    return migrator
  }()

  /// What was reported. Rows of `score` are never changed or deleted.
  ///
  /// `day` counts days since 1 January 1970; of plain series that count steps, seven times the step. Names are composed
  /// (NFC), as SQLite compares bytes. The order of `score.id` is the order of arrival; of `unit.id`, that of first
  /// appearance.
  private static let history = """
    CREATE TABLE collection (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      axis TEXT NOT NULL CHECK (axis IN ('dates', 'steps')),
      index_id TEXT,        -- NULL for plain series
      name_vi TEXT, name_en TEXT
    ) STRICT;
    CREATE TABLE component (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name_vi TEXT NOT NULL, name_en TEXT NOT NULL,
      aliases TEXT NOT NULL,  -- separated by line feeds
      max REAL NOT NULL
    ) STRICT;
    CREATE TABLE import (
      id INTEGER PRIMARY KEY,
      time TEXT NOT NULL,     -- UTC by ISO 8601, never before that of an earlier import
      file TEXT NOT NULL,
      digest TEXT NOT NULL,   -- of the bytes of the file
      version TEXT NOT NULL,  -- of headway
      row_count INTEGER NOT NULL,
      added INTEGER NOT NULL, corrected INTEGER NOT NULL, unchanged INTEGER NOT NULL, left_out INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE unit (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,  -- the name for comparison
      name TEXT NOT NULL,        -- as first seen
      level TEXT
    ) STRICT;
    CREATE TABLE indicator (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE  -- a component's id, total or value
    ) STRICT;
    CREATE TABLE remark (        -- statuses and sources, in the files' own words
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE score (
      id INTEGER PRIMARY KEY,
      unit INTEGER NOT NULL REFERENCES unit,
      indicator INTEGER NOT NULL REFERENCES indicator,
      day INTEGER NOT NULL,
      score REAL NOT NULL,
      decimals INTEGER NOT NULL,
      status INTEGER REFERENCES remark,
      source INTEGER REFERENCES remark,
      import INTEGER NOT NULL REFERENCES import,
      line INTEGER NOT NULL,     -- of the file, from 1; 0 where it has none
      known_after INTEGER        -- of a correction: the day after which it is known; NULL of what was seen first
    ) STRICT;
    CREATE INDEX score_of_series ON score (unit, indicator);
    """

  /// What people decided about scores, and the sheets of workbooks that scores came from. Rows of `override` are never
  /// changed or deleted either.
  private static let overrides = """
    CREATE TABLE override (
      id INTEGER PRIMARY KEY,
      time TEXT NOT NULL,        -- UTC by ISO 8601
      version TEXT NOT NULL,     -- of headway
      unit INTEGER REFERENCES unit,            -- NULL for all units
      level TEXT,                              -- of all units, those of this level only
      indicator INTEGER REFERENCES indicator,  -- NULL for all
      first_day INTEGER NOT NULL, last_day INTEGER NOT NULL,
      score REAL,                -- NULL where scores are left out
      author TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT;
    CREATE TABLE withdrawal (
      override INTEGER PRIMARY KEY REFERENCES override,
      time TEXT NOT NULL,
      author TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT;
    ALTER TABLE score ADD COLUMN sheet INTEGER REFERENCES remark;  -- of a workbook
    """

  /// Forecasts that were kept, with all digits.
  private static let forecasts = """
    CREATE TABLE forecast (
      id INTEGER PRIMARY KEY,
      time TEXT NOT NULL,        -- UTC by ISO 8601
      version TEXT NOT NULL,     -- of headway
      origin INTEGER NOT NULL,   -- the day from which weeks count; of plain series the latest such day
      horizon INTEGER NOT NULL,
      model TEXT NOT NULL,       -- as it was asked for
      seed TEXT NOT NULL,
      path_count INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE forecast_week (
      id INTEGER PRIMARY KEY,    -- in the order of the forecast
      forecast INTEGER NOT NULL REFERENCES forecast,
      unit INTEGER NOT NULL REFERENCES unit,
      indicator INTEGER NOT NULL REFERENCES indicator,
      step INTEGER NOT NULL,
      day INTEGER NOT NULL,
      mean REAL NOT NULL, median REAL NOT NULL,
      model TEXT NOT NULL        -- that of the series
    ) STRICT;
    CREATE INDEX forecast_week_of_forecast ON forecast_week (forecast);
    CREATE TABLE forecast_interval (
      week INTEGER NOT NULL REFERENCES forecast_week,
      percent REAL NOT NULL,
      lower REAL NOT NULL, upper REAL NOT NULL,
      PRIMARY KEY (week, percent)
    ) STRICT, WITHOUT ROWID;
    """
}
