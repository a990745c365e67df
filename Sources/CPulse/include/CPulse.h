#pragma once

#include <pulse/pulseaudio.h>

/// The functions of libpulse that are called, by their names without the prefix.
#define MR_PULSE_FUNCTIONS(F)                                                  \
  F(context_connect)                                                           \
  F(context_disconnect)                                                        \
  F(context_errno)                                                             \
  F(context_get_server_info)                                                   \
  F(context_get_sink_info_by_name)                                             \
  F(context_get_source_info_by_name)                                           \
  F(context_get_source_info_list)                                              \
  F(context_get_state)                                                         \
  F(context_move_source_output_by_name)                                        \
  F(context_new_with_proplist)                                                 \
  F(context_set_subscribe_callback)                                            \
  F(context_subscribe)                                                         \
  F(context_unref)                                                             \
  F(mainloop_dispatch)                                                         \
  F(mainloop_free)                                                             \
  F(mainloop_get_api)                                                          \
  F(mainloop_new)                                                              \
  F(mainloop_poll)                                                             \
  F(mainloop_prepare)                                                          \
  F(mainloop_wakeup)                                                           \
  F(operation_cancel)                                                          \
  F(operation_get_state)                                                       \
  F(operation_unref)                                                           \
  F(proplist_free)                                                             \
  F(proplist_new)                                                              \
  F(proplist_sets)                                                             \
  F(stream_connect_record)                                                     \
  F(stream_disconnect)                                                         \
  F(stream_drop)                                                               \
  F(stream_get_device_name)                                                    \
  F(stream_get_index)                                                          \
  F(stream_get_state)                                                          \
  F(stream_new)                                                                \
  F(stream_peek)                                                               \
  F(stream_readable_size)                                                      \
  F(stream_set_moved_callback)                                                 \
  F(stream_unref)                                                              \
  F(strerror)

/// libpulse, once it is loaded.
typedef struct {
#define MR_PULSE_MEMBER(name) __typeof__(&pa_##name) name;
  MR_PULSE_FUNCTIONS(MR_PULSE_MEMBER)
#undef MR_PULSE_MEMBER
} mr_pulse;

/// Loads libpulse on the first call. Any thread. Returns NULL where it is there and has all that is needed, else the
/// loader's message, which stays valid for ever.
const char *mr_pulse_load(void);

/// The functions of libpulse, valid for ever. Only after `mr_pulse_load` has returned NULL.
const mr_pulse *mr_pulse_functions(void);
