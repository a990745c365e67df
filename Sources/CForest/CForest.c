#include "CForest.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What c_api.h of XGBoost 1 declares, which is not needed to build.
#define FUNCTIONS(DO)                                                                        \
  DO(const char *, XGBGetLastError, (void))                                                  \
  DO(int, XGDMatrixCreateFromMat, (const float *, uint64_t, uint64_t, float, void **))       \
  DO(int, XGDMatrixSetFloatInfo, (void *, const char *, const float *, uint64_t))            \
  DO(int, XGDMatrixFree, (void *))                                                           \
  DO(int, XGBoosterCreate, (void *const *, uint64_t, void **))                               \
  DO(int, XGBoosterFree, (void *))                                                           \
  DO(int, XGBoosterSetParam, (void *, const char *, const char *))                           \
  DO(int, XGBoosterUpdateOneIter, (void *, int, void *))                                     \
  DO(int, XGBoosterPredict, (void *, void *, int, unsigned, int, uint64_t *, const float **))

#define MEMBER(result, name, arguments) static result(*name) arguments;
FUNCTIONS(MEMBER)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static void load(void) {
  void *library = dlopen("libxgboost.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
#define FIND(result, name, arguments)                                       \
  if (!(name = (__typeof__(name))dlsym(library, #name)))                    \
    snprintf(failure, sizeof failure, "libxgboost.so.0 lacks " #name);
  FUNCTIONS(FIND)
}

const char *mr_forest_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

const char *mr_forest_reason(void) { return XGBGetLastError(); }

struct mr_forest {
  void *booster;
  size_t width;
  int class_count;
};

static int configure(void *booster, int class_count, int trees, unsigned seed) {
  char classes[16], parallel[16], drawn[16];
  snprintf(classes, sizeof classes, "%d", class_count);
  snprintf(parallel, sizeof parallel, "%d", trees);
  snprintf(drawn, sizeof drawn, "%u", seed);
  // One round of many trees, none of which corrects another, as Breiman's.
  const char *settings[][2] = {
      {"objective", "multi:softprob"}, {"num_class", classes},   {"num_parallel_tree", parallel},
      {"eta", "1"},                    {"subsample", "0.632"},   {"colsample_bynode", "0.2"},
      {"max_depth", "12"},             {"min_child_weight", "1"}, {"lambda", "1"},
      {"tree_method", "hist"},         {"max_bin", "64"},        {"seed", drawn},
      // Hundreds of rows are not worth a second thread: they would wait for one another.
      {"nthread", "1"},                {"verbosity", "0"},
  };
  for (size_t index = 0; index < sizeof settings / sizeof *settings; index++)
    if (XGBoosterSetParam(booster, settings[index][0], settings[index][1])) return -1;
  return 0;
}

mr_forest *mr_forest_train(const float *rows, size_t count, size_t width, const float *classes, int class_count,
                           const float *row_weights, int trees, unsigned seed) {
  mr_forest *model = calloc(1, sizeof *model);
  void *matrix = NULL;
  if (!model) return NULL;
  model->width = width;
  model->class_count = class_count;
  int refused = XGDMatrixCreateFromMat(rows, count, width, __builtin_nanf(""), &matrix) ||
                XGDMatrixSetFloatInfo(matrix, "label", classes, count) ||
                XGDMatrixSetFloatInfo(matrix, "weight", row_weights, count) ||
                XGBoosterCreate(&matrix, 1, &model->booster) ||
                configure(model->booster, class_count, trees, seed) ||
                XGBoosterUpdateOneIter(model->booster, 0, matrix);
  if (matrix) XGDMatrixFree(matrix);
  if (!refused) return model;
  mr_forest_free(model);
  return NULL;
}

int mr_forest_predict(mr_forest *model, const float *rows, size_t count, float *probabilities) {
  void *matrix = NULL;
  uint64_t length = 0;
  const float *found = NULL;
  int refused = XGDMatrixCreateFromMat(rows, count, model->width, __builtin_nanf(""), &matrix) ||
                XGBoosterPredict(model->booster, matrix, 0, 0, 0, &length, &found);
  if (!refused && length == count * (size_t)model->class_count)
    memcpy(probabilities, found, length * sizeof *probabilities);
  else
    refused = -1;
  if (matrix) XGDMatrixFree(matrix);
  return refused;
}

void mr_forest_free(mr_forest *model) {
  if (!model) return;
  if (model->booster) XGBoosterFree(model->booster);
  free(model);
}
