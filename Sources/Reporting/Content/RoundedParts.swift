/// Parts rounded so that they add up to their total as it is shown: a reader adds them up by hand.
///
/// Each part is rounded by itself; what is then missing of the total is given to the parts that were rounded
/// furthest the other way. A part of zero stays zero.
struct RoundedParts: Equatable {
  /// The total as it is shown.
  let total: Double
  /// The parts as they are shown, in their order.
  let parts: [Double]

  /// - Parameters:
  ///   - parts: What adds up to `end` − `start`.
  ///   - start: Where the way begins; shown rounded.
  ///   - end: Where it ends; shown rounded.
  ///   - places: The decimals that are shown.
  init(_ parts: [Double], from start: Double, to end: Double, places: Int) {
    let unit = Double.powerOfTen(-places)
    guard let shownStart = start.shown(places), let shownEnd = end.shown(places),
      parts.allSatisfy({ abs($0) / unit < 1e15 }), abs(shownStart) / unit < 1e15, abs(shownEnd) / unit < 1e15
    else {
      total = end - start
      self.parts = parts
      return
    }
    let wanted = (shownEnd / unit).rounded() - (shownStart / unit).rounded()
    let exact = parts.map { $0 / unit }
    var counts = parts.map { (($0.shown(places) ?? 0) / unit).rounded() }
    let movable = exact.indices.filter { exact[$0] != 0 }
    for _ in 0..<(parts.count + 2) {
      let lacking = wanted - counts.reduce(0, +)
      guard lacking != 0 else { break }
      let sign = lacking > 0 ? 1.0 : -1
      let furthest = movable.max { sign * (exact[$0] - counts[$0]) < sign * (exact[$1] - counts[$1]) }
      guard let furthest else { break }
      counts[furthest] += sign
    }
    // Divided by a power of ten, which is exact, and not multiplied by its inverse.
    let scale = Double.powerOfTen(places)
    total = wanted / scale
    self.parts = counts.map { $0 / scale }
  }
}

extension Double {
  /// The number as it is shown with so many decimals.
  fileprivate func shown(_ places: Int) -> Double? { fixedDecimal(places: places).flatMap(Double.init) }
}
