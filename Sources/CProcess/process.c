#include "arguments.h"

#include <stddef.h>

static int count;
static char **words;

/// Constructors are called with the arguments of main: by glibc since its beginnings, and by dyld.
__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
  count = argc;
  words = argv;
}

int tt_argument_count(void) { return words == NULL ? 0 : count; }

char *const *tt_arguments(void) { return words; }
