#include "CVector.h"

#include <stdint.h>

// A fused multiplication rounds once instead of twice: processors without one would give other digits.
#pragma STDC FP_CONTRACT OFF

// Clones need a loader that chooses among them (glibc's), before a thread sanitizer can watch it. Elsewhere the code is
// plain: on Arm that is as wide as it gets.
#if defined(__x86_64__) && defined(__ELF__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
#define CLONED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONED
#endif

enum { LANES = 8 };

typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));
typedef int64_t mask __attribute__((vector_size(LANES * sizeof(int64_t))));
// As they stand in memory: anywhere a double may stand.
typedef lanes lanes_in_memory __attribute__((aligned(sizeof(double)), may_alias));
typedef mask mask_in_memory __attribute__((aligned(sizeof(int64_t)), may_alias));

#define LOAD(address) (*(const lanes_in_memory *)(address))
#define STORE(address, value) (*(lanes_in_memory *)(address) = (value))

// Zero in all lanes but the last `count`, of which fewer than eight remain.
#define KEEP_LAST(value, count) ((lanes)((mask)(value) & *(const mask_in_memory *)(last_lanes + (count))))
static const int64_t last_lanes[2 * LANES] = {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1};

// By address: in a register, lanes would be passed in another way by each clone.
static inline double total(const lanes *of) {
  const lanes l = *of;
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

CLONED
cvector_sums cvector_line_sums(const double *restrict values, const double *restrict times, size_t count,
                               double level, double rise) {
  if (count < LANES) {
    cvector_sums sums = {0, 0, 0};
    for (size_t i = 0; i < count; i++) {
      const double difference = values[i] - level - rise * times[i];
      sums.sum += difference;
      sums.tilt += difference * times[i];
      sums.square += difference * difference;
    }
    return sums;
  }
  lanes sum = {0}, tilt = {0}, square = {0};
  const size_t rest = count % LANES;
  for (size_t i = 0; i < count - rest; i += LANES) {
    const lanes time = LOAD(times + i);
    const lanes difference = LOAD(values + i) - level - rise * time;
    sum += difference;
    tilt += difference * time;
    square += difference * difference;
  }
  if (rest > 0) {
    const lanes time = LOAD(times + count - LANES);
    const lanes difference = KEEP_LAST(LOAD(values + count - LANES) - level - rise * time, rest);
    sum += difference;
    tilt += difference * time;
    square += difference * difference;
  }
  return (cvector_sums){total(&sum), total(&tilt), total(&square)};
}

CLONED
void cvector_subtract_columns(const double *restrict columns, size_t stride, const double *restrict factors,
                              size_t count, double *restrict y, size_t rows) {
  if (rows < LANES) {
    for (size_t row = 0; row < rows; row++) {
      double left = y[row];
      for (size_t k = 0; k < count; k++) left -= factors[k] * columns[k * stride + row];
      y[row] = left;
    }
    return;
  }
  // The last eight rows may overlap those before, so they are read before and written after them.
  const size_t end = rows - LANES;
  lanes last = LOAD(y + end);
  for (size_t k = 0; k < count; k++) last -= factors[k] * LOAD(columns + k * stride + end);
  for (size_t row = 0; row < end; row += LANES) {
    lanes left = LOAD(y + row);
    for (size_t k = 0; k < count; k++) left -= factors[k] * LOAD(columns + k * stride + row);
    STORE(y + row, left);
  }
  STORE(y + end, last);
}

CLONED
void cvector_add_products(const double *restrict columns, size_t stride, const double *restrict y, size_t rows,
                          double *restrict x, size_t count) {
  const size_t rest = rows % LANES, start = rows - LANES;
  for (size_t k = 0; k < count; k++, columns += stride) {
    if (rows < LANES) {
      double sum = 0;
      for (size_t row = 0; row < rows; row++) sum += columns[row] * y[row];
      x[k] += sum;
      continue;
    }
    lanes sum = {0};
    for (size_t row = 0; row < rows - rest; row += LANES) sum += LOAD(columns + row) * LOAD(y + row);
    if (rest > 0) sum += KEEP_LAST(LOAD(columns + start) * LOAD(y + start), rest);
    x[k] += total(&sum);
  }
}
