import Foundation
import Reporting

/// What the user has settled for all commands, read when a command first asks for it.
enum CurrentSettings {
  /// What holds, with the file that was read.
  struct Found {
    var settings = Settings()
    var file: String?
  }

  /// Why there are no settings.
  enum Fault: Error {
    case file(TextFile.Fault, isNamed: Bool, language: Language)
    case settings(SettingsError)

    /// The end of the command, in the language asked for or settled.
    func failure(_ language: Language?) -> Failure {
      switch self {
      case .file(let fault, let isNamed, let settled):
        let failure = fault.failure(language ?? settled)
        return isNamed
          ? Failure(failure.code, "\(SettingsFile.variable): \(failure.message)") : failure
      case .settings(let error):
        let message = error.message(in: language ?? error.language)
        if case .environment = error.source { return Failure(.usage, message) }
        return Failure(.badData, message)
      }
    }
  }

  /// Once for a run: environment and file are those of its beginning.
  static let result: Result<Found, Fault> = Result { () throws(Fault) in try read() }

  /// What holds. What is wrong has been told before: see ``SharedOptions/validate()``.
  static var settings: Settings { (try? result.get())?.settings ?? Settings() }

  /// Where the file may stand.
  static var places: [String] { SettingsFile.places(ProcessInfo.processInfo.environment) }

  private static func read() throws(Fault) -> Found {
    let environment = ProcessInfo.processInfo.environment
    let named = environment[SettingsFile.variable].flatMap { $0.isEmpty ? nil : $0 }
    let path = named ?? places.first { FileManager.default.fileExists(atPath: $0) }
    var text = ""
    if let path {
      do throws(TextFile.Fault) { text = try TextFile.contents(of: path) } catch {
        let settled = try? Settings(environment: environment, file: nil, home: nil)
        throw .file(error, isNamed: named != nil, language: settled?.language.value ?? .en)
      }
    }
    do throws(SettingsError) {
      return Found(
        settings: try Settings(
          environment: environment, file: path.map { (text, $0) }, home: environment["HOME"]),
        file: path)
    } catch {
      throw .settings(error)
    }
  }
}
