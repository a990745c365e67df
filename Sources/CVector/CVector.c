#include "CVector.h"

#include <stdatomic.h>

typedef float floats2 __attribute__((ext_vector_type(2)));
typedef float floats4 __attribute__((ext_vector_type(4)));
typedef float floats8 __attribute__((ext_vector_type(8)));

#define LEVEL baseline
#define WIDTH 4
#define GROUP 2
#include "kernels.inc"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define LEVEL v3
#define WIDTH 8
#define GROUP 4
#include "kernels.inc"
#pragma clang attribute pop

// x86-64-v4 alone makes clang split vectors of 512 bits in two.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define LEVEL v4
#define WIDTH 16
#define GROUP 4
#include "kernels.inc"
#pragma clang attribute pop

#endif

const mv_kernels *mv_kernels_at(mv_level level) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (level == MV_LEVEL_V4) return __builtin_cpu_supports("x86-64-v4") ? &kernels_v4 : NULL;
  if (level == MV_LEVEL_V3) return __builtin_cpu_supports("x86-64-v3") ? &kernels_v3 : NULL;
#endif
  return level == MV_LEVEL_BASELINE ? &kernels_baseline : NULL;
}

/// Written at load and by mv_select_level; a relaxed load costs nothing over a plain one.
static _Atomic(const mv_kernels *) in_use = &kernels_baseline;
static _Atomic mv_level level_in_use = MV_LEVEL_BASELINE;

bool mv_select_level(mv_level level) {
  const mv_kernels *kernels = mv_kernels_at(level);
  if (!kernels) return false;
  atomic_store_explicit(&in_use, kernels, memory_order_relaxed);
  atomic_store_explicit(&level_in_use, level, memory_order_relaxed);
  return true;
}

mv_level mv_level_in_use(void) { return atomic_load_explicit(&level_in_use, memory_order_relaxed); }

/// A table of pointers rather than ifuncs (target_clones): those run before the thread sanitizer is ready, and crash.
__attribute__((constructor)) static void select_highest_level(void) {
  if (!mv_select_level(MV_LEVEL_V4)) mv_select_level(MV_LEVEL_V3);
}

static inline const mv_kernels *kernels(void) { return atomic_load_explicit(&in_use, memory_order_relaxed); }

float mv_dot(const float *a, const float *b, size_t count) { return kernels()->dot(a, b, count); }

float mv_sum(const float *a, size_t count) { return kernels()->sum(a, count); }

float mv_sum_of_squares(const float *a, size_t count) { return kernels()->sum_of_squares(a, count); }

void mv_multiply(const float *a, const float *b, float *into, size_t count) {
  kernels()->multiply(a, b, into, count);
}

void mv_accumulate(float scale, const float *a, float *into, size_t count) {
  kernels()->accumulate(scale, a, into, count);
}

void mv_natural_log(const float *a, float *into, size_t count) { kernels()->natural_log(a, into, count); }

void mv_log10(const float *a, float *into, size_t count) { kernels()->log10(a, into, count); }

void mv_exponential(const float *a, float *into, size_t count) { kernels()->exponential(a, into, count); }

void mv_tanh(const float *a, float *into, size_t count) { kernels()->tanh(a, into, count); }

void mv_sigmoid(const float *a, float *into, size_t count) { kernels()->sigmoid(a, into, count); }

void mv_square_root(const float *a, float *into, size_t count) { kernels()->square_root(a, into, count); }

void mv_power(const float *interleaved, float *into, size_t count) { kernels()->power(interleaved, into, count); }

void mv_matrix_vector(const float *matrix, size_t rows, size_t columns, const float *vector, const float *bias,
                      float *into) {
  kernels()->matrix_vector(matrix, rows, columns, vector, bias, into);
}

void mv_packed_matrix_vector(const float *panels, size_t rows, size_t columns, const float *vector,
                             const float *base, float *into) {
  kernels()->packed_matrix_vector(panels, rows, columns, vector, base, into);
}

void mv_lstm_gates(const float *gates, float *cell, float *hidden, size_t width) {
  kernels()->lstm_gates(gates, cell, hidden, width);
}

void mv_slide_medians(float *windows, size_t length, size_t known, const float *oldest, const float *newest,
                      float *into, size_t count) {
  kernels()->slide_medians(windows, length, known, oldest, newest, into, count);
}

void mv_moving_median(const float *values, float *into, size_t count) {
  kernels()->moving_median(values, into, count);
}

void mv_soft_mask_squares(const float *a, const float *b, const float *values, size_t count, float *sums) {
  kernels()->soft_mask_squares(a, b, values, count, sums);
}
