#pragma once

#include <stdbool.h>

/// Loads OpenBLAS on the first call and makes it compute on the calling thread alone, so that products are
/// reproducible. Any thread. Returns NULL, or the loader's message, which stays valid for ever.
const char *mr_blas_load(void);

/// C = alpha · op(A) · op(B) + beta · C, row-major single precision, where op transposes if asked to.
/// op(A) is m × k, op(B) is k × n; the strides are floats between rows as stored. Only after a successful
/// mr_blas_load. Any thread.
void mr_blas_multiply(bool transpose_a, bool transpose_b, int m, int n, int k,
                      float alpha, const float *a, int stride_a, const float *b,
                      int stride_b, float beta, float *c, int stride_c);
