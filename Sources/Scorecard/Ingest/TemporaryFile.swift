import Foundation

/// A file for what does not fit in memory. It has no name, so that the system removes it when it is closed, however the
/// process ends. The one home of temporary files here.
final class TemporaryFile: Sendable {
  private let descriptor: Int32
  private let folder: String

  /// Creates an empty file.
  ///
  /// - Throws: `IngestError.temporaryFile`, as all that is done with the file.
  init(in folder: String = TemporaryFile.folder) throws(IngestError) {
    descriptor = try Self.open(in: folder)
    self.folder = folder
  }

  deinit { close(descriptor) }

  /// The system's directory for temporary files, which `TMPDIR` names.
  static var folder: String {
    ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Opens an empty file for one who closes it.
  static func open(in folder: String = folder) throws(IngestError) -> Int32 {
    var template = Array((folder + "/headway-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(in: folder) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  /// Writes behind what was written before.
  static func write(
    _ elements: [some BitwiseCopyable], to descriptor: Int32, in folder: String = folder
  ) throws(IngestError) {
    let isWritten = elements.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let put = Foundation.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
        if put >= 0 { done += put } else if errno != EINTR { return false }
      }
      return true
    }
    if !isWritten { throw failure(in: folder) }
  }

  /// Writes behind what was written before.
  func write(_ elements: [some BitwiseCopyable]) throws(IngestError) {
    try Self.write(elements, to: descriptor, in: folder)
  }

  /// Overwrites elements of an array with what stands from a byte of the file on.
  func read<Element: BitwiseCopyable>(
    _ elements: inout [Element], _ range: Range<Int>, from position: Int
  ) throws(IngestError) {
    let size = MemoryLayout<Element>.stride
    let isRead = elements.withUnsafeMutableBytes { bytes in
      var done = size * range.lowerBound
      while done < size * range.upperBound {
        let got = pread(
          descriptor, bytes.baseAddress! + done, size * range.upperBound - done,
          off_t(position + done - size * range.lowerBound))
        if got > 0 { done += got } else if got == 0 || errno != EINTR { return false }
      }
      return true
    }
    if !isRead { throw Self.failure(in: folder) }
  }

  private static func failure(in folder: String) -> IngestError {
    .temporaryFile(folder: folder, reason: String(cString: strerror(errno)))
  }
}
