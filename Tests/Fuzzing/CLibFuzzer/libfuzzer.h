#ifndef TT_LIBFUZZER_H
#define TT_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer as a library: it reads its options from the arguments and calls the function with one input after another.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *data, size_t size));

#endif
