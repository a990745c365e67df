#define _GNU_SOURCE
#include "CJACK.h"

#include <dlfcn.h>
#include <errno.h>
#include <jack/jack.h>
#include <jack/statistics.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

#define FUNCTIONS(DO)                                                                                                  \
  DO(jack_activate)                                                                                                    \
  DO(jack_client_close)                                                                                                \
  DO(jack_client_open)                                                                                                 \
  DO(jack_connect)                                                                                                     \
  DO(jack_free)                                                                                                        \
  DO(jack_get_ports)                                                                                                   \
  DO(jack_get_sample_rate)                                                                                             \
  DO(jack_get_xrun_delayed_usecs)                                                                                      \
  DO(jack_last_frame_time)                                                                                             \
  DO(jack_on_info_shutdown)                                                                                            \
  DO(jack_port_by_name)                                                                                                \
  DO(jack_port_flags)                                                                                                  \
  DO(jack_port_get_buffer)                                                                                             \
  DO(jack_port_is_mine)                                                                                                \
  DO(jack_port_name)                                                                                                   \
  DO(jack_port_register)                                                                                               \
  DO(jack_set_error_function)                                                                                          \
  DO(jack_set_info_function)                                                                                           \
  DO(jack_set_port_registration_callback)                                                                              \
  DO(jack_set_process_callback)                                                                                        \
  DO(jack_set_sample_rate_callback)                                                                                    \
  DO(jack_set_xrun_callback)

#define MEMBER(name) __typeof__(&name) name;
static struct {
  FUNCTIONS(MEMBER)
} jack;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static void ignore(const char *message) {}

static void load(void) {
  void *library = dlopen("libjack.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
#define FIND(name)                                                                                                     \
  if (!(jack.name = (__typeof__(&name))dlsym(library, #name)))                                                         \
    snprintf(failure, sizeof failure, "libjack.so.0 lacks " #name);
  FUNCTIONS(FIND)
  if (failure[0]) return;
  jack.jack_set_error_function(ignore);
  jack.jack_set_info_function(ignore);
}

const char *mr_jack_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

static jack_client_t *of(mr_jack_client *client) { return (jack_client_t *)client; }

mr_jack_client *mr_jack_open(const char *name, const char *server) {
  if (!server) return (mr_jack_client *)jack.jack_client_open(name, JackNoStartServer, NULL);
  return (mr_jack_client *)jack.jack_client_open(name, JackNoStartServer | JackServerName, NULL, server);
}

void mr_jack_close(mr_jack_client *client) { jack.jack_client_close(of(client)); }

uint32_t mr_jack_rate(mr_jack_client *client) { return jack.jack_get_sample_rate(of(client)); }

void mr_jack_list(mr_jack_client *client, void (*each)(const char *name, bool is_physical, void *context),
                  void *context) {
  const char **names = jack.jack_get_ports(of(client), NULL, JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput);
  if (!names) return;
  for (const char **name = names; *name; name++) {
    jack_port_t *port = jack.jack_port_by_name(of(client), *name);
    if (port && !jack.jack_port_is_mine(of(client), port))
      each(*name, jack.jack_port_flags(port) & JackPortIsPhysical, context);
  }
  jack.jack_free(names);
}

bool mr_jack_activate(mr_jack_client *client, const mr_jack_callbacks *callbacks) {
  jack.jack_on_info_shutdown(of(client), (JackInfoShutdownCallback)callbacks->shutdown, callbacks->shared);
  return jack.jack_set_process_callback(of(client), callbacks->process, callbacks->writer) == 0 &&
         jack.jack_set_xrun_callback(of(client), callbacks->xrun, callbacks->shared) == 0 &&
         jack.jack_set_sample_rate_callback(of(client), callbacks->rate, callbacks->shared) == 0 &&
         jack.jack_set_port_registration_callback(of(client), callbacks->port, callbacks->shared) == 0 &&
         jack.jack_activate(of(client)) == 0;
}

mr_jack_port *mr_jack_make_port(mr_jack_client *client, const char *name) {
  return (mr_jack_port *)jack.jack_port_register(of(client), name, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
}

bool mr_jack_connect(mr_jack_client *client, const char *source, mr_jack_port *port) {
  int result = jack.jack_connect(of(client), source, jack.jack_port_name((jack_port_t *)port));
  return result == 0 || result == EEXIST;
}

bool mr_jack_has_port(mr_jack_client *client, const char *name) {
  return jack.jack_port_by_name(of(client), name) != NULL;
}

float mr_jack_xrun_microseconds(mr_jack_client *client) { return jack.jack_get_xrun_delayed_usecs(of(client)); }

const float *mr_jack_samples(mr_jack_port *port, uint32_t frames) {
  return jack.jack_port_get_buffer((jack_port_t *)port, frames);
}

uint32_t mr_jack_frame_time(mr_jack_client *client) { return jack.jack_last_frame_time(of(client)); }
