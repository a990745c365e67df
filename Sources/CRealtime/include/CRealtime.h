#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What may be called on a thread that must never wait: no allocation, no lock, no system call.
#define MR_REALTIME_SAFE                                                       \
  __attribute__((swift_attr("@_noAllocation")))                                \
  __attribute__((swift_attr("@_noLocks")))

/// memcpy of `count` floats. Under the thread sanitizer an element loop, since the sanitizer does not see memcpy.
MR_REALTIME_SAFE void mr_copy_floats(float *to, const float *from, size_t count);

/// memmove of `count` floats.
MR_REALTIME_SAFE void mr_move_floats(float *to, const float *from, size_t count);

/// memcpy of `count` bytes. Under the thread sanitizer an element loop, like mr_copy_floats.
MR_REALTIME_SAFE void mr_copy_bytes(void *to, const void *from, size_t count);

/// Nanoseconds of the monotonic clock. Reads the vDSO page: no system call.
MR_REALTIME_SAFE uint64_t mr_monotonic_nanoseconds(void);

/// The same, and it goes on while the machine is suspended.
MR_REALTIME_SAFE uint64_t mr_boot_nanoseconds(void);

/// Makes the calling thread treat denormal floats as zero.
void mr_flush_denormals(void);

/// Names the calling thread for debuggers and `top` (at most 15 characters).
void mr_name_thread(const char *name);

/// Highest priority of SCHED_FIFO that the user may have; 0 where none.
uint64_t mr_priority_limit(void);

/// Bytes that the user may lock in memory; UINT64_MAX where there is no limit.
uint64_t mr_locked_memory_limit(void);

/// Sleeps while `*word == expected`, until woken or until `timeout_ns` have passed (0: no limit).
/// Spurious returns are possible: the caller checks its condition again.
void mr_wait_word(const uint32_t *word, uint32_t expected, uint64_t timeout_ns);

/// Wakes every thread that sleeps on `word`. A system call, to be made only where someone is known to sleep.
MR_REALTIME_SAFE void mr_wake_word(const uint32_t *word);
