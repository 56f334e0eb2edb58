internal import CCbc
internal import Synchronization

/// Why no integer programme can be solved at all.
public enum IntegerSolverError: Error, Hashable, Sendable {
  /// The library of Cbc is not there, or is not version 2.10: install `coinor-libcbc-dev`.
  case notInstalled
}

/// A mixed-integer linear programme.
///
/// ```
/// min Σⱼ cⱼ·xⱼ   subject to   lowerᵢ ≤ Σⱼ aᵢⱼ·xⱼ ≤ upperᵢ,   lowerⱼ ≤ xⱼ ≤ upperⱼ,   some xⱼ integer
/// ```
///
/// Solved by branch and cut with Cbc (J. Forrest and R. Lougee-Heimer 2005, "CBC user guide",
/// doi:10.1287/educ.1053.0020) over the simplex method of Clp. This is the only file that knows of C and of
/// pointers here.
struct IntegerModel: Sendable, Hashable {
  /// A variable.
  struct Column: Sendable, Hashable {
    var lower: Double
    var upper: Double
    var cost: Double
    var isInteger: Bool
  }

  /// A constraint; no column occurs twice.
  struct Row: Sendable, Hashable {
    var columns: [Int]
    var coefficients: [Double]
    var lower: Double
    var upper: Double
  }

  private(set) var columns: [Column] = []
  private(set) var rows: [Row] = []

  /// The number of coefficients.
  var coefficientCount: Int { rows.reduce(0) { $0 + $1.columns.count } }

  /// The number of integer variables.
  var integerCount: Int { columns.count { $0.isInteger } }

  /// Adds a variable and returns its position.
  mutating func addColumn(
    lower: Double = 0, upper: Double = .infinity, cost: Double = 0, isInteger: Bool = false
  ) -> Int {
    columns.append(Column(lower: lower, upper: upper, cost: cost, isInteger: isInteger))
    return columns.count - 1
  }

  /// Adds a constraint. Terms of the same column are added up, in the order in which columns first occur.
  mutating func addRow(
    _ terms: [(column: Int, coefficient: Double)], lower: Double = -.infinity, upper: Double = .infinity
  ) {
    var row = Row(columns: [], coefficients: [], lower: lower, upper: upper)
    var places: [Int: Int] = [:]
    for term in terms where term.coefficient != 0 {
      if let place = places[term.column] {
        row.coefficients[place] += term.coefficient
      } else {
        places[term.column] = row.columns.count
        row.columns.append(term.column)
        row.coefficients.append(term.coefficient)
      }
    }
    rows.append(row)
  }

  /// Σⱼ cⱼ·xⱼ.
  func objective(of values: [Double]) -> Double {
    zip(columns, values).reduce(0) { $0 + $1.0.cost * $1.1 }
  }

  /// By how much values break a bound, a row or integrality at most; rows relative to their largest term.
  func violation(of values: [Double]) -> Double {
    var worst = 0.0
    for (column, value) in zip(columns, values) {
      worst = max(worst, column.lower - value, value - column.upper)
      if column.isInteger { worst = max(worst, abs(value - value.rounded())) }
    }
    for row in rows {
      var (sum, scale) = (0.0, 1.0)
      for (column, coefficient) in zip(row.columns, row.coefficients) {
        sum += coefficient * values[column]
        scale = max(scale, abs(coefficient * values[column]))
      }
      worst = max(worst, (row.lower - sum) / scale, (sum - row.upper) / scale)
    }
    return worst
  }

