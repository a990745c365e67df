#define _GNU_SOURCE

#include "CTerminal.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// Other screen, no cursor, no wrapping at the margin; and back.
static const char entering[] = "\033[?1049h\033[?25l\033[?7l\033[2J";
static const char leaving[] = "\033[0m\033[?7h\033[?25h\033[?1049l";

// What ends a process without its asking, and can be caught. SIGINT, SIGTERM and SIGHUP are waited for elsewhere.
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT, SIGSYS};
enum { fatal_count = sizeof fatal / sizeof fatal[0] };

static atomic_int terminal = -1;
static struct termios usual;
static atomic_bool is_quiet;
static struct sigaction before[fatal_count];

static void tell(int fd, const char *text, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, text, count);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) {
      text += written;
      count -= (size_t)written;
    }
  }
}

// A job in the background must not change the settings: it would be stopped for that.
static int is_ours(int fd) { return tcgetpgrp(fd) == getpgrp(); }

static void quiet(int fd) {
  if (!is_ours(fd) || tcgetattr(fd, &usual) != 0) return;
  struct termios silent = usual;
  silent.c_lflag &= ~(tcflag_t)(ECHO | ICANON);
  atomic_store(&is_quiet, tcsetattr(fd, TCSANOW, &silent) == 0);
}

void mt_leave(void) {
  int fd = atomic_exchange(&terminal, -1);
  if (fd < 0) return;
  tell(fd, leaving, sizeof leaving - 1);
  if (atomic_exchange(&is_quiet, 0) && is_ours(fd)) tcsetattr(fd, TCSANOW, &usual);
}

static void end(int signal) {
  int error = errno;
  mt_leave();
  for (int place = 0; place < fatal_count; place++) {
    if (fatal[place] == signal) sigaction(signal, &before[place], NULL);
  }
  errno = error;
  raise(signal);
}

static void stop(int signal) {
  int error = errno;
  int fd = atomic_load(&terminal);
  mt_leave();
  struct sigaction usual_stop = {.sa_handler = SIG_DFL}, own;
  sigaction(signal, &usual_stop, &own);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  // Returns when the process goes on.
  raise(signal);
  sigaction(signal, &own, NULL);
  if (fd >= 0) {
    quiet(fd);
    tell(fd, entering, sizeof entering - 1);
    atomic_store(&terminal, fd);
  }
  errno = error;
}

static void catch_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = end;
  action.sa_flags = SA_NODEFER;
  for (int place = 0; place < fatal_count; place++) {
    sigaction(fatal[place], &action, &before[place]);
    // What the caller had ignored stays ignored.
    if (before[place].sa_handler == SIG_IGN) sigaction(fatal[place], &before[place], NULL);
  }
  action.sa_handler = stop;
  action.sa_flags = SA_RESTART;
  struct sigaction usual_stop;
  sigaction(SIGTSTP, &action, &usual_stop);
  if (usual_stop.sa_handler == SIG_IGN) sigaction(SIGTSTP, &usual_stop, NULL);
  atexit(mt_leave);
}

int mt_enter(int fd) {
  static atomic_flag is_caught = ATOMIC_FLAG_INIT;
  if (atomic_load(&terminal) >= 0) return EBUSY;
  if (!isatty(fd)) return ENOTTY;
  if (!atomic_flag_test_and_set(&is_caught)) catch_signals();
  quiet(fd);
  tell(fd, entering, sizeof entering - 1);
  atomic_store(&terminal, fd);
  return 0;
}

int mt_is_taken(void) { return atomic_load(&terminal) >= 0; }

int mt_size(int fd, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}
