import Foundation

/// Compiles snippets against the modules that the tests were built with.
enum SnippetCompiler {
  /// What the compiler has to say against a snippet, and where.
  struct Fault: Equatable {
    let file: String
    let line: Int
    let column: Int
    let message: String
  }

  /// What ended the compiler without a fault of a snippet.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The folder of the products, where the bundle of the tests stands.
  private static let products: URL = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      folder = bundle.bundleURL.deletingLastPathComponent()
    }
    // Without the links on the way to it.
    return folder.resolvingSymlinksInPath()
  }()

  /// Compiles all in one call, as far as the compiler finds faults, and returns these in its order.
  ///
  /// - Throws: ``Failure`` where there is no compiler, or none of its messages names a place.
  static func faults(in sequences: [SnippetSequence]) throws -> [Fault] {
    let work = try Folder()
    var files: [String] = []
    for (number, sequence) in sequences.enumerated() {
      let file = work.url.appendingPathComponent("Snippet\(number).swift")
      try sequence.program(named: "snippet\(number)").write(to: file, atomically: true, encoding: .utf8)
      files.append(file.path)
    }
    // Faults of flow and of concurrency are found when code is made and not before.
    let run = try launch(
      compiler,
      ["-emit-sil", "-wmo", "-o", "/dev/null", "-module-name", "Snippets"] + options()
        + (try manifestOptions()) + files)
    let faults = run.output.split(separator: "\n").compactMap(Fault.init)
    if run.code != 0, faults.isEmpty { throw Failure(description: run.output) }
    return faults
  }

  /// Runs a program of one file in a folder, and returns what it prints.
  ///
  /// - Throws: ``Failure`` where it cannot be built or ends with another code than 0.
  static func output(of program: URL, _ arguments: [String], in folder: URL) throws -> String {
    // What the command is linked from holds the modules, too.
    let objects = try String(
      contentsOf: products.appendingPathComponent("headway.product/Objects.LinkFileList"), encoding: .utf8
    ).split(separator: "\n").filter { !$0.contains("/headway.build/") }
    let list = folder.appendingPathComponent("objects")
    try objects.joined(separator: "\n").write(to: list, atomically: true, encoding: .utf8)
    let executable = folder.appendingPathComponent("program")
    let build = try launch(compiler, [program.path, "-o", executable.path, "@" + list.path] + options())
    if build.code != 0 { throw Failure(description: build.output) }
    let run = try launch(executable.path, arguments, in: folder)
    if run.code != 0 { throw Failure(description: run.output) }
    return run.output
  }

  /// What all calls have in common.
  private static func options() -> [String] {
    [
      "-swift-version", "6", "-suppress-warnings", "-diagnostic-style", "llvm", "-no-color-diagnostics",
      "-I", products.appendingPathComponent("Modules").path,
      // A cache of its own: in that of the build a folder must not be called by two names.
      "-module-cache-path", products.appendingPathComponent("DocumentationTests.build/ModuleCache").path,
    ] + moduleMaps()
  }

  /// The module maps of C: our own and those of dependencies, which stand beside the folder of the products.
  private static func moduleMaps() -> [String] {
    let name = "module.modulemap"
    func folders(in folder: URL) -> [URL] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.sorted().map { folder.appendingPathComponent($0) }
    }
    let scratch = products.deletingLastPathComponent().deletingLastPathComponent()
    var places = folders(in: SnippetSequence.root.appendingPathComponent("Sources"))
    places += folders(in: products).filter { $0.pathExtension == "build" }
    for dependency in folders(in: scratch.appendingPathComponent("checkouts")) {
      for target in folders(in: dependency.appendingPathComponent("Sources")) {
        places += [target, target.appendingPathComponent("include")]
      }
    }
    return places.map { $0.appendingPathComponent(name).path }
      .filter(FileManager.default.fileExists).flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
  }

  /// What manifests are compiled with.
  private static func manifestOptions() throws -> [String] {
    struct Target: Decodable {
      struct Paths: Decodable { let runtimeResourcePath: String }
      let paths: Paths
    }
    let target = try JSONDecoder().decode(
      Target.self, from: Data(try launch(compiler, ["-print-target-info"]).output.utf8))
    return [
      "-I", target.paths.runtimeResourcePath + "/pm/ManifestAPI", "-package-description-version", "6.2",
    ]
  }

  private static let compiler = ProcessInfo.processInfo.environment["SWIFT_EXEC"] ?? "swiftc"

  private static func launch(
    _ program: String, _ arguments: [String], in folder: URL? = nil
  ) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    if let folder { process.currentDirectoryURL = folder }
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}

extension SnippetCompiler.Fault {
  /// Reads `/folder/file.md:12:16: error: …`.
  init?(_ line: Substring) {
    guard let match = line.wholeMatch(of: /(.+?):(\d+):(\d+): error: (.*)/), let row = Int(match.2),
      let column = Int(match.3)
    else { return nil }
    self.init(file: String(match.1), line: row, column: column, message: String(match.4))
  }
}
