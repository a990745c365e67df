#define _GNU_SOURCE
#include "CALSA.h"

#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FUNCTIONS(DO)                                                                                                  \
  DO(snd_card_next)                                                                                                    \
  DO(snd_config_delete)                                                                                                \
  DO(snd_config_load_string)                                                                                           \
  DO(snd_device_name_free_hint)                                                                                        \
  DO(snd_device_name_get_hint)                                                                                         \
  DO(snd_device_name_hint)                                                                                             \
  DO(snd_lib_error_set_handler)                                                                                        \
  DO(snd_pcm_avail_update)                                                                                             \
  DO(snd_pcm_close)                                                                                                    \
  DO(snd_pcm_hw_params)                                                                                                \
  DO(snd_pcm_hw_params_any)                                                                                            \
  DO(snd_pcm_hw_params_free)                                                                                           \
  DO(snd_pcm_hw_params_malloc)                                                                                         \
  DO(snd_pcm_hw_params_set_access)                                                                                     \
  DO(snd_pcm_hw_params_set_buffer_size_near)                                                                           \
  DO(snd_pcm_hw_params_set_channels_near)                                                                              \
  DO(snd_pcm_hw_params_set_format)                                                                                     \
  DO(snd_pcm_hw_params_set_period_size_near)                                                                           \
  DO(snd_pcm_hw_params_set_rate_near)                                                                                  \
  DO(snd_pcm_hw_params_set_rate_resample)                                                                              \
  DO(snd_pcm_open)                                                                                                     \
  DO(snd_pcm_open_lconf)                                                                                               \
  DO(snd_pcm_poll_descriptors)                                                                                         \
  DO(snd_pcm_poll_descriptors_count)                                                                                   \
  DO(snd_pcm_poll_descriptors_revents)                                                                                 \
  DO(snd_pcm_prepare)                                                                                                  \
  DO(snd_pcm_readi)                                                                                                    \
  DO(snd_pcm_resume)                                                                                                   \
  DO(snd_pcm_start)                                                                                                    \
  DO(snd_pcm_sw_params)                                                                                                \
  DO(snd_pcm_sw_params_current)                                                                                        \
  DO(snd_pcm_sw_params_free)                                                                                           \
  DO(snd_pcm_sw_params_malloc)                                                                                         \
  DO(snd_pcm_sw_params_set_avail_min)

#define MEMBER(name) __typeof__(&name) name;
static struct {
  FUNCTIONS(MEMBER)
} alsa;

