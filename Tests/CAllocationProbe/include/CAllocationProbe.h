#pragma once

#include <stdbool.h>
#include <stdint.h>

/// Whether allocations are counted in this build: not under a sanitizer, which brings an allocator of its own.
bool allocation_probe_works(void);

/// Whether this build runs under the thread sanitizer.
bool allocation_probe_thread_sanitizer(void);

/// Calls of malloc, calloc, realloc, posix_memalign, aligned_alloc and free that the calling thread has made.
uint64_t allocation_probe_count(void);
