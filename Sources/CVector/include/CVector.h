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

/// How many extremes `mv_extreme_means` takes at most.
#define MV_MAXIMUM_EXTREMES 16

/// How many elements `mv_peaks` takes at most.
#define MV_MAXIMUM_BINS 4096

/// How many partials `mv_dissonance` takes at most.
#define MV_MAXIMUM_PARTIALS 128

/// A run of weights in a row of a matrix, in blocks of eight.
typedef struct mv_band {
  /// Negative where the row goes on with the next band.
  int row;
  /// Where its first weight stands: in the matrix and among all weights.
  int column, weight;
  /// Its length, in blocks.
  int blocks;
} mv_band;

/// A linear filter of four states: what each of eight samples, and then each of the states before them, adds to the
/// eight outputs and to the states after them.
typedef struct mv_block_filter {
  float outputs[12][8];
  double states[12][4];
} mv_block_filter;

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
  float (*maximum)(const float *a, size_t count);
  void (*multiply)(const float *a, const float *b, float *into, size_t count);
  void (*accumulate)(float scale, const float *a, float *into, size_t count);
  void (*natural_log)(const float *a, float *into, size_t count);
  void (*log10)(const float *a, float *into, size_t count);
  void (*exponential)(const float *a, float *into, size_t count);
  void (*tanh)(const float *a, float *into, size_t count);
  void (*sigmoid)(const float *a, float *into, size_t count);
  void (*square_root)(const float *a, float *into, size_t count);
  void (*untangle)(const float *half, const float *twiddles, size_t n, float *into);
  void (*untangled_power)(const float *half, const float *twiddles, size_t n, float *into, float *magnitude);
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

  void (*moments)(const float *a, float centre, size_t count, float *into);
  float (*entropy)(const float *a, float scale, size_t count);
  void (*means_of_floored)(const float *a, float floor, size_t count, float *into);
  float (*rise_energy)(const float *a, float *before, size_t count);
  size_t (*reach)(const float *a, float threshold, size_t count);
  size_t (*sign_changes)(const float *a, float limit, size_t count);
  size_t (*peaks)(const float *a, float contrast, size_t count, int *positions, float *values);
  size_t (*strongest)(int *positions, float *values, size_t most, size_t count);
  float (*dissonance)(const float *hertz, const float *amplitudes, size_t count);
  void (*extreme_means)(const float *a, size_t extremes, size_t count, float *into);
  void (*filter_blocks)(const mv_block_filter *filter, double *state, const float *samples, float *into,
                        size_t blocks);
  void (*banded_matrix_vector)(const mv_band *bands, size_t count, const float *weights, const float *vector,
                               float *into);
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
/// The largest a; −∞ of none.
MV_REALTIME_SAFE float mv_maximum(const float *a, size_t count);
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
/// The first n + 1 bins of the transform of 2n real samples, from that of the n complex numbers whose real parts are the
/// even and whose imaginary parts are the odd samples. All are interleaved re, im. `twiddles` holds ½·cos(πk/n) for the
/// n/2 + 1 first k, then −½·sin(πk/n) for the same.
MV_REALTIME_SAFE void mv_untangle(const float *half, const float *twiddles, size_t n, float *into);
/// into = re² + im² of what `mv_untangle` gives, n + 1 floats, and magnitude = its square root, or NULL for none.
MV_REALTIME_SAFE void mv_untangled_power(const float *half, const float *twiddles, size_t n, float *into,
                                         float *magnitude);

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

/// √a of one double; NaN below 0. One instruction: the same at all levels.
MV_REALTIME_SAFE static inline double mv_square_root_of_double(double a) { return __builtin_sqrt(a); }

/// into = Σ aᵢ(i − centre)ʲ for j = 1 … 4.
MV_REALTIME_SAFE void mv_moments(const float *a, float centre, size_t count, float *into);
/// −Σ p·ln p of p = scale·a, no a being negative; 0 counts as 0.
MV_REALTIME_SAFE float mv_entropy(const float *a, float scale, size_t count);
/// into = the mean of max(a, floor), and of its natural logarithm; floor is normal and positive, and no a infinite.
MV_REALTIME_SAFE void mv_means_of_floored(const float *a, float floor, size_t count, float *into);
/// Σ max(0, a − before)²; then before = a.
MV_REALTIME_SAFE float mv_rise_energy(const float *a, float *before, size_t count);
/// The first index at which the sum of a up to and with it reaches the threshold, else the last one.
MV_REALTIME_SAFE size_t mv_reach(const float *a, float threshold, size_t count);
/// How many elements differ from the one before in whether they are under the limit.
MV_REALTIME_SAFE size_t mv_sign_changes(const float *a, float limit, size_t count);
/// The maxima of a that are `contrast` or more high, and stand as much above the lowest element between them and the next
/// higher one, if any, on either side (MIRtoolbox's `mirpeaks`); of equals the first. Beyond both ends lies nothing.
/// Writes where and how high they are, and gives their number, at most (count + 1) / 2; at most MV_MAXIMUM_BINS.
MV_REALTIME_SAFE size_t mv_peaks(const float *a, float contrast, size_t count, int *positions, float *values);
/// Keeps the `most` largest values, of equals the first, with their positions and in their order; none is negative.
/// Gives how many are left.
MV_REALTIME_SAFE size_t mv_strongest(int *positions, float *values, size_t most, size_t count);
/// Σ aᵢaⱼ(e^(−3.51sd) − e^(−5.75sd)) over all pairs of partials, sorted by frequency, with their distance d in Hz and
/// s = 0.24 / (0.0207·lower + 18.96) (Sethares 1993), at most MV_MAXIMUM_PARTIALS. Pairs that are too far apart to reach
/// 10⁻⁶ of what they may be are left out.
MV_REALTIME_SAFE float mv_dissonance(const float *hertz, const float *amplitudes, size_t count);
/// into = the mean of the `extremes` largest elements, and of as many smallest: at most MV_MAXIMUM_EXTREMES and `count`.
/// The time depends little on the values.
MV_REALTIME_SAFE void mv_extreme_means(const float *a, size_t extremes, size_t count, float *into);
/// Runs a linear filter over blocks of eight samples.
MV_REALTIME_SAFE void mv_filter_blocks(const mv_block_filter *filter, double *state, const float *samples, float *into,
                                       size_t blocks);
/// into = matrix·vector for a matrix that is zero but for some bands, see mv_band: one or more for every row, row behind row.
/// Seven floats behind the vector are read.
MV_REALTIME_SAFE void mv_banded_matrix_vector(const mv_band *bands, size_t count, const float *weights,
                                              const float *vector, float *into);
