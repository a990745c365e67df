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

/// Solves A · X = B for a symmetric positive definite A of n × n by Cholesky's factors, in double precision: A is
/// overwritten, each of B's columns (n values, one after the other) by one of X. False where A is not positive definite.
/// Only after a successful mr_blas_load. Any thread.
bool mr_blas_solve(int n, int columns, double *a, double *b);
