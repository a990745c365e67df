#pragma once

#include <stdbool.h>
#include <stdint.h>

/// What the process callback may call: no allocation, no lock, no system call.
#define MR_JACK_REALTIME_SAFE                                                  \
  __attribute__((swift_attr("@_noAllocation")))                                \
  __attribute__((swift_attr("@_noLocks")))

/// A client of a JACK server.
typedef struct mr_jack_client mr_jack_client;
/// A port of this client.
typedef struct mr_jack_port mr_jack_port;

/// Loads libjack on the first call and keeps it from writing to standard error. Any thread. Returns NULL, or the
/// loader's message, which stays valid for ever. All that follows may be called only after it has returned NULL.
const char *mr_jack_load(void);

/// Opens a client; no server is ever started. `server` is the server's name; NULL for the one that the user's
/// environment names. Returns NULL where no server answers.
mr_jack_client *mr_jack_open(const char *name, const char *server);
void mr_jack_close(mr_jack_client *client);

/// Frames a second.
uint32_t mr_jack_rate(mr_jack_client *client);

/// Calls `each` for every audio port of other clients from which sound comes, on this thread. A physical one is an
/// input of the machine.
void mr_jack_list(mr_jack_client *client, void (*each)(const char *name, bool is_physical, void *context),
                  void *context);

/// What a client is told, on threads of libjack, once it is active. `writer` goes to `process`, which runs in the
/// server's real time; `shared` to all others.
typedef struct mr_jack_callbacks {
  int (*process)(uint32_t frames, void *writer);
  /// The server or any client was late.
  int (*xrun)(void *shared);
  /// The server uses so many frames a second; called first for the present rate.
  int (*rate)(uint32_t rate, void *shared);
  /// A port of any client has come, or goes.
  void (*port)(uint32_t port, int comes, void *shared);
  /// The server has ended, or has thrown the client out.
  void (*shutdown)(unsigned code, const char *reason, void *shared);
  void *writer;
  void *shared;
} mr_jack_callbacks;

/// Makes the callbacks known and begins to run. Once. Returns whether that was possible.
bool mr_jack_activate(mr_jack_client *client, const mr_jack_callbacks *callbacks);

/// Makes a port that takes audio; NULL where the server has no room for it.
mr_jack_port *mr_jack_make_port(mr_jack_client *client, const char *name);
/// Connects the port of another client with one of ours, of an active client. Returns whether they are connected.
bool mr_jack_connect(mr_jack_client *client, const char *source, mr_jack_port *port);
/// Whether there is a port of this name.
bool mr_jack_has_port(mr_jack_client *client, const char *name);

/// How long the last xrun of the server itself was, in microseconds.
float mr_jack_xrun_microseconds(mr_jack_client *client);
/// The `frames` samples of a port in this cycle. In `process` alone.
MR_JACK_REALTIME_SAFE const float *mr_jack_samples(mr_jack_port *port, uint32_t frames);
/// The number of the first frame of this cycle, which counts cycles that were missed too and wraps. In `process` alone.
MR_JACK_REALTIME_SAFE uint32_t mr_jack_frame_time(mr_jack_client *client);
