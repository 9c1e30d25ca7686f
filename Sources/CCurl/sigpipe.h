// Keeps SIGPIPE away from libcurl.
#pragma once

#include <signal.h>

// A broken connection must not raise SIGPIPE, which ends tt when its own output breaks. The signal is held back in
// this thread only: the disposition belongs to the process.
typedef struct held_signal {
  sigset_t before;
  int was_pending;
} held_signal;

held_signal tt_hold_sigpipe(void);
void tt_release_sigpipe(held_signal held);
