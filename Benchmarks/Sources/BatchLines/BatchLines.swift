import BatchKernel
import Foundation

/// Lines through many series on request, for `compare/batch_lines.py`.
///
///     BatchLines VALUES --weeks 104 --results FILE
///
/// VALUES are doubles as memory has them, series by series. For every line on standard input the series are run
/// through once by the kernel and once by a loop that only reads them; the seconds of both are printed as JSON. At
/// the end of the input, forecasts and then residual variances are written to FILE in the same form.
@main
struct BatchLines {
  struct Seconds: Encodable {
    var kernel: Double
    var reading: Double
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 6, arguments[2] == "--weeks", let weeks = Int(arguments[3]), weeks >= 3,
      arguments[4] == "--results"
    else {
      FileHandle.standardError.write(Data("BatchLines VALUES --weeks NUMBER --results FILE\n".utf8))
      exit(64)
    }
    var batch = KernelBatch(values: try doubles(arguments[1]), weeks: weeks)
    let encoder = JSONEncoder()
    var read: UInt64 = 0
    while readLine() != nil {
      let kernel = seconds { batch.drawLines() }
      let reading = seconds { read &+= batch.readValues() }
      let line = try encoder.encode(Seconds(kernel: kernel, reading: reading))
      FileHandle.standardOutput.write(line + Data("\n".utf8))
    }
    let results = batch.forecasts + batch.residualVariances
    try results.withUnsafeBytes { Data($0) }.write(to: URL(filePath: arguments[5]))
    // Nobody looks at it, but the compiler does not know that.
    if read == 0 { FileHandle.standardError.write(Data("All values are the same.\n".utf8)) }
  }

  static func seconds(_ work: () -> Void) -> Double {
    let start = ContinuousClock.now
    work()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  static func doubles(_ path: String) throws -> [Double] {
    let data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    return data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
  }
}
