#include "CZlib.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// What zlib.h declares, which is not needed to build; all releases 1.x keep to it.
enum { finish = 4, stream_end = 1, raw_window_bits = -15 };

typedef struct {
  const unsigned char *next_in;
  unsigned available_in;
  unsigned long total_in;
  unsigned char *next_out;
  unsigned available_out;
  unsigned long total_out;
  const char *message;
  void *state;
  void *(*allocate)(void *opaque, unsigned items, unsigned size);
  void (*deallocate)(void *opaque, void *address);
  void *opaque;
  int data_type;
  unsigned long adler;
  unsigned long reserved;
} stream;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int (*inflate_init)(stream *, int window_bits, const char *version, int stream_size);
static int (*inflate_bytes)(stream *, int flush);
static int (*inflate_end)(stream *);
static unsigned long (*crc32_of)(unsigned long check, const unsigned char *bytes, unsigned count);
static char failure[256];

static void load(void) {
  void *library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
  inflate_init = dlsym(library, "inflateInit2_");
  inflate_bytes = dlsym(library, "inflate");
  inflate_end = dlsym(library, "inflateEnd");
  crc32_of = dlsym(library, "crc32");
  if (!inflate_init || !inflate_bytes || !inflate_end || !crc32_of)
    snprintf(failure, sizeof failure, "libz.so.1 lacks inflate or crc32");
}

const char *mr_zlib_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

bool mr_zlib_inflate(const void *packed, size_t packed_bytes, void *plain, size_t plain_bytes) {
  stream state = {
      .next_in = packed,
      .available_in = (unsigned)packed_bytes,
      .next_out = plain,
      .available_out = (unsigned)plain_bytes,
  };
  if (inflate_init(&state, raw_window_bits, "1", sizeof state) != 0) return false;
  int result = inflate_bytes(&state, finish);
  inflate_end(&state);
  return result == stream_end && state.available_in == 0 && state.available_out == 0;
}

uint32_t mr_zlib_check(const void *bytes, size_t count) {
  return (uint32_t)crc32_of(0, count ? bytes : (const void *)"", (unsigned)count);
}
