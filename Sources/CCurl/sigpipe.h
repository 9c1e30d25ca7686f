// Blocks SIGPIPE while libcurl runs.
#pragma once

#include <signal.h>

// A broken connection must not raise SIGPIPE, which terminates tt when its own output is closed. The signal is blocked in
// this thread only, since the disposition belongs to the process.
typedef struct held_signal {
  sigset_t before;
  int was_pending;
} held_signal;

held_signal tt_hold_sigpipe(void);
void tt_release_sigpipe(held_signal held);
