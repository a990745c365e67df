#include "CModel.h"

struct model {
  const char *name;
  const void *bytes;
  size_t size;
};

#if !defined(MOODRING_NO_MODELS) && __has_embed("../../Configs/Models/music.safetensors")
#define HAS_MUSIC 1
static const unsigned char music[] = {
#embed "../../Configs/Models/music.safetensors"
};
#endif

#if !defined(MOODRING_NO_MODELS) && __has_embed("../../Configs/Models/speech.safetensors")
#define HAS_SPEECH 1
static const unsigned char speech[] = {
#embed "../../Configs/Models/speech.safetensors"
};
#endif

/// The last entry is no model.
static const struct model models[] = {
#ifdef HAS_MUSIC
  {"music", music, sizeof music},
#endif
#ifdef HAS_SPEECH
  {"speech", speech, sizeof speech},
#endif
  {NULL, NULL, 0},
};

size_t mm_model_count(void) { return sizeof models / sizeof models[0] - 1; }

const char *mm_model_name(size_t index) { return models[index].name; }

const void *mm_model_bytes(size_t index) { return models[index].bytes; }

size_t mm_model_size(size_t index) { return models[index].size; }
