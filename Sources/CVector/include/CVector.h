#pragma once

// The loops over doubles that most of the time goes into, written for as many numbers per instruction as the
// processor takes.
//
// Swift is compiled for the oldest processor of its architecture, which on x86-64 takes two doubles at a time; these
// loops are compiled for wider ones as well, and the widest that fits is chosen as the program is loaded.
// Every number is the same on all of them: how many sums run side by side, and in which order they are added up, is
// written here and not left to the processor, and no multiplication is fused with an addition.

#include <stddef.h>

/// What `cvector_line_sums` adds up.
typedef struct {
  /// Σ d.
  double sum;
  /// Σ t·d.
  double tilt;
  /// Σ d².
  double square;
} cvector_sums;

/// Adds up the differences d = y − level − rise·t of values y and a line at times t.
///
/// Sums of eight run side by side: lane j takes the positions j, j + 8, … below the last whole eight. The rest, if
/// `count` is at least eight, is added to the last lanes: the last position to lane 7. The eight lanes l are added
/// as ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)). Fewer than eight values are added one after the other.
cvector_sums cvector_line_sums(const double *restrict values, const double *restrict times, size_t count,
                               double level, double rise);

/// y := y − A·f, where column k of A begins at `columns + k * stride` and has as many rows as y.
///
/// Products are taken from an element of y one after the other, from the first column on.
void cvector_subtract_columns(const double *restrict columns, size_t stride, const double *restrict factors,
                              size_t count, double *restrict y, size_t rows);

/// x := x + Aᵀ·y, where column k of A begins at `columns + k * stride` and has as many rows as y.
///
/// Each product is summed in the order of `cvector_line_sums`, then added to its element of x.
void cvector_add_products(const double *restrict columns, size_t stride, const double *restrict y, size_t rows,
                          double *restrict x, size_t count);
