#ifdef __linux__
#define _GNU_SOURCE
#include <sched.h>
#endif
#include <pthread.h>

#include "process.h"

void tt_keep_on_this_processor(pthread_attr_t *attributes) {
#ifdef __GLIBC__
  int processor = sched_getcpu();
  if (processor < 0 || processor >= CPU_SETSIZE) return;
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(processor, &only);
  pthread_attr_setaffinity_np(attributes, sizeof only, &only);
#else
  (void)attributes;
#endif
}
