/// An action programme as a mixed-integer linear one, and the way back.
struct ActionModel: Sendable {
  /// Which lifts may happen, and which actions start: then only lifts are left to find.
  struct Decided: Sendable {
    var starts: [Int?]
    /// Per item and week.
    var moves: [[Bool]]
  }

  let program: ActionProgram
  let choices: [ActionProgram.Choice]
  private(set) var model = IntegerModel()
  /// Columns per choice and start.
  private var startColumns: [[Int]] = []
  /// Per item and week: the columns whose sum is the lift; none where it is not looked at. In the last week
  /// these are the stretches of the item's tangents, in ascending order of slope.
  private var liftColumns: [[[Int]]]
  /// Columns per item and week; `nil` where nothing needs to be counted.
  private var moveColumns: [[Int?]]
  /// Whether moves are counted in every week.
  private var isCounted = false

  /// - Parameters:
  ///   - choices: What ``ActionProgram/choices()`` left; ignored if all is decided.
  ///   - tangents: Per item, in place of its curve.
  init(
    _ program: ActionProgram, choices: [ActionProgram.Choice], tangents: [TangentCurve],
    decided: Decided? = nil
  ) {
    self.program = program
    self.choices = decided == nil ? choices : []
    liftColumns = program.items.map { _ in [[Int]](repeating: [], count: program.weeks) }
    moveColumns = program.items.map { _ in [Int?](repeating: nil, count: program.weeks) }
    let relevant = program.relevantWeeks()
    addChoices()
    addLifts(relevant, tangents: tangents, decided: decided)
    addGains(relevant, decided: decided)
  }

  // MARK: Actions

  private mutating func addChoices() {
    for choice in choices {
      let action = program.actions[choice.members[0]]
      let most = Double(choice.members.count)
      startColumns.append(
        choice.starts.map { _ in model.addColumn(upper: most, cost: action.cost, isInteger: true) })
    }
    for (c, choice) in choices.enumerated() where choice.starts.count > 1 {
      model.addRow(startColumns[c].map { ($0, 1) }, upper: Double(choice.members.count))
    }
    if let budget = program.budget {
      addLimit(
        choices.indices.flatMap { c in
          startColumns[c].map { ($0, program.actions[choices[c].members[0]].cost) }
        }, upper: budget)
    }
    for team in program.scarceTeams() {
      for week in 1...program.weeks {
        guard let capacity = program.capacity(of: team, week: week) else { continue }
        var terms: [(Int, Double)] = []
        for (c, choice) in choices.enumerated() {
          for (column, start) in zip(startColumns[c], choice.starts) {
            terms.append(
              (column, program.actions[choice.members[0]].effort(of: team, in: week, start: start)))
          }
        }
        addLimit(terms, upper: capacity)
      }
    }
    addRelations()
  }

  private mutating func addRelations() {
    var place = [Int?](repeating: nil, count: program.actions.count)
    for (c, choice) in choices.enumerated() { for a in choice.members { place[a] = c } }
    var seen: Set<[Int]> = []
    for (c, choice) in choices.enumerated() {
      let a = choice.members[0]
      for b in program.actions[a].requires {
        guard let required = place[b] else { continue }
        // Up to week s: no more starts of a than of b that are finished by then.
        for (k, start) in choice.starts.enumerated() {
          let finished = choices[required].starts.indices.filter {
            choices[required].starts[$0] + program.actions[b].duration <= start
          }
          model.addRow(
            (0...k).map { (startColumns[c][$0], 1) } + finished.map { (startColumns[required][$0], -1) },
            upper: 0)
        }
      }
      for b in program.actions[a].excludes {
        guard let excluded = place[b], seen.insert([min(a, b), max(a, b)]).inserted else { continue }
        model.addRow((startColumns[c] + startColumns[excluded]).map { ($0, 1) }, upper: 1)
      }
    }
  }

  /// A limit that can be exceeded.
  private mutating func addLimit(_ terms: [(Int, Double)], upper: Double) {
    let most = terms.reduce(0) { $0 + max($1.1, 0) * model.columns[$1.0].upper }
    if most > upper { model.addRow(terms, upper: upper) }
  }

  // MARK: Lifts

