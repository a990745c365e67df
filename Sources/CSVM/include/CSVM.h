#pragma once

#include <stdbool.h>
#include <stddef.h>

/// libsvm, loaded at first use. Its training draws from the C library's random numbers, so one training at a time: the
/// caller sees to that.

typedef struct mr_svm mr_svm;

/// Loads libsvm on the first call. Any thread. Returns NULL, or the loader's message, which stays valid for ever.
const char *mr_svm_load(void);

/// Trains on `count` rows of `width` values, each of one of the classes from 0 to `class_count` - 1, of all of which there
/// are some. `weights` multiply the cost for each class. The kernel is linear where `gamma` is 0, else exp(-gamma |u-v|²).
/// Probabilities are fitted as Platt's, on five folds that `seed` draws. Only after a successful load. Freed with
/// mr_svm_free. Returns NULL where there is no memory.
mr_svm *mr_svm_train(const double *rows, size_t count, size_t width, const int *classes, int class_count,
                     const double *weights, double cost, double gamma, unsigned seed);

/// Writes the probability of each class for a row. Any thread, but one at a time for each model.
void mr_svm_predict(mr_svm *model, const double *row, double *probabilities);

void mr_svm_free(mr_svm *model);
