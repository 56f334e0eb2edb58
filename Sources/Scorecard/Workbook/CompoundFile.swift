/// The container of older office programs, which workbooks with a password use as well.
enum CompoundFile {
  /// Why such a file is not read: by the names of the streams in its directory.
  static func error(for bytes: [UInt8]) -> WorkbookError {
    let names = streamNames(bytes)
    if names.contains("encryptedpackage") { return .passwordProtected }
    return names.contains("workbook") || names.contains("book") ? .oldFormat : .otherDocument(.otherOffice)
  }

  /// Entries of the directory are 128 bytes long and lie at multiples of that: a name in UTF-16, then twice its length.
  ///
  /// Source: [MS-CFB] 2.6.1.
  private static func streamNames(_ bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var start = 512
    while start + 128 <= bytes.count, names.count < 10_000 {
      let length = Int(bytes[start + 64]) | Int(bytes[start + 65]) << 8
      if (4...64).contains(length), length % 2 == 0, (1...2).contains(bytes[start + 66]) {
        var name = ""
        for place in stride(from: start, to: start + length - 2, by: 2) where bytes[place + 1] == 0 {
          name.unicodeScalars.append(Unicode.Scalar(bytes[place]))
        }
        names.insert(name.lowercased())
      }
      start += 128
    }
    return names
  }
}
