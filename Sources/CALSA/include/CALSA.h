#pragma once

#include <poll.h>
#include <stdbool.h>

/// A capturing PCM of ALSA and the configuration that is being chosen for it.
typedef struct mr_alsa_pcm mr_alsa_pcm;

/// The sample formats that are asked for, little-endian.
typedef enum mr_alsa_format {
  mr_alsa_float,
  mr_alsa_s32,
  /// Three bytes in the low end of four; the fourth is anything.
  mr_alsa_s24,
  /// Three bytes.
  mr_alsa_s24_packed,
  mr_alsa_s16,
} mr_alsa_format;

/// Loads libasound on the first call and keeps it from writing to standard error. Any thread. Returns NULL, or the
/// loader's message, which stays valid for ever. All that follows may be called only after it has returned NULL, and
/// reports a failure as a negative errno.
const char *mr_alsa_load(void);

/// Opens a PCM that never waits. `configuration` is read as an asoundrc is and takes the place of the machine's
/// configuration; NULL for the machine's.
int mr_alsa_open(mr_alsa_pcm **pcm, const char *device, const char *configuration);
void mr_alsa_close(mr_alsa_pcm *pcm);

/// Begins to choose: interleaved frames, at a rate that the device has by itself; all else is open.
int mr_alsa_begin(mr_alsa_pcm *pcm);
/// Each narrows what is open, or leaves it as it was and fails. The nearest that is left is chosen, and returned.
int mr_alsa_choose_format(mr_alsa_pcm *pcm, mr_alsa_format format);
int mr_alsa_choose_channels(mr_alsa_pcm *pcm, unsigned near);
int mr_alsa_choose_rate(mr_alsa_pcm *pcm, unsigned near);
/// Hands what was chosen to the device, with periods and a buffer of about so many frames, and prepares it. Both hold
/// afterwards what they came to be.
int mr_alsa_install(mr_alsa_pcm *pcm, unsigned long *period, unsigned long *buffer);

int mr_alsa_prepare(mr_alsa_pcm *pcm);
int mr_alsa_start(mr_alsa_pcm *pcm);
int mr_alsa_resume(mr_alsa_pcm *pcm);

/// Writes up to `frames` interleaved frames. Returns their number.
long mr_alsa_read(mr_alsa_pcm *pcm, void *bytes, unsigned long frames);
/// Frames that can be read now.
long mr_alsa_available(mr_alsa_pcm *pcm);

/// How many descriptors there are to poll, and which.
int mr_alsa_watched_count(mr_alsa_pcm *pcm);
int mr_alsa_watched(mr_alsa_pcm *pcm, struct pollfd *watched, unsigned count);
/// What `poll` found, as events of the PCM itself.
int mr_alsa_events(mr_alsa_pcm *pcm, struct pollfd *watched, unsigned count);

/// The number of sound cards.
int mr_alsa_card_count(void);

/// Calls `each` for every PCM that the configuration names, on this thread, with NULL for what it does not say.
/// `direction` is "Input", "Output", or NULL where it does both.
int mr_alsa_list(void (*each)(const char *name, const char *description, const char *direction, void *context),
                 void *context);
