#include "library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "include/ccurl.h"

#ifdef __APPLE__
static const char *const names[] = {"libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"};
static const char advice[] = "it is part of macOS; `brew install curl` installs another copy";
#else
// Debian builds libcurl with OpenSSL under the first name and with GnuTLS under the second, which a machine may have alone:
// git needs it.
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
static const char advice[] =
    "install it: `apt-get install libcurl4` (Debian, Ubuntu), `dnf install libcurl` (Fedora), `apk add libcurl` (Alpine)";
#endif

static tt_library library;
static int loaded;
static char load_error[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int find(void *handle, const char *name, void *function) {
  void *symbol = dlsym(handle, name);
  if (!symbol) {
    snprintf(load_error, sizeof load_error, "the installed libcurl has no %s; %s", name, advice);
    return 0;
  }
  // ISO C has no cast from an object pointer to a function pointer; POSIX guarantees the same representation.
  memcpy(function, &symbol, sizeof symbol);
  return 1;
}

static void *handle;

// GnuTLS comes with what Debian's libcurl needs and takes 0.3 ms to get ready when it is loaded. It is told to wait until it
// is initialized, which libcurl does where it uses it.
static const char gnutls[] = "GNUTLS_NO_IMPLICIT_INIT";

#ifdef __linux__
// Debian's libcurl brings thirty libraries, each of whose names is looked up among all of them. These two have most of the
// names; opened before, each looks its own up among the few that it needs itself: 0.3 ms of 3.9.
static void open_largest(void) {
  static const char *const largest[] = {"libcrypto.so.3", "libgnutls.so.30"};
  if (access("/etc/debian_version", F_OK) != 0) return;
  for (size_t i = 0; i < sizeof largest / sizeof *largest; i++) dlopen(largest[i], RTLD_LAZY | RTLD_LOCAL);
}
#else
static void open_largest(void) {}
#endif

static void load(void) {
  char why[256] = "";
  int postpones = getenv(gnutls) == NULL && setenv(gnutls, "1", 0) == 0;
  open_largest();
  for (size_t i = 0; i < sizeof names / sizeof *names && !handle; i++) {
    handle = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    // Of several reasons, that of the usual name is told.
    const char *reason = handle ? NULL : dlerror();
    if (i == 0) snprintf(why, sizeof why, "%s", reason ? reason : names[0]);
  }
  if (postpones) unsetenv(gnutls);
  if (!handle) {
    snprintf(load_error, sizeof load_error, "libcurl cannot be loaded (%s); %s", why, advice);
    return;
  }
  if (!find(handle, "curl_global_init", &library.global_init) || !find(handle, "curl_version", &library.version) ||
      !find(handle, "curl_easy_init", &library.easy_init) ||
      !find(handle, "curl_easy_setopt", &library.easy_setopt) ||
      !find(handle, "curl_easy_getinfo", &library.easy_getinfo) ||
      !find(handle, "curl_easy_perform", &library.easy_perform) ||
      !find(handle, "curl_easy_reset", &library.easy_reset) ||
      !find(handle, "curl_easy_cleanup", &library.easy_cleanup) ||
      !find(handle, "curl_easy_strerror", &library.easy_strerror) ||
      !find(handle, "curl_slist_append", &library.slist_append) ||
      !find(handle, "curl_slist_free_all", &library.slist_free_all)) {
    return;
  }
  CURLcode code = library.global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) {
    snprintf(load_error, sizeof load_error, "libcurl failed to initialize: %s", library.easy_strerror(code));
    return;
  }
  __atomic_store_n(&loaded, 1, __ATOMIC_RELEASE);
}

void tt_curl_load(void) { pthread_once(&once, load); }

int tt_curl_is_loaded(void) { return __atomic_load_n(&loaded, __ATOMIC_ACQUIRE); }

const tt_library *tt_library_get(void) {
  tt_curl_load();
  return loaded ? &library : NULL;
}

static tt_multi multi;
static int has_multi;
static pthread_once_t multi_once = PTHREAD_ONCE_INIT;

static void load_multi(void) {
  has_multi = find(handle, "curl_multi_init", &multi.init) && find(handle, "curl_multi_add_handle", &multi.add_handle) &&
              find(handle, "curl_multi_remove_handle", &multi.remove_handle) &&
              find(handle, "curl_multi_perform", &multi.perform) && find(handle, "curl_multi_poll", &multi.poll) &&
              find(handle, "curl_multi_info_read", &multi.info_read) &&
              find(handle, "curl_multi_cleanup", &multi.cleanup);
  load_error[0] = 0;
}

const tt_multi *tt_multi_get(void) {
  if (!tt_library_get()) return NULL;
  pthread_once(&multi_once, load_multi);
  return has_multi ? &multi : NULL;
}

const char *tt_curl_load_error(void) { return load_error; }

const char *tt_curl_version(void) { return tt_library_get() ? library.version() : NULL; }

const char *tt_curl_default_trust(int wants_directory) {
  curl_version_info_data *(*version_info)(CURLversion);
  if (!tt_library_get()) return NULL;
  void *symbol = dlsym(handle, "curl_version_info");
  if (!symbol) return NULL;
  memcpy(&version_info, &symbol, sizeof symbol);
  const curl_version_info_data *info = version_info(CURLVERSION_NOW);
  // The members are there since libcurl 7.70.
  if (!info || info->age < CURLVERSION_SEVENTH) return NULL;
  return wants_directory ? info->capath : info->cainfo;
}
