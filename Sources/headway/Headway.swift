import Commands
// Names what is linked statically: without it the linker does not find what Foundation itself needs.
import Foundation

/// The executable. All that it does is in `Commands`, which tests can link as well.
@main
enum Executable {
  static func main() async { await Headway.main() }
}