  private mutating func addLifts(_ relevant: [[Int]], tangents: [TangentCurve], decided: Decided?) {
    let weeks = program.weeks
    let liftable = program.items.indices.filter {
      !relevant[$0].isEmpty && program.items[$0].greatestLift(week: weeks) > 0
    }
    isCounted = program.movesPerWeek.map { $0 < liftable.count } ?? false
    for i in liftable {
      let item = program.items[i]
      let hasSteps = isCounted || item.leastStep > 0
      // Unless moves are counted in every week, a lift matters in relevant weeks alone, and at the end, where
      // its effort is counted: whatever is lifted between two of them can be lifted at once in the later one,
      // and as a sum of steps it is itself none or a step.
      let used = isCounted ? Array(1...weeks) : relevant[i] + (relevant[i].last == weeks ? [] : [weeks])
      var before: [Int] = []
      var last = 0
      for week in used {
        let most = item.greatestLift(week: week)
        let lift =
          week == weeks
          ? tangents[i].segments.map { model.addColumn(upper: $0.length, cost: $0.slope) }
          : [model.addColumn(upper: most)]
        liftColumns[i][week - 1] = lift
        let step = lift.map { ($0, 1.0) } + before.map { ($0, -1.0) }
        if let decided, hasSteps {
          let moves = decided.moves[i][last..<week].contains(true)
          model.addRow(step, lower: moves ? min(item.leastStep, most) : 0, upper: moves ? most : 0)
        } else if hasSteps {
          let move = model.addColumn(upper: most >= item.leastStep && most > 0 ? 1 : 0, isInteger: true)
          moveColumns[i][week - 1] = move
          if !before.isEmpty || item.leastStep > 0 {
            model.addRow(step + [(move, -item.leastStep)], lower: 0)
          }
          model.addRow(step + [(move, -most)], upper: 0)
        } else if !before.isEmpty {
          model.addRow(step, lower: 0)
        }
        last = week
        before = lift
      }
    }
    if isCounted, decided == nil, let most = program.movesPerWeek {
      for week in 0..<weeks {
        addLimit(liftable.compactMap { i in moveColumns[i][week].map { ($0, 1) } }, upper: Double(most))
      }
    }
  }

  // MARK: Gains

  /// A gain before it is capped: terms and a constant.
  private struct Gain {
    var terms: [(column: Int, coefficient: Double)] = []
    var constant = 0.0
  }

  private mutating func addGains(_ relevant: [[Int]], decided: Decided?) {
    let falls = program.losses()
    var gains = program.items.map { _ in [Gain](repeating: Gain(), count: program.weeks) }
    for i in program.items.indices {
      for week in 0..<program.weeks {
        gains[i][week].terms = liftColumns[i][week].map { ($0, 1) }
      }
    }
    for (c, choice) in choices.enumerated() {
      let action = program.actions[choice.members[0]]
      for effect in action.effects {
        let item = program.items[effect.item]
        for week in relevant[effect.item] {
          for (column, start) in zip(startColumns[c], choice.starts) {
            var points = effect.points * action.share(endOf: week, start: start)
            // Where nothing takes points, more than the headroom is as good as the headroom.
            if !falls[effect.item] { points = min(points, max(item.headroom[week - 1], 0)) }
            if points != 0 { gains[effect.item][week - 1].terms.append((column, points)) }
          }
        }
      }
    }
    if let decided {
      for (action, start) in zip(program.actions, decided.starts) {
        guard let start else { continue }
        for effect in action.effects {
          for week in relevant[effect.item] {
            gains[effect.item][week - 1].constant += effect.points * action.share(endOf: week, start: start)
          }
        }
      }
    }

    // How often a gain is counted; one that is counted once needs no column of its own unless it is capped.
    var uses = program.items.map { _ in [Int](repeating: 0, count: program.weeks) }
    for need in program.needs { for i in need.items { uses[i][need.week - 1] += 1 } }
    for i in program.items.indices {
      let item = program.items[i]
      for week in relevant[i] {
        let (headroom, lower) = (item.headroom[week - 1], item.lower[week - 1])
        let gain = gains[i][week - 1]
        if lower > headroom { model.addRow([], lower: lower - headroom) }
        if lower > 0 || falls[i], lower.isFinite {
          addCover(gain.terms, amount: lower - gain.constant)
        }
        let most =
          gain.constant
          + gain.terms.reduce(0) { $0 + max($1.coefficient, 0) * model.columns[$1.column].upper }
        let count = uses[i][week - 1]
        guard count > 0, most > headroom || (count > 1 && gain.terms.count > 2) else { continue }
        let counted = model.addColumn(lower: -.infinity, upper: headroom)
        model.addRow(gain.terms + [(counted, -1)], lower: -gain.constant)
        gains[i][week - 1] = Gain(terms: [(counted, 1)], constant: 0)
      }
    }
    var reliefs: [(column: Int, coefficient: Double)] = []
    for need in program.needs {
      let counted = need.items.map { gains[$0][need.week - 1] }
      let terms = counted.flatMap(\.terms)
      let amount = need.amount - counted.reduce(0) { $0 + $1.constant }
      addCover(terms, amount: amount)
      guard program.relief > 0, !need.raises.isEmpty else { continue }
      let raises = need.raises.map { raise in
        let column = model.addColumn(upper: raise.points)
        reliefs.append((column, raise.relief))
        return column
      }
      model.addRow(terms + raises.map { ($0, -1) }, lower: amount)
    }
    if program.relief > 0 { model.addRow(reliefs, lower: program.relief) }
  }

