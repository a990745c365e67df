#include "CPulse.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static mr_pulse functions;
static char failure[256];

static void load(void) {
  void *library = dlopen("libpulse.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
#define MR_PULSE_FIND(name) \
  if (!(functions.name = (__typeof__(functions.name))dlsym(library, "pa_" #name))) \
    snprintf(failure, sizeof failure, "libpulse.so.0 lacks pa_" #name);
  MR_PULSE_FUNCTIONS(MR_PULSE_FIND)
#undef MR_PULSE_FIND
}

const char *mr_pulse_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

const mr_pulse *mr_pulse_functions(void) { return &functions; }
