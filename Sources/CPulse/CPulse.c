#include "CPulse.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static mr_pulse functions;
static bool is_complete;

static void load(void) {
  void *library = dlopen("libpulse.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define MR_PULSE_FIND(name) \
  if (!(functions.name = (__typeof__(functions.name))dlsym(library, "pa_" #name))) return;
  MR_PULSE_FUNCTIONS(MR_PULSE_FIND)
#undef MR_PULSE_FIND
  is_complete = true;
}

const mr_pulse *mr_pulse_load(void) {
  pthread_once(&once, load);
  return is_complete ? &functions : NULL;
}
