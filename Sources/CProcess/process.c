#include "process.h"

#include <stddef.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static int count;
static char **words;

/// Constructors are called with the arguments of main: by glibc since its beginnings, and by dyld.
__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
  count = argc;
  words = argv;
}

int tt_argument_count(void) { return words == NULL ? 0 : count; }

char *const *tt_arguments(void) { return words; }

void tt_keep_memory_private(void) {
#ifdef __linux__
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#else
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
#endif
}
