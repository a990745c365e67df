#include "CLinear.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// What linear.h of liblinear 2.3 declares, which is not needed to build.
enum { l2_logistic = 0 };

typedef struct {
  int index;
  double value;
} node;

typedef struct {
  int count;
  int width;
  double *targets;
  node **rows;
  double bias;
} problem;

typedef struct {
  int solver;
  double tolerance;
  double cost;
  int weight_count;
  int *weight_classes;
  double *weights;
  double epsilon;
  double *start;
} parameters;

#define FUNCTIONS(DO)                                                                        \
  DO(void *, train, (const problem *, const parameters *))                                   \
  DO(double, predict_probability, (const void *, const node *, double *))                    \
  DO(void, get_labels, (const void *, int *))                                                \
  DO(void, free_and_destroy_model, (void **))                                                \
  DO(void, set_print_string_function, (void (*)(const char *)))

#define MEMBER(result, name, arguments) result(*name) arguments;
static struct {
  FUNCTIONS(MEMBER)
} linear;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static void ignore(const char *text) {}

static void load(void) {
  void *library = dlopen("liblinear.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
#define FIND(result, name, arguments)                                             \
  if (!(linear.name = (__typeof__(linear.name))dlsym(library, #name)))            \
    snprintf(failure, sizeof failure, "liblinear.so.4 lacks " #name);
  FUNCTIONS(FIND)
  if (!failure[0]) linear.set_print_string_function(ignore);
}

const char *mr_linear_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

struct mr_linear {
  void *model;
  node *query;
  int *labels;
  double *shares;
  size_t width;
  int class_count;
};

/// The bias is a last column of ones.
static void fill(node *nodes, const double *row, size_t width) {
  for (size_t column = 0; column < width; column++) nodes[column] = (node){(int)column + 1, row[column]};
  nodes[width] = (node){(int)width + 1, 1};
  nodes[width + 1] = (node){-1, 0};
}

mr_linear *mr_linear_train(const double *rows, size_t count, size_t width, const int *classes, int class_count,
                           const double *weights, double cost) {
  mr_linear *result = calloc(1, sizeof *result);
  double *targets = calloc(count, sizeof *targets);
  node **starts = calloc(count, sizeof *starts);
  node *nodes = calloc(count * (width + 2), sizeof *nodes);
  int *weight_classes = calloc((size_t)class_count, sizeof *weight_classes);
  if (!result || !targets || !starts || !nodes || !weight_classes) goto done;
  result->width = width;
  result->class_count = class_count;
  result->query = calloc(width + 2, sizeof *result->query);
  result->labels = calloc((size_t)class_count, sizeof *result->labels);
  result->shares = calloc((size_t)class_count, sizeof *result->shares);
  if (!result->query || !result->labels || !result->shares) goto done;
  for (size_t row = 0; row < count; row++) {
    starts[row] = nodes + row * (width + 2);
    fill(starts[row], rows + row * width, width);
    targets[row] = classes[row];
  }
  for (int class = 0; class < class_count; class++) weight_classes[class] = class;
  parameters chosen = {
      .solver = l2_logistic,
      .tolerance = 1e-4,
      .cost = cost,
      .weight_count = class_count,
      .weight_classes = weight_classes,
      .weights = (double *)weights,
      .epsilon = 0.1,
  };
  result->model = linear.train(&(problem){(int)count, (int)width + 1, targets, starts, 1}, &chosen);
  if (result->model) linear.get_labels(result->model, result->labels);

done:
  free(targets);
  free(starts);
  free(nodes);
  free(weight_classes);
  if (result && result->model) return result;
  mr_linear_free(result);
  return NULL;
}

void mr_linear_predict(mr_linear *model, const double *row, double *probabilities) {
  fill(model->query, row, model->width);
  linear.predict_probability(model->model, model->query, model->shares);
  for (int place = 0; place < model->class_count; place++)
    probabilities[model->labels[place]] = model->shares[place];
}

void mr_linear_free(mr_linear *model) {
  if (!model) return;
  if (model->model) linear.free_and_destroy_model(&model->model);
  free(model->query);
  free(model->labels);
  free(model->shares);
  free(model);
}
