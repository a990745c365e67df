#pragma once

#include <stddef.h>

/// liblinear, loaded at first use.

typedef struct mr_linear mr_linear;

/// Loads liblinear on the first call. Any thread. Returns NULL, or the loader's message, which stays valid for ever.
const char *mr_linear_load(void);

/// Trains logistic regressions with the squared norm of their weights as penalty, one for each class against the others,
/// and a bias that counts among the weights. Arguments as those of mr_svm_train. Only after a successful load. Freed with
/// mr_linear_free. Returns NULL where there is no memory.
mr_linear *mr_linear_train(const double *rows, size_t count, size_t width, const int *classes, int class_count,
                           const double *weights, double cost);

/// Writes the probability of each class for a row. Any thread, but one at a time for each model.
void mr_linear_predict(mr_linear *model, const double *row, double *probabilities);

void mr_linear_free(mr_linear *model);