  /// Σ terms ≥ amount. A whole number of a positive term larger than the amount is as good as the amount,
  /// which makes the relaxation tighter.
  private mutating func addCover(_ terms: [(column: Int, coefficient: Double)], amount: Double) {
    let isCover = terms.allSatisfy { $0.coefficient >= 0 && model.columns[$0.column].lower >= 0 }
    guard isCover else {
      model.addRow(terms, lower: amount)
      return
    }
    guard amount > 0 else { return }
    var sums: [(column: Int, coefficient: Double)] = []
    var places: [Int: Int] = [:]
    for term in terms {
      if let place = places[term.column] {
        sums[place].coefficient += term.coefficient
      } else {
        places[term.column] = sums.count
        sums.append(term)
      }
    }
    for k in sums.indices where model.columns[sums[k].column].isInteger {
      sums[k].coefficient = min(sums[k].coefficient, amount)
    }
    model.addRow(sums, lower: amount)
  }

  // MARK: Back

  /// The starts and moves of a solution.
  func decided(by values: [Double]) -> Decided {
    var starts = [Int?](repeating: nil, count: program.actions.count)
    for (c, choice) in choices.enumerated() {
      var members = choice.members[...]
      for (column, start) in zip(startColumns[c], choice.starts) {
        for _ in 0..<Int(values[column].rounded()) {
          guard let a = members.popFirst() else { break }
          starts[a] = start
        }
      }
    }
    let moves = program.items.indices.map { i in
      let hasSteps = moveColumns[i].contains { $0 != nil }
      return moveColumns[i].map { column in column.map { values[$0] > 0.5 } ?? !hasSteps }
    }
    return Decided(starts: starts, moves: moves)
  }

  /// The lifts of a solution, with the weeks that were not looked at filled in at an even pace.
  func lifts(of values: [Double], moves: [[Bool]]) -> [[Double]] {
    program.items.indices.map { i in
      let item = program.items[i]
      var lifts = [Double](repeating: 0, count: program.weeks)
      var (before, week) = (0.0, 0)
      for next in 1...program.weeks {
        guard !liftColumns[i][next - 1].isEmpty else { continue }
        let sum = liftColumns[i][next - 1].reduce(0) { $0 + values[$1] }
        var lift = min(max(sum, before), item.greatestLift(week: next))
        // Dust of rounding is no move. Where moves are not counted they are not decided either.
        if isCounted || item.leastStep > 0, !moves[i][week..<next].contains(true) { lift = before }
        fill(&lifts, after: week, from: before, upTo: next, lift, item)
        (before, week) = (lift, next)
      }
      return lifts
    }
  }

  /// Fills in weeks: with even steps, as many as there are weeks and the least step allows, the last ones.
  private func fill(
    _ lifts: inout [Double], after week: Int, from before: Double, upTo next: Int, _ lift: Double,
    _ item: ActionProgram.Item
  ) {
    for between in (week + 1)...next { lifts[between - 1] = between == next ? lift : before }
    let gain = lift - before
    guard gain > 0 else { return }
    var steps = next - week
    if item.leastStep > 0 { steps = min(steps, max(Int(gain / item.leastStep + 1e-9), 1)) }
    while steps > 1 {
      let first = next - steps
      let course = (1..<steps).map { before + gain * Double($0) / Double(steps) }
      if item.leastStep == 0 {
        for (k, even) in course.enumerated() {
          lifts[first + k] = max(min(even, item.greatestLift(week: first + k + 1)), before)
        }
        return
      }
      if course.enumerated().allSatisfy({ $0.element <= item.greatestLift(week: first + $0.offset + 1) }) {
        for (k, even) in course.enumerated() { lifts[first + k] = even }
        return
      }
      steps -= 1
    }
  }

  /// Values of the columns for a plan that this model allows; `nil` if it has a start that is not among the
  /// choices.
  func values(of decided: Decided, lifts: [[Double]]) -> [Double]? {
    var values = [Double](repeating: 0, count: model.columns.count)
    for (c, choice) in choices.enumerated() {
      for a in choice.members {
        guard let start = decided.starts[a] else { continue }
        guard let k = choice.starts.firstIndex(of: start) else { return nil }
        values[startColumns[c][k]] += 1
      }
    }
    for i in program.items.indices {
      var before = 0.0
      for week in 0..<program.weeks {
        guard !liftColumns[i][week].isEmpty else { continue }
        var left = lifts[i][week]
        for column in liftColumns[i][week] {
          values[column] = min(max(left, 0), model.columns[column].upper)
          left -= values[column]
        }
        if let move = moveColumns[i][week] { values[move] = lifts[i][week] - before > 1e-9 ? 1 : 0 }
        before = lifts[i][week]
      }
    }
    // Gains that count: columns without a lower limit, each with a row of its own.
    for row in model.rows {
      guard let counted = row.columns.last, model.columns[counted].lower == -.infinity,
        row.coefficients.last == -1
      else { continue }
      var sum = -row.lower
      for (column, coefficient) in zip(row.columns.dropLast(), row.coefficients) {
        sum += coefficient * values[column]
      }
      values[counted] = min(sum, model.columns[counted].upper)
    }
    return values
  }
}
