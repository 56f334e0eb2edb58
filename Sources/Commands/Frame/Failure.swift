import ArgumentParser
import Planning
import Reporting
import Scorecard

/// The end of a command: a message on standard error and an exit code of the contract.
struct Failure: Error {
  /// The exit codes that scripts rely on.
  enum Code: Int32 {
    case failed = 1
    case infeasible = 2
    case partial = 3
    case usage = 64
    case badData = 65
    case noInput = 66
    case cannotWrite = 73
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// A file that cannot be written; `-` is standard output.
  static func cannotWrite(_ path: String, _ error: WriteError, _ language: Language) -> Failure {
    let fault = CommandFault.cannotWrite(path: path, reason: error.remark)
    return Failure(.cannotWrite, fault.message(in: language))
  }

  /// Writes the message on standard error and returns the exit code.
  var told: ExitCode {
    StandardError.write("headway: " + message)
    return ExitCode(code.rawValue)
  }
}

extension IngestError {
  /// The exit code that goes with the error.
  var exitCode: Failure.Code {
    switch self {
    case .fileNotFound, .isDirectory, .unreadable, .workbook(.libraryMissing): .noInput
    case .store(let error): error.exitCode
    case .temporaryFile: .cannotWrite
    default: .badData
    }
  }
}

extension StoreError {
  /// The exit code that goes with the error where the store is read.
  var exitCode: Failure.Code {
    switch self {
    case .notFound, .isDirectory, .cannotRead, .busy, .interrupted: .noInput
    case .cannotWrite: .cannotWrite
    case .noOverride, .withdrawn: .usage
    default: .badData
    }
  }

  /// The exit code that goes with the error where the store is written.
  var exitCodeOfWriting: Failure.Code {
    switch self {
    case .cannotRead, .busy, .interrupted: .cannotWrite
    // What is written was said on the command line.
    case .override: .usage
    default: exitCode
    }
  }
}

extension ForecastFileError {
  /// The exit code that goes with the error.
  var exitCode: Failure.Code {
    if case .file(let error) = self { error.exitCode } else { .badData }
  }
}

extension PlanError {
  /// The exit code that goes with the error: what was asked for is wrong, or the data lack it.
  var exitCode: Failure.Code {
    switch self {
    case .noIndex, .noTotal, .rivalWithoutTotal, .noRivals, .componentNotPlanned: .badData
    default: .usage
    }
  }
}

/// Standard error, a line at a time.
enum StandardError {
  static func write(_ line: String) {
    // Where standard error is closed, nobody is there to be told.
    try? FileDescriptor.standardError.write(Array((line + "\n").utf8))
  }
}

extension ParsableCommand {
  /// Runs the body of a command; a failure becomes its message and exit code.
  func withFailures(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as Failure {
      throw failure.told
    }
  }
}

extension AsyncParsableCommand {
  /// Runs the body of a command that works on several cores; a failure becomes its message and exit code.
  func withFailures(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as Failure {
      throw failure.told
    }
  }
}
