internal import CZip

/// The parts of a workbook, unpacked while they are read. The only file that knows of libzip and of pointers here.
///
/// Nothing is written to disk, so names of entries cannot lead anywhere. Limits are checked while bytes come, not by
/// the sizes that the archive claims.
final class ZipArchive {
  /// The most bytes that are unpacked of one archive: the sheets of a workbook with ``SheetGrid/cellLimit`` cells
  /// take about half of it.
  static let byteLimit = 1 << 29
  /// What may come of one packed byte, once a part is larger than `ratioFloor`. Sheets shrink to a tenth, sheets of
  /// empty rows to a fiftieth; deflate makes a thousandth of zeros.
  static let ratioLimit = 200
  static let ratioFloor = 1 << 23
  private static let entryLimit = 65_536

  fileprivate struct Entry {
    let index: UInt64
    let packedSize: Int
    let isEncrypted: Bool
    var isRepeated = false
  }

  fileprivate let zip: CZipFunctions
  fileprivate let archive: UnsafeMutableRawPointer
  private let bytes: UnsafeMutableRawBufferPointer
  private var entries: [String: Entry] = [:]
  fileprivate var unpacked = 0

  /// Opens an archive.
  ///
  /// - Throws: Also ``WorkbookError/libraryMissing``.
  init(_ content: [UInt8]) throws(WorkbookError) {
    guard let zip = Self.functions else { throw .libraryMissing }
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 8)
    bytes.copyBytes(from: content)
    guard let source = zip.newBuffer(bytes.baseAddress, UInt64(bytes.count), 0, nil) else {
      bytes.deallocate()
      throw .damaged(.archive, part: nil)
    }
    guard let archive = zip.open(source, Int32(CZIP_READ_ONLY), nil) else {
      zip.deleteSource(source)
      bytes.deallocate()
      throw .damaged(.archive, part: nil)
    }
    (self.zip, self.archive, self.bytes) = (zip, archive, bytes)
    let count = zip.entryCount(archive, 0)
    if count > Self.entryLimit { throw .tooLarge(.parts(limit: Self.entryLimit)) }
    for index in 0..<UInt64(max(count, 0)) { addEntry(index) }
  }

  deinit {
    zip.discard(archive)
    bytes.deallocate()
  }

  private func addEntry(_ index: UInt64) {
    var status = CZipStat()
    guard zip.stat(archive, index, 0, &status) == 0, let name = status.name else { return }
    let key = Self.key(String(cString: name))
    let isEncrypted =
      status.valid & UInt64(CZIP_STAT_ENCRYPTION) != 0 && status.encryption != 0
    let isSizeKnown = status.valid & UInt64(CZIP_STAT_COMPRESSED_SIZE) != 0
    let size = min(isSizeKnown ? Int(clamping: status.compressedSize) : bytes.count, bytes.count)
    let entry = Entry(index: index, packedSize: size, isEncrypted: isEncrypted)
    if entries.updateValue(entry, forKey: key) != nil { entries[key]?.isRepeated = true }
  }

  /// Names of parts do not tell capitals; some writers part folders as Windows does.
  private static func key(_ name: String) -> String {
    let name = name.lowercased().replacing("\\", with: "/")
    return name.hasPrefix("/") ? String(name.dropFirst()) : name
  }

  /// Whether there is a part of this name.
  func hasPart(_ name: String) -> Bool { entries[Self.key(name)] != nil }

  /// Begins to read a part.
  func part(_ name: String) throws(WorkbookError) -> PartReader {
    guard let entry = entries[Self.key(name)], !entry.isRepeated else {
      throw .damaged(.missing, part: name)
    }
    if entry.isEncrypted { throw .passwordProtected }
    return try PartReader(self, entry, name: name)
  }

  // Loaded once, before first use.
  private static let functions: CZipFunctions? = {
    var functions = CZipFunctions()
    return czip_load(&functions) != 0 ? functions : nil
  }()
}

/// One part of an archive, from its beginning to its end.
final class PartReader {
  let name: String
  private let archive: ZipArchive
  private let file: UnsafeMutableRawPointer
  private let packedSize: Int
  private var count = 0

  fileprivate init(_ archive: ZipArchive, _ entry: ZipArchive.Entry, name: String) throws(WorkbookError) {
    guard let file = archive.zip.openEntry(archive.archive, entry.index, 0) else {
      throw .damaged(.packed, part: name)
    }
    (self.archive, self.file, self.name, packedSize) = (archive, file, name, entry.packedSize)
  }

  deinit { _ = archive.zip.closeEntry(file) }

  /// Appends the next bytes; false at the end, where the checksum has proven right.
  func append(to bytes: inout [UInt8]) throws(WorkbookError) -> Bool {
    let old = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Self.portion))
    let got = bytes.withUnsafeMutableBytes {
      archive.zip.read(file, $0.baseAddress! + old, UInt64(Self.portion))
    }
    bytes.removeLast(Self.portion - Int(max(got, 0)))
    if got < 0 { throw .damaged(.packed, part: name) }
    count += Int(got)
    archive.unpacked += Int(got)
    if archive.unpacked > ZipArchive.byteLimit { throw .tooLarge(.bytes(limit: ZipArchive.byteLimit)) }
    if count > ZipArchive.ratioFloor, count / ZipArchive.ratioLimit > packedSize {
      throw .tooLarge(.ratio(limit: ZipArchive.ratioLimit))
    }
    return got > 0
  }

  private static let portion = 1 << 16
}
