#define _GNU_SOURCE
#include "CRealtime.h"

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define MR_THREAD_SANITIZER 1
#endif
#endif

void mr_copy_floats(float *to, const float *from, size_t count) {
#ifdef MR_THREAD_SANITIZER
  for (size_t i = 0; i < count; i++) to[i] = from[i];
#else
  memcpy(to, from, count * sizeof(float));
#endif
}

void mr_move_floats(float *to, const float *from, size_t count) {
  memmove(to, from, count * sizeof(float));
}

void mr_copy_bytes(void *to, const void *from, size_t count) {
#ifdef MR_THREAD_SANITIZER
  unsigned char *target = to;
  const unsigned char *source = from;
  for (size_t i = 0; i < count; i++) target[i] = source[i];
#else
  memcpy(to, from, count);
#endif
}

static uint64_t nanoseconds_of(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t mr_monotonic_nanoseconds(void) { return nanoseconds_of(CLOCK_MONOTONIC); }

uint64_t mr_boot_nanoseconds(void) { return nanoseconds_of(CLOCK_BOOTTIME); }

void mr_flush_denormals(void) {
#if defined(__x86_64__)
  // Flush-to-zero is bit 15, denormals-are-zero bit 6.
  _mm_setcsr(_mm_getcsr() | 0x8040);
#elif defined(__aarch64__)
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | (1u << 24)));
#endif
}

void mr_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

static uint64_t limit_of(int resource) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return 0;
  return limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : (uint64_t)limit.rlim_cur;
}

uint64_t mr_priority_limit(void) { return limit_of(RLIMIT_RTPRIO); }

uint64_t mr_locked_memory_limit(void) { return limit_of(RLIMIT_MEMLOCK); }

void mr_wait_word(const uint32_t *word, uint32_t expected, uint64_t timeout_ns) {
  struct timespec limit = {.tv_sec = (time_t)(timeout_ns / 1000000000u),
                           .tv_nsec = (long)(timeout_ns % 1000000000u)};
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, timeout_ns ? &limit : NULL, NULL, 0);
}

void mr_wake_word(const uint32_t *word) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT32_MAX, NULL, NULL, 0);
}
