#pragma once

#include <stddef.h>

/// Number of presets in the program; indices run from 0.
size_t mp_preset_count(void);

/// What `--preset` calls a preset.
const char *mp_preset_name(size_t index);

/// The first byte of a preset's JSON5.
const void *mp_preset_bytes(size_t index);

/// Bytes in a preset's JSON5.
size_t mp_preset_size(size_t index);
