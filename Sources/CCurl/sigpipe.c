#include "sigpipe.h"

#include <stddef.h>

held_signal tt_hold_sigpipe(void) {
  held_signal held;
  sigset_t pipe_only, pending;
  sigemptyset(&pending);
  sigpending(&pending);
  held.was_pending = sigismember(&pending, SIGPIPE) == 1;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_only, &held.before);
  return held;
}

void tt_release_sigpipe(held_signal held) {
  sigset_t pipe_only, pending;
  sigemptyset(&pending);
  sigpending(&pending);
  if (!held.was_pending && sigismember(&pending, SIGPIPE) == 1) {
    int taken;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    sigwait(&pipe_only, &taken);
  }
  pthread_sigmask(SIG_SETMASK, &held.before, NULL);
}
