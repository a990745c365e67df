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
typedef void (*set_threads_function)(int threads);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sgemm_function sgemm;
static char failure[256];

static void load(void) {
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
  set_threads_function set_threads = (set_threads_function)dlsym(library, "openblas_set_num_threads");
  sgemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  if (!sgemm || !set_threads) {
    snprintf(failure, sizeof failure, "libopenblas.so.0 lacks cblas_sgemm");
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