  /// Solves the programme.
  ///
  /// One thread and fixed seeds: the same programme gives the same solution, except when the time limit ends
  /// the search, which depends on the machine. A node limit ends it at the same place everywhere.
  ///
  /// Cbc's solver keeps state in global variables (`CbcOrClpRead_mode` and others, the model that its handler
  /// of interrupts stops): solved at the same time, the same programmes took other paths through the tree.
  /// Hence one at a time; waiting for the turn does not count towards the time limit.
  ///
  /// Silence takes the log level of the model: the parameter `log` leaves linear programmes talking on the
  /// standard output.
  ///
  /// - Parameters:
  ///   - timeLimit: In seconds. Cbc looks at the clock between steps: with thousands of integer columns and of
  ///     rows that tie them, steps have taken five seconds more.
  ///   - nodeLimit: The greatest number of nodes of the tree.
  ///   - cutPasses: How often cuts may be added at the root; with none there are no cuts and no heuristics at all, and
  ///     by default Cbc goes on while they help. With few integer columns the tree is small: cuts and heuristics have
  ///     taken twenty times as long as branching. With thousands a round of cuts takes longer than many nodes.
  ///   - start: Values of a solution to improve on; ignored unless feasible. The result is never worse.
  func solve(
    timeLimit: Double = .infinity, nodeLimit: Int? = nil, cutPasses: Int? = nil, start: [Double]? = nil
  ) throws(IntegerSolverError) -> IntegerSolution {
    precondition(start.map { $0.count == columns.count } ?? true, "a start has a value per column")
    let isContradictory =
      columns.contains { $0.lower > $0.upper } || rows.contains { $0.lower > $0.upper }
      || rows.contains { $0.columns.isEmpty && ($0.lower > Self.tolerance || $0.upper < -Self.tolerance) }
    if isContradictory {
      return IntegerSolution(status: .infeasible, objective: .infinity, bound: .infinity, values: [])
    }
    if let simple = solutionWithoutRows() { return simple }
    guard let cbc = Self.functions else { throw .notInstalled }
    let usable = start.flatMap { violation(of: $0) <= Self.tolerance ? $0 : nil }
    let found = Self.turn.withLock { _ in
      solve(with: cbc, timeLimit: timeLimit, nodeLimit: nodeLimit, cutPasses: cutPasses, start: usable)
    }
    return improved(found, by: usable)
  }

  /// A start that is better than what was found takes its place.
  private func improved(_ found: IntegerSolution, by start: [Double]?) -> IntegerSolution {
    guard let start else { return found }
    let objective = objective(of: start)
    guard found.values.isEmpty || objective < found.objective else { return found }
    var result = found
    result.values = start
    result.objective = objective
    switch found.status {
    case .infeasible:
      // The start is feasible: what was proven is that nothing is better.
      result.status = .optimal
      result.bound = objective
    case .unknown: result.status = .feasible
    case .optimal, .feasible: break
    }
    result.bound = min(result.bound, objective)
    return result
  }

  /// Every variable at its cheaper end, when there are no constraints.
  private func solutionWithoutRows() -> IntegerSolution? {
    guard rows.allSatisfy({ $0.columns.isEmpty }) else { return nil }
    var values: [Double] = []
    for column in columns {
      var (lower, upper) = (column.lower, column.upper)
      if column.isInteger { (lower, upper) = (lower.rounded(.up), upper.rounded(.down)) }
      guard lower <= upper else {
        return IntegerSolution(status: .infeasible, objective: .infinity, bound: .infinity, values: [])
      }
      if column.cost == 0 {
        values.append(min(max(0, lower), upper))
      } else {
        values.append(column.cost > 0 ? lower : upper)
      }
      precondition(values[values.count - 1].isFinite, "the objective is bounded")
    }
    let objective = objective(of: values)
    return IntegerSolution(status: .optimal, objective: objective, bound: objective, values: values)
  }

  // MARK: Cbc

  /// What a row or bound may be missed by; Clp's own is 1e-7 of its scaled rows.
  private static let tolerance = 1e-6

  // Loaded once, before first use.
  private static let functions: CbcFunctions? = {
    var functions = CbcFunctions()
    return ccbc_load(&functions) != 0 ? functions : nil
  }()

  private static let turn = Mutex(())

  private func solve(
    with cbc: CbcFunctions, timeLimit: Double, nodeLimit: Int?, cutPasses: Int?, start: [Double]?
  ) -> IntegerSolution {
    let model = cbc.newModel()
    defer { cbc.deleteModel(model) }
    cbc.setLogLevel(model, 0)

    // Tolerances of Clp and the least improvement that Cbc asks for are absolute: they fit costs of about a
    // thousand. A power of two scales without rounding.
    let greatest = columns.reduce(0) { max($0, abs($1.cost)) }
    let scale = greatest > 0 ? Double(sign: .plus, exponent: 10 - greatest.exponent, significand: 1) : 1
    load(into: model, of: cbc, scale: scale)

    let isInteger = columns.contains { $0.isInteger }
    if isInteger {
      cbc.setParameter(model, "threads", "0")
      cbc.setParameter(model, "randomSeed", "1234567")
      cbc.setParameter(model, "randomCbcSeed", "1234567")
      // The time of the clock: that of the processor would count what other tasks do meanwhile.
      cbc.setParameter(model, "timeMode", "elapsed")
      cbc.setParameter(model, "increment", "1e-7")
      cbc.setParameter(model, "ratioGap", "1e-9")
      if timeLimit.isFinite { cbc.setMaximumSeconds(model, max(timeLimit, 0.001)) }
      if let nodeLimit { cbc.setMaximumNodes(model, Int32(clamping: max(nodeLimit, 0))) }
      if let cutPasses {
        if cutPasses == 0 {
          cbc.setParameter(model, "cuts", "off")
          cbc.setParameter(model, "heuristicsOnOff", "off")
        } else {
          cbc.setParameter(model, "passCuts", "\(cutPasses)")
        }
      }
      // With preprocessing, 2.10.8 looks for the start among columns that are gone, complains on the standard
      // output and gives up. What it does here is mostly done by then.
      cbc.setParameter(model, "preprocess", "off")
      if let start {
        let used = columns.indices.filter { columns[$0].isInteger }
        cbc.setStart(model, Int32(used.count), used.map { Int32($0) }, used.map { start[$0].rounded() })
      }
    }
    _ = cbc.solve(model)
    // Status 5: stopped by the handler of interrupts that Cbc had installed.
    if isInteger, cbc.status(model) == 5 { ccbc_pass_on_interrupt() }
    return solution(of: model, of: cbc, scale: scale, isInteger: isInteger)
  }

