#pragma once

#include <stddef.h>

/// Takes the terminal open as `fd` for a picture: the other screen, no cursor, no echo of what is typed. It is given back
/// when the process exits, when a signal ends it that can be caught, and while it is stopped. One terminal at a time; 0,
/// or an errno.
int mt_enter(int fd);

/// Gives the terminal back. May be called at any time, from a signal handler too.
void mt_leave(void);

/// Whether the terminal is taken now: not before `mt_enter`, not after `mt_leave`, and not while the process is stopped.
int mt_is_taken(void);

/// Size of the terminal open as `fd` in characters; 0, or -1 where it has none.
int mt_size(int fd, int *columns, int *rows);
