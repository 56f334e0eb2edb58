import ArgumentParser
import Foundation
import Synchronization

/// Why the system did not write.
struct WriteError: Error {
  /// The system's error number.
  let number: Int32

  /// The system's own words.
  var remark: String { String(cString: strerror(number)) }
}

extension ExitCode {
  /// As a shell reports a command that ended because nobody reads what it writes: 128 + SIGPIPE.
  static var brokenPipe: ExitCode { ExitCode(128 + SIGPIPE) }
}

/// An open file of the process. Foundation's handles end the process where a write fails.
struct FileDescriptor {
  let number: Int32

  static let standardOutput = FileDescriptor(number: STDOUT_FILENO)
  static let standardError = FileDescriptor(number: STDERR_FILENO)

  /// Writes all bytes.
  func write(_ bytes: ArraySlice<UInt8>) throws(WriteError) {
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let written = bytes[start...].withUnsafeBytes { Foundation.write(number, $0.baseAddress, $0.count) }
      if written >= 0 { start += written } else if errno != EINTR { throw WriteError(number: errno) }
    }
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws(WriteError) { try write(bytes[...]) }
}

/// Where a result goes that is written piece by piece.
///
/// Nothing is kept back: pieces should be large, some hundred thousand bytes.
struct ByteSink {
  fileprivate let file: FileDescriptor

  /// Writes all bytes behind those written before.
  func write(_ bytes: ArraySlice<UInt8>) throws(WriteError) { try file.write(bytes) }

  /// Writes all bytes behind those written before.
  func write(_ bytes: [UInt8]) throws(WriteError) { try file.write(bytes[...]) }
}

/// Writes a file as a whole: no reader ever sees half of it, and a failure leaves what was there.
enum FileReplacement {
  /// Writes what the body writes: beside the place under a temporary name, which is then renamed.
  ///
  /// A symbolic link stays, and what it leads to is replaced. A pipe or a device is written to and never
  /// replaced. The permissions of an existing file are kept and respected. Where the body throws, or the
  /// process is interrupted, the temporary file goes.
  ///
  /// - Parameter path: the place; nil for standard output.
  /// - Throws: ``WriteError``, and what the body throws.
  static func write(to path: String?, _ body: (ByteSink) throws -> Void) throws {
    guard let path else { return try body(ByteSink(file: .standardOutput)) }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists {
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR { throw WriteError(number: EISDIR) }
      if access(path, W_OK) != 0 { throw WriteError(number: errno) }
      if kind != S_IFREG { return try append(to: path, body) }
    }
    let target = exists ? resolved(path) : path
    let mode = exists ? status.st_mode & 0o777 : newFileMode
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    var template = Array((folder + ".headway-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor < 0 { throw WriteError(number: errno) }
    RemovalOnInterruption.begin(template)
    defer { RemovalOnInterruption.end(template) }
    do {
      defer { close(descriptor) }
      try body(ByteSink(file: FileDescriptor(number: descriptor)))
      if fchmod(descriptor, mode) != 0 { throw WriteError(number: errno) }
      if rename(template, target) != 0 { throw WriteError(number: errno) }
    } catch {
      unlink(template)
      throw error
    }
  }

  /// Whether two paths lead to one file.
  static func isSameFile(_ first: String, _ second: String) -> Bool {
    var one = stat()
    var other = stat()
    guard stat(first, &one) == 0, stat(second, &other) == 0, one.st_mode & S_IFMT == S_IFREG else {
      return false
    }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  private static func append(to path: String, _ body: (ByteSink) throws -> Void) throws {
    let descriptor = open(path, O_WRONLY)
    if descriptor < 0 { throw WriteError(number: errno) }
    defer { close(descriptor) }
    try body(ByteSink(file: FileDescriptor(number: descriptor)))
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// What a new file may be used for, as the user's mask has it.
  private static var newFileMode: mode_t {
    let mask = umask(0)
    umask(mask)
    return 0o666 & ~mask
  }
}

/// Removes unfinished files when the process is told to end, as by Ctrl-C; then it ends as it would have.
///
/// A file of many gigabytes under a hidden name would otherwise stay behind.
private enum RemovalOnInterruption {
  private struct Watch {
    /// Ended by a zero each.
    var paths: [[CChar]] = []
    var sources: [(signal: Int32, source: any DispatchSourceSignal)] = []
  }

  private static let watch = Mutex(Watch())

  /// - Parameter path: the path, ended by a zero.
  static func begin(_ path: [CChar]) {
    watch.withLock {
      if $0.paths.isEmpty { $0.sources = sources() }
      $0.paths.append(path)
    }
  }

  /// Leaves the file alone from now on.
  static func end(_ path: [CChar]) {
    watch.withLock {
      $0.paths.removeAll { $0 == path }
      guard $0.paths.isEmpty else { return }
      for (number, source) in $0.sources {
        source.cancel()
        signal(number, SIG_DFL)
      }
      $0.sources = []
    }
  }

  private static func sources() -> [(signal: Int32, source: any DispatchSourceSignal)] {
    [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // What is ignored, as a hang-up is under nohup, stays so.
      let before = signal(number, SIG_IGN)
      guard unsafeBitCast(before, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        watch.withLock { for path in $0.paths { unlink(path) } }
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.resume()
      return (number, source)
    }
  }
}
