#pragma once

#include <stddef.h>

/// Random forests by XGBoost, loaded at first use.

typedef struct mr_forest mr_forest;

/// Loads XGBoost on the first call. Any thread. Returns NULL, or the loader's message, which stays valid for ever.
const char *mr_forest_load(void);

/// Trains `trees` trees for each class at once, each on a random part of the rows and at each node of the columns.
/// `row_weights` are those of the rows. Only after a successful load. Freed with mr_forest_free. Returns NULL where
/// XGBoost refuses, for the reason in mr_forest_reason.
mr_forest *mr_forest_train(const float *rows, size_t count, size_t width, const float *classes, int class_count,
                           const float *row_weights, int trees, unsigned seed);

/// Writes the probability of each class for each of `count` rows. Returns 0, or something else where XGBoost refuses.
int mr_forest_predict(mr_forest *model, const float *rows, size_t count, float *probabilities);

/// Why the last call on this thread was refused.
const char *mr_forest_reason(void);

void mr_forest_free(mr_forest *model);
