import Foundation
import Reporting
import Scorecard

/// A text file that an option names.
enum TextFile {
  /// Why there is no text.
  enum Fault: Error {
    case file(IngestError)
    case notText(path: String)

    func failure(_ language: Language) -> Failure {
      switch self {
      case .file(let error):
        Failure(.noInput, error.message(in: language, file: path))
      case .notText(let path):
        Failure(.badData, CommandFault.notText(path: path).message(in: language))
      }
    }

    private var path: String {
      switch self {
      case .file(.fileNotFound(let path)), .file(.isDirectory(let path)), .file(.unreadable(let path, _)),
        .notText(let path):
        path
      case .file: ""
      }
    }
  }

  /// Reads a file.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  static func read(_ path: String, _ language: Language) throws -> String {
    do throws(Fault) { return try contents(of: path) } catch { throw error.failure(language) }
  }

  /// Reads a file for which it is not known yet in which language to speak.
  static func contents(of path: String) throws(Fault) -> String {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .file(.fileNotFound(path: path))
    }
    if isDirectory.boolValue { throw .file(.isDirectory(path: path)) }
    // Unlike FileManager, it reads what is no regular file as well: a pipe, or /dev/null.
    guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() ?? Data() else {
      throw .file(.unreadable(path: path, reason: ""))
    }
    guard let text = String(validating: data, as: UTF8.self) else { throw .notText(path: path) }
    return text
  }
}
