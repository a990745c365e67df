#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Loads zlib on the first call. Any thread. Returns NULL, or the loader's message, which stays valid for ever.
const char *mr_zlib_load(void);

/// Inflates `packed`, a raw deflate stream that ends where its bytes do, into exactly `plain_bytes` bytes.
/// Both counts are below 4 GiB. Returns whether that is what it held. Only after a successful mr_zlib_load. Any thread.
bool mr_zlib_inflate(const void *packed, size_t packed_bytes, void *plain, size_t plain_bytes);

/// The CRC-32 of `count` bytes, fewer than 4 GiB. Only after a successful mr_zlib_load. Any thread.
uint32_t mr_zlib_check(const void *bytes, size_t count);
