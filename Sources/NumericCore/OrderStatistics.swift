/// The median: the middle value, or the mean of the two middle ones.
///
/// By quickselect with the median of three as pivot, so the same values in the same order take the same
/// steps, and the result is the very number that sorting would give. A run of unlucky pivots ends in a sort:
/// no order of the values makes it slow.
///
/// - Parameter values: Free of NaN, which has no place in an order; with one the result is one of the values
///   or a mean of two, and of no use. Reordered.
/// - Returns: Zero for no values.
/// - Complexity: O(n) on average, O(n log n) at worst; no allocation.
///
/// Source: C. A. R. Hoare (1961), "Algorithm 65: find", doi:10.1145/366622.366647; D. R. Musser (1997) for the
/// bound, doi:10.1002/(SICI)1097-024X(199708)27:8<983::AID-SPE117>3.0.CO;2-#.
package func median(_ values: inout [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let middle = values.count / 2
  select(&values, middle)
  let upper = values[middle]
  guard values.count.isMultiple(of: 2) else { return upper }
  // What stands before the middle is no greater; the greatest of it is the other middle value.
  var lower = values[0]
  for position in 1..<max(middle, 1) where values[position] > lower { lower = values[position] }
  let sum = lower + upper
  return sum.isFinite ? sum / 2 : lower / 2 + upper / 2
}

/// The median of values that stay in their order.
///
/// - Complexity: As ``median(_:)``, and a copy.
package func median(of values: [Double]) -> Double {
  var values = values
  return median(&values)
}

/// The value that would stand at a position, from zero, if the values were sorted; by quickselect as ``median(_:)``.
///
/// - Parameter values: Free of NaN. Reordered.
/// - Complexity: O(n) on average, O(n log n) at worst; no allocation.
package func orderStatistic(_ position: Int, of values: inout [Double]) -> Double {
  precondition(values.indices.contains(position), "no position \(position) among \(values.count) values")
  select(&values, position)
  return values[position]
}

/// Reorders values so that the one at `position` is that of the sorted order, none before it is greater and
/// none after it smaller.
private func select(_ values: inout [Double], _ position: Int) {
  var (left, right) = (0, values.count - 1)
  var rounds = 2 * values.count.bitWidth - 2 * values.count.leadingZeroBitCount
  while right - left >= 16 {
    guard rounds > 0 else {
      values.sort()
      return
    }
    rounds -= 1
    let pivot = middle(values[left], values[(left + right) / 2], values[right])
    var (i, j) = (left, right)
    repeat {
      while values[i] < pivot { i += 1 }
      while pivot < values[j] { j -= 1 }
      if i <= j {
        values.swapAt(i, j)
        i += 1
        j -= 1
      }
    } while i <= j
    if j < position { left = i }
    if position < i { right = j }
  }
  // Few are left: insertion.
  for next in stride(from: left + 1, through: right, by: 1) {
    let value = values[next]
    var place = next
    while place > left, values[place - 1] > value {
      values[place] = values[place - 1]
      place -= 1
    }
    values[place] = value
  }
}

/// The middle one of three.
private func middle(_ a: Double, _ b: Double, _ c: Double) -> Double {
  a < b ? (b < c ? b : (a < c ? c : a)) : (a < c ? a : (b < c ? c : b))
}
