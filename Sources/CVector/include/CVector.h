#pragma once

#include <stdbool.h>
#include <stddef.h>

/// What may be called on a thread that must never wait: no allocation, no lock, no system call.
#define MV_REALTIME_SAFE                                                       \
  __attribute__((swift_attr("@_noAllocation")))                                \
  __attribute__((swift_attr("@_noLocks")))

/// Rows that a packed matrix keeps together, see `mv_packed_matrix_vector`.
#define MV_PANEL_ROWS 16

/// Windows that `mv_slide_medians` keeps together.
#define MV_WINDOW_LANES 16

/// Values of a window of `mv_moving_median`.
#define MV_MOVING_MEDIAN 31

/// Instruction sets that the kernels are compiled for. Results differ between levels in their last bits only.
typedef enum mv_level : int {
  /// What the build's target has: SSE2 on x86-64, NEON on arm64.
  MV_LEVEL_BASELINE = 0,
  /// x86-64-v3: AVX2 and fused multiply-add.
  MV_LEVEL_V3 = 1,
  /// x86-64-v4: AVX-512.
  MV_LEVEL_V4 = 2,
} mv_level;

/// All kernels at one level; their meaning is that of the function of the same name below.
typedef struct mv_kernels {
  float (*dot)(const float *a, const float *b, size_t count);
  float (*sum)(const float *a, size_t count);
  float (*sum_of_squares)(const float *a, size_t count);
  void (*multiply)(const float *a, const float *b, float *into, size_t count);
  void (*accumulate)(float scale, const float *a, float *into, size_t count);
  void (*natural_log)(const float *a, float *into, size_t count);
  void (*log10)(const float *a, float *into, size_t count);
  void (*exponential)(const float *a, float *into, size_t count);
  void (*tanh)(const float *a, float *into, size_t count);
  void (*sigmoid)(const float *a, float *into, size_t count);
  void (*square_root)(const float *a, float *into, size_t count);
  void (*power)(const float *interleaved, float *into, size_t count);
  void (*matrix_vector)(const float *matrix, size_t rows, size_t columns,
                        const float *vector, const float *bias, float *into);
  void (*packed_matrix_vector)(const float *panels, size_t rows, size_t columns,
                               const float *vector, const float *base, float *into);
  void (*lstm_gates)(const float *gates, float *cell, float *hidden, size_t width);
  void (*slide_medians)(float *windows, size_t length, size_t known, const float *oldest,
                        const float *newest, float *into, size_t count);
  void (*moving_median)(const float *values, float *into, size_t count);
  void (*soft_mask_squares)(const float *a, const float *b, const float *values,
                            size_t count, float *sums);
} mv_kernels;

/// The kernels of one level, or NULL where this processor cannot run them.
const mv_kernels *mv_kernels_at(mv_level level);

/// The level in use. The highest that the processor runs is chosen when the program is loaded.
mv_level mv_level_in_use(void);

/// Puts another level in use, for measurements. False, and no change, where this processor cannot run it.
bool mv_select_level(mv_level level);

// Element-wise kernels may work in place (`into == a`); an element's result does not depend on its position.

/// Σ a·b.
MV_REALTIME_SAFE float mv_dot(const float *a, const float *b, size_t count);
/// Σ a.
MV_REALTIME_SAFE float mv_sum(const float *a, size_t count);
/// Σ a².
MV_REALTIME_SAFE float mv_sum_of_squares(const float *a, size_t count);
/// into = a·b.
MV_REALTIME_SAFE void mv_multiply(const float *a, const float *b, float *into, size_t count);
/// into += scale·a.
MV_REALTIME_SAFE void mv_accumulate(float scale, const float *a, float *into, size_t count);
/// into = ln a; −∞ for 0, NaN below.
MV_REALTIME_SAFE void mv_natural_log(const float *a, float *into, size_t count);
/// into = log₁₀ a; −∞ for 0, NaN below.
MV_REALTIME_SAFE void mv_log10(const float *a, float *into, size_t count);
/// into = eᵃ; 0 and ∞ beyond the range of floats.
MV_REALTIME_SAFE void mv_exponential(const float *a, float *into, size_t count);
/// into = tanh a.
MV_REALTIME_SAFE void mv_tanh(const float *a, float *into, size_t count);
/// into = 1 / (1 + e⁻ᵃ).
MV_REALTIME_SAFE void mv_sigmoid(const float *a, float *into, size_t count);
/// into = √a; NaN below 0.
MV_REALTIME_SAFE void mv_square_root(const float *a, float *into, size_t count);
/// into = re² + im² of `count` complex numbers, each stored as re, im.
MV_REALTIME_SAFE void mv_power(const float *interleaved, float *into, size_t count);

/// into = matrix·vector + bias; `matrix` row after row, `bias` NULL for none.
MV_REALTIME_SAFE void mv_matrix_vector(const float *matrix, size_t rows, size_t columns,
                                       const float *vector, const float *bias, float *into);

/// into = matrix·vector + base, the matrix in panels of MV_PANEL_ROWS rows, each panel column after column, the last
/// one filled up with rows of zeros. `base` has `rows` values and may be `into`; NULL for none. About twice as fast as
/// `mv_matrix_vector` where rows are short, because no sum runs across lanes.
MV_REALTIME_SAFE void mv_packed_matrix_vector(const float *panels, size_t rows, size_t columns,
                                              const float *vector, const float *base, float *into);

/// One step of `width` LSTM cells (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000):
/// cell = σ(f)·cell + σ(i)·tanh(g), hidden = σ(o)·tanh(cell). `gates` holds the sums i, f, g, o, `width` of each.
MV_REALTIME_SAFE void mv_lstm_gates(const float *gates, float *cell, float *hidden, size_t width);

/// Moves `count` sorted windows of `length` values each on by one value: `oldest[i]`, which is among those of window i,
/// goes, `newest[i]` comes, and into[i] is the median of the `known` lowest: infinity stands for values that have yet to
/// come. Of an even number it is the mean of the two in the middle. `count` is a multiple of MV_WINDOW_LANES. `windows`
/// holds MV_WINDOW_LANES windows after the other, each such group rank after rank. No value is NaN.
MV_REALTIME_SAFE void mv_slide_medians(float *windows, size_t length, size_t known, const float *oldest,
                                       const float *newest, float *into, size_t count);

/// into[i] = the median of the MV_MOVING_MEDIAN values from values[i] on, none of them NaN. `into` overlaps no value.
/// Fast for multiples of 512 windows; each one beyond that takes the time of about sixty.
MV_REALTIME_SAFE void mv_moving_median(const float *values, float *into, size_t count);

/// sums[0] = Σ (values·a² / (a² + b²))² and sums[1] = Σ (values·b² / (a² + b²))²; both quotients are ½ where neither a
/// nor b is a normal float. `a` and `b` are not negative and below 2¹²⁷.
MV_REALTIME_SAFE void mv_soft_mask_squares(const float *a, const float *b, const float *values, size_t count,
                                           float *sums);
