import Foundation

/// A file that is read from its beginning to its end in portions, and can be read again. The only file here that calls
/// the system for it.
///
/// What cannot be read again, such as standard input, is first put where it can: into memory, or beyond
/// ``keptInMemory`` into a temporary file without a name.
package final class ByteInput: Sendable {
  /// The file; nil where all bytes are in memory.
  private let file: OpenFile?
  private let memory: [UInt8]
  /// How the file is called in errors.
  package let path: String
  /// The number of bytes.
  package let count: Int
  /// What must be known of bytes that were written from the rows of a JSON file.
  let transcript: JSONTranscript?

  /// Standard input up to this size stays in memory.
  static let keptInMemory = 1 << 26

  /// Opens a file.
  ///
  /// - Parameter path: `-` is standard input.
  package init(path: String) throws(IngestError) {
    self.path = path
    transcript = nil
    guard path != "-" else {
      (file, memory, count) = try Self.collected(STDIN_FILENO, path: path)
      return
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .fileNotFound(path: path) : .unreadable(path: path, reason: Self.remark)
    }
    let opened = OpenFile(descriptor)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, reason: Self.remark) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(path: path) }
    // Files of no size may have content all the same, as those of the system's own have.
    if status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
      (file, memory, count) = (opened, [], Int(status.st_size))
    } else {
      (file, memory, count) = try Self.collected(descriptor, path: path)
    }
  }

  /// Bytes in memory.
  init(_ bytes: [UInt8], path: String = "") {
    (file, memory, count) = (nil, bytes, bytes.count)
    self.path = path
    transcript = nil
  }

  /// The rows of a JSON file as they were written.
  ///
  /// - Parameter path: That of the file.
  init(_ spool: Spool, path: String, transcript: JSONTranscript) {
    (file, memory, count) = (spool.file, spool.memory, spool.count)
    self.path = path
    self.transcript = transcript
  }

  /// A file that is closed when nobody needs it.
  fileprivate final class OpenFile: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
  }

  /// Appends what stands from a position on, up to so many bytes; none are appended at the end.
  func append(to bytes: inout [UInt8], from position: Int, most: Int) throws(IngestError) {
    guard let file else {
      bytes += memory[min(position, memory.count)..<min(position + most, memory.count)]
      return
    }
    let old = bytes.count
    let most = min(most, max(count - position, 0))
    var done = 0
    bytes.append(contentsOf: repeatElement(0, count: most))
    while done < most {
      let got = bytes.withUnsafeMutableBytes {
        pread(file.descriptor, $0.baseAddress! + old + done, most - done, off_t(position + done))
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path: path, reason: Self.remark)
      }
      if got == 0 { break }
      done += got
    }
    bytes.removeLast(most - done)
  }

  /// All of it, or only the beginning of what is no text.
  var bytes: [UInt8] {
    get throws(IngestError) {
      var bytes: [UInt8] = []
      try append(to: &bytes, from: 0, most: min(count, 1 << 16))
      if FileSignature.isForeign(bytes) { return bytes }
      if FileSignature(of: bytes) != nil, count > ZipArchive.byteLimit {
        throw .workbook(.tooLarge(.bytes(limit: ZipArchive.byteLimit)))
      }
      bytes.reserveCapacity(count)
      try append(to: &bytes, from: bytes.count, most: count - bytes.count)
      return bytes
    }
  }

  /// All that a stream gives.
  private static func collected(
    _ stream: Int32, path: String
  ) throws(IngestError) -> (file: OpenFile?, memory: [UInt8], count: Int) {
    var spool = Spool()
    var portion = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let got = portion.withUnsafeMutableBytes { Foundation.read(stream, $0.baseAddress!, $0.count) }
      if got < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path: path, reason: remark)
      }
      if got == 0 { break }
      try spool.append(portion[..<got])
      // The beginning tells what is no text, before a stream without end is collected.
      if spool.count == spool.memory.count, FileSignature.isForeign(Array(spool.memory.prefix(1 << 16))) {
        break
      }
    }
    return (spool.file, spool.memory, spool.count)
  }

  /// Bytes that are put where they can be read again.
  struct Spool {
    /// Those in memory: all, or none where there is a file.
    private(set) var memory: [UInt8] = []
    /// The temporary file, which has no name.
    fileprivate private(set) var file: OpenFile?
    private(set) var count = 0

    init() {}

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
      count += bytes.count
      if file == nil, count <= keptInMemory {
        memory += bytes
        return
      }
      let file = if let file { file } else { OpenFile(try TemporaryFile.open()) }
      if self.file == nil {
        self.file = file
        try TemporaryFile.write(memory, to: file.descriptor)
        memory = []
      }
      try TemporaryFile.write(Array(bytes), to: file.descriptor)
    }
  }

  private static var remark: String { String(cString: strerror(errno)) }
}
