/// An effort curve between zero and a greatest lift, replaced by the greatest of some of its tangents.
///
/// Where the slope jumps or stays, tangents are exact. Within a piece whose slope grows by Δ over a length ℓ,
/// tangents a distance h apart understate the effort by at most Δ/ℓ·h²/8, midway between them: with n equal
/// parts by Δ·ℓ/(8n²). The understatement makes the minimum over tangents a bound on the minimum over curves,
/// and each lift that is found becomes a tangent of the next round (outer approximation: M. A. Duran and I.
/// E. Grossmann 1986, doi:10.1007/BF02592064), so that the bound meets the cost.
struct TangentCurve: Sendable, Hashable {
  /// A stretch of lifts with one slope.
  struct Segment: Sendable, Hashable {
    var length: Double
    var slope: Double
  }

  /// A piece of the curve and where it is touched, in points from the piece's start, ascending.
  private struct Part: Sendable, Hashable {
    var piece: EffortCurve.Piece
    var touches: [Double]
    var isStraight: Bool { piece.slope == piece.endSlope }
  }

  private let curve: EffortCurve
  private var parts: [Part] = []

  /// - Parameter count: The number of parts into which a piece with a growing slope is divided.
  init(_ curve: EffortCurve, upTo limit: Double, count: Int) {
    self.curve = curve
    var left = limit
    for piece in curve.pieces where left > 0 {
      var used = piece
      if left < piece.length {
        used.length = left
        used.endSlope = piece.slope + (piece.endSlope - piece.slope) * left / piece.length
      }
      var part = Part(piece: used, touches: [0, used.length])
      if !part.isStraight {
        part.touches = (0...max(count, 1)).map { used.length * Double($0) / Double(max(count, 1)) }
      }
      parts.append(part)
      left -= piece.length
    }
  }

  /// Whether the effort is exact for every lift.
  var isExact: Bool { parts.allSatisfy(\.isStraight) }

  /// From zero on; slopes never fall. Tangents of a piece meet midway between the lifts at which they touch.
  var segments: [Segment] {
    parts.flatMap { part -> [Segment] in
      let piece = part.piece
      if part.isStraight { return [Segment(length: piece.length, slope: piece.slope)] }
      return part.touches.indices.map { k in
        let start = k == 0 ? 0 : (part.touches[k - 1] + part.touches[k]) / 2
        let end = k + 1 == part.touches.count ? piece.length : (part.touches[k] + part.touches[k + 1]) / 2
        let growth = (piece.endSlope - piece.slope) / piece.length
        return Segment(length: end - start, slope: piece.slope + growth * part.touches[k])
      }
    }
  }

  /// By how much the effort of a lift is understated.
  func error(at lift: Double) -> Double {
    var (effort, left) = (0.0, lift)
    for segment in segments where left > 0 {
      effort += segment.slope * min(left, segment.length)
      left -= segment.length
    }
    return max(curve.effort(of: lift) - effort, 0)
  }

  /// Adds a tangent at a lift and one closely on either side, so that the next round's error there is a small
  /// share.
  mutating func touch(at lift: Double) {
    var start = 0.0
    for p in parts.indices {
      let piece = parts[p].piece
      let place = lift - start
      start += piece.length
      guard place >= 0, place <= piece.length, !parts[p].isStraight else { continue }
      let touches = parts[p].touches
      let after = touches.firstIndex { $0 > place } ?? touches.count - 1
      let reach = (touches[after] - touches[after - 1]) / 16
      // Tangents closer than this differ by rounding alone.
      let least = 1e-7 * piece.length
      for added in [place, place - reach, place + reach] where added > 0 && added < piece.length {
        guard parts[p].touches.allSatisfy({ abs($0 - added) > least }) else { continue }
        let at = parts[p].touches.firstIndex { $0 > added } ?? parts[p].touches.count
        parts[p].touches.insert(added, at: at)
      }
    }
  }
}
