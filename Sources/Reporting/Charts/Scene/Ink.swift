/// A colour on white paper.
struct Ink: Equatable, Sendable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  /// A colour by its hexadecimal number, such as 0x0072B2.
  init(_ number: UInt32) {
    red = UInt8(truncatingIfNeeded: number >> 16)
    green = UInt8(truncatingIfNeeded: number >> 8)
    blue = UInt8(truncatingIfNeeded: number)
  }

  /// Thinned with white: 1 is the ink itself, 0 is paper. Opaque, so that it prints alike everywhere.
  func tint(_ share: Double) -> Ink {
    func mixed(_ part: UInt8) -> UInt32 { UInt32((255 - (255 - Double(part)) * share).rounded()) }
    return Ink(mixed(red) << 16 | mixed(green) << 8 | mixed(blue))
  }

  /// As it is written in SVG: `#0072b2`.
  var hexadecimal: String {
    let number = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    let digits = String(number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

extension Ink {
  static let paper = Ink(0xFFFFFF)
  /// What is to be read first.
  static let text = Ink(0x1A1A1A)
  /// Axes and remarks; dark enough to be read (5.7 : 1).
  static let quiet = Ink(0x666666)
  /// Lines of the background that are to be followed by the eye.
  static let faint = Ink(0xB4B4B4)
  /// Lines of a grid.
  static let grid = Ink(0xE6E6E6)

  // Okabe, Ito (2008), "Color Universal Design": told apart with all common forms of colour blindness.
  static let blue = Ink(0x0072B2)
  static let vermilion = Ink(0xD55E00)
  /// The same for texts, which need more contrast (5.8 : 1).
  static let darkVermilion = Ink(0xA84A00)
  static let green = Ink(0x009E73)
  static let purple = Ink(0xCC79A7)
  static let orange = Ink(0xE69F00)
  static let sky = Ink(0x56B4E9)
}
