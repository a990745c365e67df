#include "CPresets.h"

struct preset {
  const char *name;
  const void *bytes;
  size_t size;
};

static const unsigned char live[] = {
#embed "../../Configs/Presets/live.json5"
};

static const unsigned char qlcplus[] = {
#embed "../../Configs/Presets/qlcplus.json5"
};

static const unsigned char resolume[] = {
#embed "../../Configs/Presets/resolume.json5"
};

static const unsigned char touchdesigner[] = {
#embed "../../Configs/Presets/touchdesigner.json5"
};

static const unsigned char chataigne[] = {
#embed "../../Configs/Presets/chataigne.json5"
};

static const unsigned char puredata[] = {
#embed "../../Configs/Presets/puredata.json5"
};

static const unsigned char supercollider[] = {
#embed "../../Configs/Presets/supercollider.json5"
};

static const unsigned char wekinator[] = {
#embed "../../Configs/Presets/wekinator.json5"
};

static const struct preset presets[] = {
  {"live", live, sizeof live},
  {"qlcplus", qlcplus, sizeof qlcplus},
  {"resolume", resolume, sizeof resolume},
  {"touchdesigner", touchdesigner, sizeof touchdesigner},
  {"chataigne", chataigne, sizeof chataigne},
  {"puredata", puredata, sizeof puredata},
  {"supercollider", supercollider, sizeof supercollider},
  {"wekinator", wekinator, sizeof wekinator},
};

size_t mp_preset_count(void) { return sizeof presets / sizeof presets[0]; }

const char *mp_preset_name(size_t index) { return presets[index].name; }

const void *mp_preset_bytes(size_t index) { return presets[index].bytes; }

size_t mp_preset_size(size_t index) { return presets[index].size; }
