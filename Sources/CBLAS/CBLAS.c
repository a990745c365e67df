#include "CBLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

// The values of cblas.h, which is not needed to build.
enum { row_major = 101, no_transpose = 111, transpose = 112 };

typedef void (*sgemm_function)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                               const float *a, int stride_a, const float *b, int stride_b, float beta, float *c,
                               int stride_c);
typedef void (*dposv_function)(const char *triangle, const int *n, const int *columns, double *a, const int *stride_a,
                               double *b, const int *stride_b, int *info, size_t triangle_length);
typedef void (*set_threads_function)(int threads);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sgemm_function sgemm;
static dposv_function dposv;
static char failure[256];

static void load(void) {
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
  set_threads_function set_threads = (set_threads_function)dlsym(library, "openblas_set_num_threads");
  sgemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  dposv = (dposv_function)dlsym(library, "dposv_");
  if (!sgemm || !dposv || !set_threads) {
    snprintf(failure, sizeof failure, "libopenblas.so.0 lacks cblas_sgemm or dposv_");
    return;
  }
  set_threads(1);
}

const char *mr_blas_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

void mr_blas_multiply(bool transpose_a, bool transpose_b, int m, int n, int k, float alpha, const float *a,
                      int stride_a, const float *b, int stride_b, float beta, float *c, int stride_c) {
  sgemm(row_major, transpose_a ? transpose : no_transpose, transpose_b ? transpose : no_transpose, m, n, k, alpha,
        a, stride_a, b, stride_b, beta, c, stride_c);
}

bool mr_blas_solve(int n, int columns, double *a, double *b) {
  int info = 0;
  dposv("L", &n, &columns, a, &n, b, &n, &info, 1);
  return info == 0;
}
