/// The effort of lifting one component: convex in the lift, with a marginal effort that is piecewise linear.
///
/// Effort is the integral of the marginal effort (the *slope*) from zero; within a piece the slope grows in a straight
/// line, from one piece to the next it may jump up. Beyond the last piece no lift is possible.
struct EffortCurve: Sendable, Hashable {
  /// A stretch of lifts.
  struct Piece: Sendable, Hashable {
    /// Points of lift, above zero.
    var length: Double
    /// The marginal effort at its start and at its end.
    var slope: Double
    var endSlope: Double
  }

  /// Ascending: no slope is below the one before.
  let pieces: [Piece]

  /// Pieces without length are dropped.
  init(_ pieces: [Piece]) {
    let used = pieces.filter { $0.length > 0 }
    precondition(used.allSatisfy { $0.slope <= $0.endSlope }, "slopes never fall within a piece")
    precondition(zip(used, used.dropFirst()).allSatisfy { $0.endSlope <= $1.slope + 1e-9 }, "slopes never fall")
    self.pieces = used
  }

  /// The greatest lift.
  var length: Double { pieces.reduce(0) { $0 + $1.length } }

  /// The effort of a lift between zero and ``length``; beyond it the last slope goes on.
  func effort(of lift: Double) -> Double {
    var (effort, left) = (0.0, lift)
    for piece in pieces {
      guard left > 0 else { return effort }
      let part = min(left, piece.length)
      let slope = piece.slope + (piece.endSlope - piece.slope) * part / piece.length
      effort += part * (piece.slope + slope) / 2
      left -= part
    }
    return effort + max(left, 0) * (pieces.last?.endSlope ?? 0)
  }

  /// The effort of one more point at a lift: at a jump the greater slope. Infinite where nothing more is possible.
  func marginalEffort(at lift: Double) -> Double {
    var left = lift
    for piece in pieces {
      if left < piece.length { return piece.slope + (piece.endSlope - piece.slope) * max(left, 0) / piece.length }
      left -= piece.length
    }
    return .infinity
  }

  /// The greatest lift of which no point has a marginal effort above `price`.
  func lift(at price: Double) -> Double {
    var lift = 0.0
    for piece in pieces {
      if price >= piece.endSlope {
        lift += piece.length
      } else {
        if price > piece.slope { lift += piece.length * (price - piece.slope) / (piece.endSlope - piece.slope) }
        return lift
      }
    }
    return lift
  }

  /// The slopes at which ``lift(at:)`` bends or jumps.
  var bends: [Double] { pieces.flatMap { [$0.slope, $0.endSlope] } }
}
