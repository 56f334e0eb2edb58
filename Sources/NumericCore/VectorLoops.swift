internal import CVector

/// Loops over doubles that most of the time goes into, with as many numbers per instruction as the processor takes.
///
/// This is the only file that knows of CVector and of its pointers. Results have the same bits on all processors: the
/// order of sums is fixed, eight of them run side by side, and no multiplication is fused with an addition. They do
/// not depend on where in memory the numbers stand.
package enum VectorLoops {
  /// Sums of the differences d = y − level − rise·t of values y and a line at times t.
  package struct LineSums: Sendable {
    /// Σ d.
    package let sum: Double
    /// Σ t·d.
    package let tilt: Double
    /// Σ d².
    package let square: Double
  }

  /// Sums of what is left of values when a line is taken off.
  ///
  /// - Parameters:
  ///   - values: y.
  ///   - times: t, one per value.
  ///   - level: Of the line at time zero.
  ///   - rise: Of the line from one time to the next.
  /// - Complexity: O(values), without allocation.
  package static func lineSums(
    _ values: Span<Double>, times: Span<Double>, level: Double, rise: Double
  ) -> LineSums {
    precondition(values.count == times.count, "\(values.count) values at \(times.count) times")
    let sums = values.withUnsafeBufferPointer { values in
      times.withUnsafeBufferPointer { times in
        cvector_line_sums(values.baseAddress, times.baseAddress, values.count, level, rise)
      }
    }
    return LineSums(sum: sums.sum, tilt: sums.tilt, square: sums.square)
  }

  /// Takes multiples of columns off some rows of another, y := y − A·f.
  ///
  /// - Parameters:
  ///   - columns: A. Column k begins at position k · `stride`; with a stride of one, columns overlap, and a moving sum
  ///     is taken off.
  ///   - stride: Not negative.
  ///   - factors: f, one per column.
  ///   - rest: y at `rows`.
  ///   - rows: As many as a column has.
  /// - Complexity: O(rows · columns), without allocation.
  package static func subtract(
    columns: Span<Double>, stride: Int, times factors: Span<Double>, from rest: inout MutableSpan<Double>,
    rows: Range<Int>
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rest.count, "no rows \(rows) of \(rest.count)")
    require(factors.count, columnsOf: rows.count, stride: stride, in: columns)
    columns.withUnsafeBufferPointer { columns in
      factors.withUnsafeBufferPointer { factors in
        rest.withUnsafeMutableBufferPointer { rest in
          guard let first = rest.baseAddress else { return }
          cvector_subtract_columns(
            columns.baseAddress, stride, factors.baseAddress, factors.count, first + rows.lowerBound,
            rows.count)
        }
      }
    }
  }

  /// Adds the dot products of columns with another one, x := x + Aᵀ·y.
  ///
  /// - Parameters:
  ///   - columns: A. Column k begins at position k · `stride`.
  ///   - stride: Not negative.
  ///   - other: y, as many rows as a column has.
  ///   - products: x at `range`.
  ///   - range: One per column.
  /// - Complexity: O(rows · columns), without allocation.
  package static func addProducts(
    columns: Span<Double>, stride: Int, with other: Span<Double>, to products: inout MutableSpan<Double>,
    at range: Range<Int>
  ) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= products.count, "no room for \(range) in \(products.count)"
    )
    require(range.count, columnsOf: other.count, stride: stride, in: columns)
    columns.withUnsafeBufferPointer { columns in
      other.withUnsafeBufferPointer { other in
        products.withUnsafeMutableBufferPointer { products in
          guard let first = products.baseAddress else { return }
          cvector_add_products(
            columns.baseAddress, stride, other.baseAddress, other.count, first + range.lowerBound, range.count
          )
        }
      }
    }
  }

  private static func require(_ count: Int, columnsOf rows: Int, stride: Int, in columns: Span<Double>) {
    precondition(
      stride >= 0 && (count == 0 || rows == 0 || (count - 1) * stride + rows <= columns.count),
      "\(columns.count) values are no \(count) columns of \(rows), \(stride) apart")
  }
}
