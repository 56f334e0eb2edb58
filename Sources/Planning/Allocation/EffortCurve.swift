/// The effort of lifting one component: convex in the lift, with a marginal effort that is piecewise linear.
///
/// Effort is the integral of the marginal effort (the *slope*) from zero. Within a piece the slope grows in a straight
/// line, from one piece to the next it may jump up. Beyond the last piece no lift is possible.
public struct EffortCurve: Sendable, Hashable {
  /// A stretch of lifts.
  public struct Piece: Sendable, Hashable {
    /// Points of lift, at least zero.
    public var length: Double
    /// The marginal effort at its start.
    public var slope: Double
    /// The marginal effort at its end, at least that at its start.
    public var endSlope: Double

    /// Creates a piece.
    public init(length: Double, slope: Double, endSlope: Double) {
      self.length = length
      self.slope = slope
      self.endSlope = endSlope
    }
  }

  /// In ascending order: no slope is below the one before.
  public let pieces: [Piece]

  /// - Parameter pieces: With slopes that never fall; those without length are dropped.
  public init(_ pieces: [Piece]) {
    let used = pieces.filter { $0.length > 0 }
    precondition(used.allSatisfy { $0.slope <= $0.endSlope }, "slopes never fall within a piece")
    precondition(zip(used, used.dropFirst()).allSatisfy { $0.endSlope <= $1.slope }, "slopes never fall")
    self.pieces = used
  }

  /// The greatest lift.
  public var length: Double { pieces.reduce(0) { $0 + $1.length } }

  /// The effort of a lift, at least zero; beyond ``length`` the last slope goes on.
  public func effort(of lift: Double) -> Double {
    var (effort, left) = (0.0, lift)
    for piece in pieces {
      guard left > 0 else { return effort }
      let part = min(left, piece.length)
      effort += part * (piece.slope + piece.slope(after: part)) / 2
      left -= part
    }
    return effort + max(left, 0) * (pieces.last?.endSlope ?? 0)
  }

  /// The effort of one more point at a lift, at a jump the greater slope; infinite where nothing more is possible.
  public func marginalEffort(at lift: Double) -> Double {
    var left = max(lift, 0)
    for piece in pieces {
      if left < piece.length { return piece.slope(after: left) }
      left -= piece.length
    }
    return .infinity
  }

  /// The effort of the last point of a lift, at a jump the smaller slope; zero for no lift.
  public func marginalEffort(upTo lift: Double) -> Double {
    var (slope, left) = (0.0, lift)
    for piece in pieces where left > 0 {
      slope = piece.slope(after: min(left, piece.length))
      left -= piece.length
    }
    return slope
  }

  /// The greatest lift of which no point has a marginal effort above the price, or, without flat pieces that have
  /// just the price, of at least it.
  func lift(at price: Double, withFlats: Bool) -> Double {
    var lift = 0.0
    for piece in pieces {
      if price > piece.endSlope || (withFlats && price == piece.endSlope) {
        lift += piece.length
      } else {
        if price > piece.slope {
          lift += piece.length * (price - piece.slope) / (piece.endSlope - piece.slope)
        }
        return lift
      }
    }
    return lift
  }
}

extension EffortCurve {
  /// The effort of making the same lift twice: slopes add up, as far as both curves reach.
  func adding(_ other: EffortCurve) -> EffortCurve {
    func ends(_ curve: EffortCurve) -> [Double] {
      curve.pieces.reduce(into: []) { $0.append(($0.last ?? 0) + $1.length) }
    }
    let reach = min(length, other.length)
    let ends = Set((ends(self) + ends(other)).map { min($0, reach) }).sorted()
    var start = 0.0
    return EffortCurve(
      ends.compactMap { end in
        guard end > start else { return nil }
        defer { start = end }
        return Piece(
          length: end - start, slope: marginalEffort(at: start) + other.marginalEffort(at: start),
          endSlope: marginalEffort(upTo: end) + other.marginalEffort(upTo: end))
      })
  }

  /// The curve with all slopes multiplied.
  func scaled(by factor: Double) -> EffortCurve {
    EffortCurve(
      pieces.map { Piece(length: $0.length, slope: factor * $0.slope, endSlope: factor * $0.endSlope) })
  }

  /// The curve with a further stretch at its last slope, up to a lift.
  func extended(to lift: Double) -> EffortCurve {
    guard lift > length else { return self }
    let slope = pieces.last?.endSlope ?? 1
    return EffortCurve(pieces + [Piece(length: lift - length, slope: slope, endSlope: slope)])
  }
}

extension EffortCurve.Piece {
  /// The marginal effort after so many of its points.
  fileprivate func slope(after points: Double) -> Double {
    slope + (endSlope - slope) * (points / length)
  }
}

extension EffortCurve {
  /// The effort of lifting a component when nothing is known of costs but its past.
  ///
  /// The slope is 1 at the start and grows to 2 over the *familiar* lift, the one that stays within the pace seen so
  /// far; beyond, it grows from 2 to 6 over the rest of the headroom:
  ///
  /// ```
  /// f′(x) = 1 + x/familiar                                        x ≤ familiar
  /// f′(x) = 2 + 4·(x − familiar)/(headroom − familiar)            x ≥ familiar
  /// ```
  ///
  /// So components are asked for the same share of what each has shown it can do, and only when that is used up for
  /// the same share of their remaining headroom.
  ///
  /// - Parameters:
  ///   - familiar: Points of lift within the pace seen so far, at least zero.
  ///   - headroom: Points of lift up to the maximum, at least zero.
  public init(familiar: Double, headroom: Double) {
    let near = min(familiar, headroom)
    self.init([
      Piece(length: near, slope: 1, endSlope: 2), Piece(length: headroom - near, slope: 2, endSlope: 6),
    ])
  }

  /// The effort of lifting a component at stated costs.
  ///
  /// Within the pace seen so far a point counts its stated cost; beyond, where nobody has shown that it can be had at
  /// that cost, two to six times as much, growing over the rest of the headroom.
  ///
  /// - Parameters:
  ///   - cost: What gains cost.
  ///   - familiar: The greatest lift within the pace seen so far, in points.
  ///   - headroom: What is left to the maximum, in points.
  ///   - reach: The greatest lift that can be asked for. Where the forecast nears its maximum more may have been lifted
  ///     before than there is headroom now; that counts as much as the headroom's last point did, at stated costs.
  public init(cost: CostCurve, familiar: Double, headroom: Double, reach: Double = 0) {
    let near = min(familiar, headroom)
    var pieces: [Piece] = []
    var start = 0.0
    func factor(_ lift: Double) -> Double { 2 + 4 * (lift - near) / (headroom - near) }
    for segment in cost.segments {
      let stop = min(segment.upTo ?? .infinity, max(headroom, reach))
      let end = min(stop, headroom)
      let bend = min(max(near, start), end)
      if bend > start {
        pieces.append(Piece(length: bend - start, slope: segment.rate, endSlope: segment.rate))
      }
      if end > bend {
        pieces.append(
          Piece(
            length: end - bend, slope: segment.rate * factor(bend), endSlope: segment.rate * factor(end)))
      }
      start = max(start, end)
      if stop > start {
        let rate = segment.rate * (headroom > near ? 6 : 1)
        pieces.append(Piece(length: stop - start, slope: rate, endSlope: rate))
        start = stop
      }
    }
    self.init(pieces)
  }
}
