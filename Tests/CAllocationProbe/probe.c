#include "CAllocationProbe.h"

#include <errno.h>
#include <stddef.h>

#if __has_feature(thread_sanitizer)
bool allocation_probe_thread_sanitizer(void) { return true; }
#else
bool allocation_probe_thread_sanitizer(void) { return false; }
#endif

#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)

bool allocation_probe_works(void) { return false; }
uint64_t allocation_probe_count(void) { return 0; }

#else

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static _Thread_local uint64_t count;

bool allocation_probe_works(void) { return true; }
uint64_t allocation_probe_count(void) { return count; }

void *malloc(size_t size) {
  count++;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count++;
  return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  count++;
  return __libc_realloc(old, size);
}

void free(void *memory) {
  count++;
  __libc_free(memory);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count++;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  count++;
  *memory = __libc_memalign(alignment, size);
  return *memory ? 0 : ENOMEM;
}

#endif