struct mr_alsa_pcm {
  snd_pcm_t *handle;
  snd_pcm_hw_params_t *choice;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static void ignore(const char *file, int line, const char *function, int error, const char *format, ...) {}

static void load(void) {
  void *library = dlopen("libasound.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
#define FIND(name)                                                                                                     \
  if (!(alsa.name = (__typeof__(&name))dlsym(library, #name)))                                                         \
    snprintf(failure, sizeof failure, "libasound.so.2 lacks " #name);
  FUNCTIONS(FIND)
  if (!failure[0]) alsa.snd_lib_error_set_handler(ignore);
}

const char *mr_alsa_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

static int open_handle(snd_pcm_t **handle, const char *device, const char *configuration) {
  if (!configuration) return alsa.snd_pcm_open(handle, device, SND_PCM_STREAM_CAPTURE, SND_PCM_NONBLOCK);
  snd_config_t *tree;
  int result = alsa.snd_config_load_string(&tree, configuration, 0);
  if (result < 0) return result;
  result = alsa.snd_pcm_open_lconf(handle, device, SND_PCM_STREAM_CAPTURE, SND_PCM_NONBLOCK, tree);
  alsa.snd_config_delete(tree);
  return result;
}

int mr_alsa_open(mr_alsa_pcm **pcm, const char *device, const char *configuration) {
  mr_alsa_pcm *opened = calloc(1, sizeof *opened);
  if (!opened) return -ENOMEM;
  int result = open_handle(&opened->handle, device, configuration);
  if (result >= 0) {
    result = alsa.snd_pcm_hw_params_malloc(&opened->choice);
    if (result < 0) alsa.snd_pcm_close(opened->handle);
  }
  if (result < 0) {
    free(opened);
    return result;
  }
  *pcm = opened;
  return 0;
}

void mr_alsa_close(mr_alsa_pcm *pcm) {
  alsa.snd_pcm_hw_params_free(pcm->choice);
  alsa.snd_pcm_close(pcm->handle);
  free(pcm);
}

int mr_alsa_begin(mr_alsa_pcm *pcm) {
  int result = alsa.snd_pcm_hw_params_any(pcm->handle, pcm->choice);
  if (result < 0) return result;
  result = alsa.snd_pcm_hw_params_set_rate_resample(pcm->handle, pcm->choice, 0);
  if (result < 0) return result;
  return alsa.snd_pcm_hw_params_set_access(pcm->handle, pcm->choice, SND_PCM_ACCESS_RW_INTERLEAVED);
}

int mr_alsa_choose_format(mr_alsa_pcm *pcm, mr_alsa_format format) {
  static const snd_pcm_format_t formats[] = {
      [mr_alsa_float] = SND_PCM_FORMAT_FLOAT_LE,
      [mr_alsa_s32] = SND_PCM_FORMAT_S32_LE,
      [mr_alsa_s24] = SND_PCM_FORMAT_S24_LE,
      [mr_alsa_s24_packed] = SND_PCM_FORMAT_S24_3LE,
      [mr_alsa_s16] = SND_PCM_FORMAT_S16_LE,
  };
  return alsa.snd_pcm_hw_params_set_format(pcm->handle, pcm->choice, formats[format]);
}

int mr_alsa_choose_channels(mr_alsa_pcm *pcm, unsigned near) {
  int result = alsa.snd_pcm_hw_params_set_channels_near(pcm->handle, pcm->choice, &near);
  return result < 0 ? result : (int)near;
}

int mr_alsa_choose_rate(mr_alsa_pcm *pcm, unsigned near) {
  int result = alsa.snd_pcm_hw_params_set_rate_near(pcm->handle, pcm->choice, &near, NULL);
  return result < 0 ? result : (int)near;
}

// Wakes the poll once a period is there, which not every driver does by itself.
static int wake_every(snd_pcm_t *handle, snd_pcm_uframes_t period) {
  snd_pcm_sw_params_t *settings;
  int result = alsa.snd_pcm_sw_params_malloc(&settings);
  if (result < 0) return result;
  result = alsa.snd_pcm_sw_params_current(handle, settings);
  if (result >= 0) result = alsa.snd_pcm_sw_params_set_avail_min(handle, settings, period);
  if (result >= 0) result = alsa.snd_pcm_sw_params(handle, settings);
  alsa.snd_pcm_sw_params_free(settings);
  return result;
}

int mr_alsa_install(mr_alsa_pcm *pcm, unsigned long *period, unsigned long *buffer) {
  int result = alsa.snd_pcm_hw_params_set_period_size_near(pcm->handle, pcm->choice, period, NULL);
  if (result < 0) return result;
  result = alsa.snd_pcm_hw_params_set_buffer_size_near(pcm->handle, pcm->choice, buffer);
  if (result < 0) return result;
  result = alsa.snd_pcm_hw_params(pcm->handle, pcm->choice);
  if (result < 0) return result;
  return wake_every(pcm->handle, *period);
}

int mr_alsa_prepare(mr_alsa_pcm *pcm) { return alsa.snd_pcm_prepare(pcm->handle); }
int mr_alsa_start(mr_alsa_pcm *pcm) { return alsa.snd_pcm_start(pcm->handle); }
int mr_alsa_resume(mr_alsa_pcm *pcm) { return alsa.snd_pcm_resume(pcm->handle); }

long mr_alsa_read(mr_alsa_pcm *pcm, void *bytes, unsigned long frames) {
  return alsa.snd_pcm_readi(pcm->handle, bytes, frames);
}

long mr_alsa_available(mr_alsa_pcm *pcm) { return alsa.snd_pcm_avail_update(pcm->handle); }

int mr_alsa_watched_count(mr_alsa_pcm *pcm) { return alsa.snd_pcm_poll_descriptors_count(pcm->handle); }

int mr_alsa_watched(mr_alsa_pcm *pcm, struct pollfd *watched, unsigned count) {
  return alsa.snd_pcm_poll_descriptors(pcm->handle, watched, count);
}

int mr_alsa_events(mr_alsa_pcm *pcm, struct pollfd *watched, unsigned count) {
  unsigned short events = 0;
  int result = alsa.snd_pcm_poll_descriptors_revents(pcm->handle, watched, count, &events);
  return result < 0 ? result : events;
}

int mr_alsa_card_count(void) {
  int count = 0;
  for (int card = -1; alsa.snd_card_next(&card) >= 0 && card >= 0;) count++;
  return count;
}

int mr_alsa_list(void (*each)(const char *name, const char *description, const char *direction, void *context),
                 void *context) {
  void **hints;
  int result = alsa.snd_device_name_hint(-1, "pcm", &hints);
  if (result < 0) return result;
  for (void **hint = hints; *hint; hint++) {
    char *name = alsa.snd_device_name_get_hint(*hint, "NAME");
    char *description = alsa.snd_device_name_get_hint(*hint, "DESC");
    char *direction = alsa.snd_device_name_get_hint(*hint, "IOID");
    if (name) each(name, description, direction, context);
    free(name);
    free(description);
    free(direction);
  }
  return alsa.snd_device_name_free_hint(hints);
}
