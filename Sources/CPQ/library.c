#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/cpq.h"

#ifdef __APPLE__
static const char *const names[] = {
    "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib", "/usr/local/opt/libpq/lib/libpq.5.dylib",
};
static const char advice[] = "install it: `brew install libpq`";
#else
static const char *const names[] = {"libpq.so.5"};
static const char advice[] =
    "install it: `apt-get install libpq5` (Debian, Ubuntu), `dnf install libpq` (Fedora), `apk add libpq` (Alpine)";
#endif

// All that libpq reads, as far as it is known by a name: what a connection needs is passed to it.
static const char *const variables[] = {
    "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGREQUIREAUTH",
    "PGCHANNELBINDING", "PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR", "PGOPTIONS", "PGAPPNAME", "PGSSLMODE",
    "PGREQUIRESSL", "PGSSLNEGOTIATION", "PGSSLCOMPRESSION", "PGSSLCERT", "PGSSLKEY", "PGSSLCERTMODE", "PGSSLROOTCERT",
    "PGSSLCRL", "PGSSLCRLDIR", "PGSSLSNI", "PGREQUIREPEER", "PGSSLMINPROTOCOLVERSION", "PGSSLMAXPROTOCOLVERSION",
    "PGGSSENCMODE", "PGKRBSRVNAME", "PGGSSLIB", "PGGSSDELEGATION", "PGCONNECT_TIMEOUT", "PGCLIENTENCODING",
    "PGTARGETSESSIONATTRS", "PGLOADBALANCEHOSTS", "PGMINPROTOCOLVERSION", "PGMAXPROTOCOLVERSION", "PGDATESTYLE", "PGTZ",
    "PGGEQO", "PGLOCALEDIR",
};

static tt_pq_library library;
static int loaded;
static char load_error[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct {
  const char *name;
  size_t offset;
} functions[] = {
#define FUNCTION(name) {"PQ" #name, offsetof(tt_pq_library, name)}
    FUNCTION(connectStartParams), FUNCTION(connectPoll), FUNCTION(status), FUNCTION(socket), FUNCTION(errorMessage),
    FUNCTION(setErrorVerbosity), FUNCTION(connectionNeedsPassword), FUNCTION(setNoticeReceiver),
    FUNCTION(setnonblocking), FUNCTION(enterPipelineMode), FUNCTION(sendQueryParams),
    FUNCTION(pipelineSync), FUNCTION(flush), FUNCTION(consumeInput), FUNCTION(isBusy), FUNCTION(getResult),
    FUNCTION(resultStatus), FUNCTION(resultErrorField), FUNCTION(ntuples), FUNCTION(nfields), FUNCTION(getvalue),
    FUNCTION(getlength), FUNCTION(getisnull), FUNCTION(clear), FUNCTION(finish),
#undef FUNCTION
};

static void load(void) {
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    if (getenv(variables[i])) unsetenv(variables[i]);
  }
  void *handle = NULL;
  char why[256] = "";
  for (size_t i = 0; i < sizeof names / sizeof *names && !handle; i++) {
    handle = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    const char *reason = handle ? NULL : dlerror();
    if (i == 0) snprintf(why, sizeof why, "%s", reason ? reason : names[0]);
  }
  if (!handle) {
    snprintf(load_error, sizeof load_error, "libpq, which a shared store needs, cannot be loaded (%s); %s", why, advice);
    return;
  }
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *symbol = dlsym(handle, functions[i].name);
    if (!symbol) {
      // Pipelines came with release 14.
      snprintf(
          load_error, sizeof load_error, "the installed libpq has no %s: a shared store needs release 14 or later",
          functions[i].name);
      return;
    }
    // ISO C has no cast from an object pointer to a function pointer; POSIX guarantees the same representation.
    memcpy((char *)&library + functions[i].offset, &symbol, sizeof symbol);
  }
  loaded = 1;
}

const tt_pq_library *tt_pq_get(void) {
  pthread_once(&once, load);
  return loaded ? &library : NULL;
}

const char *tt_pq_load_error(void) { return load_error; }

static void count_warning(void *context, const tt_pq_result *result) {
  // The field that is never translated.
  const char *severity = library.resultErrorField(result, 'V');
  if (severity && !strcmp(severity, "WARNING")) ++*(int *)context;
}

void tt_pq_count_warnings(const tt_pq_library *functions, tt_pq_connection *connection, int *count) {
  functions->setNoticeReceiver(connection, count_warning, count);
}
