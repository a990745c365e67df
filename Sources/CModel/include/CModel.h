#pragma once

#include <stddef.h>

/// Number of models in the program; indices run from 0.
size_t mm_model_count(void);

/// What `--model` calls a model.
const char *mm_model_name(size_t index);

/// The first byte of a model's safetensors file.
const void *mm_model_bytes(size_t index);

/// Bytes in a model's safetensors file.
size_t mm_model_size(size_t index);
