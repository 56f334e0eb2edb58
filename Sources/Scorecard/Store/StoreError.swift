/// Why a store cannot be read or written.
public enum StoreError: Error, Hashable, Sendable {
  /// There is no such file.
  case notFound
  /// The path leads to a directory.
  case isDirectory
  /// There is a file, but nothing was ever imported into it.
  case empty
  /// A file, but no store of Headway's: a database of another program, or no database at all.
  case foreign(isDatabase: Bool)
  /// A later version of Headway has made it: the steps of its tables that are not known here.
  case newer([String])
  /// Its content contradicts itself, as after a damage of the disk; the database's own remark.
  case damaged(reason: String)
  /// Another process has been writing for longer than one waits.
  case busy
  /// The system refuses to read it; its own remark.
  case cannotRead(reason: String)
  /// The system refuses to write it; its own remark.
  case cannotWrite(reason: String)
  /// An import was interrupted, and what it left half-written cannot be taken back without writing.
  case interrupted
  /// The store belongs to one index, and another was named.
  case otherIndex(stored: String, given: String)
  /// The store belongs to an index of this name, but one with other components or maxima.
  case otherComponents(index: String, stored: [String], given: [String])
  /// Nothing had been imported by then.
  case nothingKnown(Timestamp, first: Timestamp)
  /// No forecast was kept, or none with this number; the latest number.
  case noForecast(Int?, latest: Int?)
  /// An override cannot be applied to the store's history.
  case override(OverrideError)
  /// There is no override with this number; the latest number.
  case noOverride(Int, latest: Int?)
  /// The override with this number has been withdrawn already.
  case withdrawn(Int, Timestamp)
}

/// Why files are not imported. Then nothing is: the store stays as it was.
public enum StoreImportError: Error, Hashable, Sendable {
  /// The store cannot be read or written.
  case store(StoreError)
  /// A file cannot be used; the path as it was named.
  case file(path: String, IngestError)
  /// The store, or an earlier one of the files, holds one kind of series, and this file holds another.
  case otherKind(path: String, stored: StoreKind, found: StoreKind)
  /// The time that was named lies before that of an earlier import.
  case timeBefore(latest: Timestamp, given: Timestamp)
}

/// What a store holds.
public enum StoreKind: Hashable, Sendable {
  /// Scores of the index with this id.
  case scorecard(index: String)
  /// Plain series.
  case series(History.Axis)
}
