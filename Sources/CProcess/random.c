// What the C++ library within tt (see .linking/) draws random numbers from came to glibc in release 2.36. With one of its
// own, tt runs where glibc is older. Swift's random numbers do not come from here.
#ifdef __linux__
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

__attribute__((visibility("hidden"))) uint32_t arc4random(void) {
  uint32_t number;
  if (getentropy(&number, sizeof number) != 0) abort();
  return number;
}
#endif
