#include "CSVM.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// What svm.h of libsvm 3 declares, which is not needed to build.
enum { c_svc = 0, linear = 0, rbf = 2 };

typedef struct {
  int index;
  double value;
} node;

typedef struct {
  int count;
  double *targets;
  node **rows;
} problem;

typedef struct {
  int type;
  int kernel;
  int degree;
  double gamma;
  double offset;
  double cache_megabytes;
  double tolerance;
  double cost;
  int weight_count;
  int *weight_classes;
  double *weights;
  double nu;
  double epsilon;
  int shrinking;
  int probability;
} parameters;

#define FUNCTIONS(DO)                                                                        \
  DO(void *, svm_train, (const problem *, const parameters *))                               \
  DO(double, svm_predict_probability, (const void *, const node *, double *))                \
  DO(void, svm_get_labels, (const void *, int *))                                            \
  DO(void, svm_free_and_destroy_model, (void **))                                            \
  DO(void, svm_set_print_string_function, (void (*)(const char *)))

#define MEMBER(result, name, arguments) static result(*name) arguments;
FUNCTIONS(MEMBER)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static void ignore(const char *text) {}

static void load(void) {
  void *library = dlopen("libsvm.so.3", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
#define FIND(result, name, arguments)                                       \
  if (!(name = (__typeof__(name))dlsym(library, #name)))                    \
    snprintf(failure, sizeof failure, "libsvm.so.3 lacks " #name);
  FUNCTIONS(FIND)
  if (!failure[0]) svm_set_print_string_function(ignore);
}

const char *mr_svm_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

/// The model points into `nodes`.
struct mr_svm {
  void *model;
  node *nodes;
  node *query;
  int *labels;
  double *shares;
  size_t width;
  int class_count;
};

static void fill(node *nodes, const double *row, size_t width) {
  for (size_t column = 0; column < width; column++) nodes[column] = (node){(int)column + 1, row[column]};
  nodes[width] = (node){-1, 0};
}

mr_svm *mr_svm_train(const double *rows, size_t count, size_t width, const int *classes, int class_count,
                     const double *weights, double cost, double gamma, unsigned seed) {
  mr_svm *result = calloc(1, sizeof *result);
  double *targets = calloc(count, sizeof *targets);
  node **starts = calloc(count, sizeof *starts);
  int *weight_classes = calloc((size_t)class_count, sizeof *weight_classes);
  if (!result || !targets || !starts || !weight_classes) goto no_memory;
  result->width = width;
  result->class_count = class_count;
  result->nodes = calloc(count * (width + 1), sizeof *result->nodes);
  result->query = calloc(width + 1, sizeof *result->query);
  result->labels = calloc((size_t)class_count, sizeof *result->labels);
  result->shares = calloc((size_t)class_count, sizeof *result->shares);
  if (!result->nodes || !result->query || !result->labels || !result->shares) goto no_memory;
  for (size_t row = 0; row < count; row++) {
    starts[row] = result->nodes + row * (width + 1);
    fill(starts[row], rows + row * width, width);
    targets[row] = classes[row];
  }
  for (int class = 0; class < class_count; class++) weight_classes[class] = class;
  parameters chosen = {
      .type = c_svc,
      .kernel = gamma > 0 ? rbf : linear,
      .gamma = gamma,
      .cache_megabytes = 200,
      .tolerance = 1e-3,
      .cost = cost,
      .weight_count = class_count,
      .weight_classes = weight_classes,
      .weights = (double *)weights,
      .shrinking = 1,
      .probability = 1,
  };
  srand(seed);
  result->model = svm_train(&(problem){(int)count, targets, starts}, &chosen);
  if (!result->model) goto no_memory;
  svm_get_labels(result->model, result->labels);
  free(targets);
  free(starts);
  free(weight_classes);
  return result;

no_memory:
  free(targets);
  free(starts);
  free(weight_classes);
  mr_svm_free(result);
  return NULL;
}

void mr_svm_predict(mr_svm *model, const double *row, double *probabilities) {
  fill(model->query, row, model->width);
  svm_predict_probability(model->model, model->query, model->shares);
  for (int place = 0; place < model->class_count; place++)
    probabilities[model->labels[place]] = model->shares[place];
}

void mr_svm_free(mr_svm *model) {
  if (!model) return;
  if (model->model) svm_free_and_destroy_model(&model->model);
  free(model->nodes);
  free(model->query);
  free(model->labels);
  free(model->shares);
  free(model);
}