  /// Hands the programme over, column by column.
  private func load(into model: UnsafeMutableRawPointer?, of cbc: CbcFunctions, scale: Double) {
    var starts = [Int32](repeating: 0, count: columns.count + 1)
    for row in rows { for column in row.columns { starts[column + 1] += 1 } }
    for column in columns.indices { starts[column + 1] += starts[column] }
    var next = starts
    var index = [Int32](repeating: 0, count: Int(starts[columns.count]))
    var value = [Double](repeating: 0, count: index.count)
    for (number, row) in rows.enumerated() {
      for (column, coefficient) in zip(row.columns, row.coefficients) {
        let place = Int(next[column])
        index[place] = Int32(number)
        value[place] = coefficient
        next[column] += 1
      }
    }
    func limit(_ value: Double) -> Double {
      value.isInfinite ? (value > 0 ? 1 : -1) * Double.greatestFiniteMagnitude : value
    }
    cbc.loadProblem(
      model, Int32(columns.count), Int32(rows.count), starts, index, value, columns.map { limit($0.lower) },
      columns.map { limit($0.upper) }, columns.map { $0.cost * scale }, rows.map { limit($0.lower) },
      rows.map { limit($0.upper) })
    for (number, column) in columns.enumerated() where column.isInteger {
      cbc.setInteger(model, Int32(number))
    }
  }

  private func solution(
    of model: UnsafeMutableRawPointer?, of cbc: CbcFunctions, scale: Double, isInteger: Bool
  ) -> IntegerSolution {
    // After an error inside Cbc, what it says is still of the relaxation.
    let isOptimal = cbc.isProvenOptimal(model) != 0 && (!isInteger || cbc.status(model) == 0)
    if !isOptimal, cbc.isProvenInfeasible(model) != 0 {
      return IntegerSolution(status: .infeasible, objective: .infinity, bound: .infinity, values: [])
    }
    var solution = IntegerSolution(status: .unknown, objective: .infinity, bound: -.infinity, values: [])
    let reported = isInteger ? cbc.bound(model) / scale : -.infinity
    // Before the first relaxation is solved, the bound is a number of no meaning. Status 0 is an end, 1 a
    // limit, 5 an interrupt; else it gave up.
    let isBound = isInteger && [0, 1, 5].contains(cbc.status(model)) && abs(reported) < 1e30
    if isBound { solution.bound = reported }
    let values = isInteger ? cbc.bestSolution(model).map { UnsafePointer($0) } : cbc.columnSolution(model)
    guard isInteger || isOptimal, let values else { return solution }
    let found = columns.enumerated().map { number, column in
      let value = column.isInteger ? values[number].rounded() : values[number]
      return min(max(value, column.lower), column.upper)
    }
    // Whole numbers are rounded by up to 1e-6; what then breaks a row is no solution.
    guard violation(of: found) <= 1e-4 else { return solution }
    solution.values = found
    solution.objective = objective(of: solution.values)
    solution.status = isOptimal ? .optimal : .feasible
    solution.bound = isOptimal ? solution.objective : min(solution.bound, solution.objective)
    return solution
  }
}

/// What is known of an integer programme after a search.
struct IntegerSolution: Sendable, Hashable {
  enum Status: Sendable, Hashable {
    /// No better solution exists.
    case optimal
    /// A limit ended the search: none is better than ``bound``.
    case feasible
    /// No solution exists.
    case infeasible
    /// A limit ended the search before a solution was found.
    case unknown
  }

  var status: Status
  /// Infinite without a solution.
  var objective: Double
  /// No solution has a smaller objective.
  var bound: Double
  /// Per column; empty without a solution.
  var values: [Double]
}
