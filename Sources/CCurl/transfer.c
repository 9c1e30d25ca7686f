#include "handle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sigpipe.h"

static int on_progress(void *flag, curl_off_t all_in, curl_off_t in, curl_off_t all_out, curl_off_t out) {
  (void)all_in, (void)in, (void)all_out, (void)out;
  return tt_flag_get(flag) != 0;
}

// Whether this failure can only occur before a request is sent.
static int precedes_request(CURLcode code) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
      return 1;
    default:
      return 0;
  }
}

static int may_have_arrived(tt_curl *curl, CURLcode code) {
  if (code == CURLE_OK) return 1;
  if (curl->reports_start) return curl->has_started;
  // Before release 7.80, libcurl does not report when it starts to send: unless it is certainly unsent, a request
  // counts as sent.
  long sent = 0;
  double connected = 0;
  curl->library->easy_getinfo(curl->easy, CURLINFO_REQUEST_SIZE, &sent);
  curl->library->easy_getinfo(curl->easy, CURLINFO_CONNECT_TIME, &connected);
  return !(sent == 0 && (precedes_request(code) || connected == 0));
}

static enum tt_curl_outcome outcome(const tt_curl *curl, CURLcode code) {
  if (curl->response.too_large) return TT_CURL_TOO_LARGE;
  switch (code) {
    case CURLE_OK: return TT_CURL_DONE;
    case CURLE_OPERATION_TIMEDOUT: return TT_CURL_TIMEOUT;
    case CURLE_FILESIZE_EXCEEDED: return TT_CURL_TOO_LARGE;
    case CURLE_ABORTED_BY_CALLBACK: return TT_CURL_ABORTED;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR: return TT_CURL_CERTIFICATE;
    case CURLE_URL_MALFORMAT:
    case CURLE_SSL_CACERT_BADFILE: return TT_CURL_MISCONFIGURED;
    default: return curl->may_have_arrived ? TT_CURL_INTERRUPTED : TT_CURL_UNREACHABLE;
  }
}

// Runs a transfer that can be aborted. curl_easy_perform would check the flag only once a second while nothing arrives.
static CURLcode perform_in_steps(tt_curl *curl) {
  const tt_multi *multi = tt_multi_get();
  if (!multi) return curl->library->easy_perform(curl->easy);
  if (!curl->multi) curl->multi = multi->init();
  if (!curl->multi || multi->add_handle(curl->multi, curl->easy) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
  CURLcode code = CURLE_RECV_ERROR;
  int running = 1;
  while (running) {
    if (multi->perform(curl->multi, &running) != CURLM_OK) break;
    if (running && multi->poll(curl->multi, NULL, 0, 50, NULL) != CURLM_OK) break;
  }
  int left;
  for (CURLMsg *message; (message = multi->info_read(curl->multi, &left));)
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  multi->remove_handle(curl->multi, curl->easy);
  return code;
}

// libcurl's message names the file at most, which does not help where none is installed.
static const char *reason(tt_curl *curl, CURLcode code) {
  static const char advice[] = "; install the package ca-certificates, or correct SSL_CERT_FILE or SSL_CERT_DIR";
  const char *text = curl->error_buffer[0] ? curl->error_buffer : curl->library->easy_strerror(code);
  if (code != CURLE_SSL_CACERT_BADFILE) return text;
  if (text != curl->error_buffer) snprintf(curl->error_buffer, sizeof curl->error_buffer, "%s", text);
  size_t used = strlen(curl->error_buffer);
  snprintf(curl->error_buffer + used, sizeof curl->error_buffer - used, "%s", advice);
  return curl->error_buffer;
}

// Sets the options of a transfer. Returns 0 if one could not be set.
static int prepare(tt_curl *curl, int is_write, const tt_curl_limits *limits) {
  tt_response_clear(&curl->response, limits->max_body_bytes);
  SET(curl, CURLOPT_HTTPHEADER, curl->headers);
  SET(curl, CURLOPT_FRESH_CONNECT, is_write ? 1L : 0L);
  SET(curl, CURLOPT_CONNECTTIMEOUT_MS, limits->connect_timeout_ms);
  SET(curl, CURLOPT_TIMEOUT_MS, limits->timeout_ms);
  SET(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)limits->max_body_bytes);
  SET(curl, CURLOPT_NOPROGRESS, limits->abort_flag ? 0L : 1L);
  SET(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  SET(curl, CURLOPT_XFERINFODATA, (void *)limits->abort_flag);
  if (curl->setup != CURLE_OK) {
    curl->may_have_arrived = 0;
    curl->reason = curl->library->easy_strerror(curl->setup);
    return 0;
  }
  return 1;
}

// Reads the result of a transfer that has ended.
static enum tt_curl_outcome conclude(tt_curl *curl, CURLcode code) {
  curl->library->easy_getinfo(curl->easy, CURLINFO_RESPONSE_CODE, &curl->status);
  curl->may_have_arrived = may_have_arrived(curl, code);
  if (code != CURLE_OK) curl->reason = reason(curl, code);
  return outcome(curl, code);
}

enum tt_curl_outcome tt_curl_perform(tt_curl *curl, int is_write, const tt_curl_limits *limits) {
  if (!prepare(curl, is_write, limits)) return TT_CURL_MISCONFIGURED;
  held_signal held = tt_hold_sigpipe();
  CURLcode code = limits->abort_flag ? perform_in_steps(curl) : curl->library->easy_perform(curl->easy);
  tt_release_sigpipe(held);
  return conclude(curl, code);
}

struct tt_pool {
  const tt_multi *functions;
  CURLM *multi;
};

tt_pool *tt_pool_new(void) {
  const tt_multi *functions = tt_multi_get();
  tt_pool *pool = functions ? calloc(1, sizeof *pool) : NULL;
  if (!pool) return NULL;
  pool->functions = functions;
  pool->multi = functions->init();
  if (pool->multi) return pool;
  free(pool);
  return NULL;
}

void tt_pool_free(tt_pool *pool) {
  if (!pool) return;
  held_signal held = tt_hold_sigpipe();
  pool->functions->cleanup(pool->multi);
  tt_release_sigpipe(held);
  free(pool);
}

int tt_pool_start(tt_pool *pool, tt_curl *curl, const tt_curl_limits *limits) {
  SET(curl, CURLOPT_PRIVATE, (void *)curl);
  if (!prepare(curl, 0, limits)) return 0;
  if (pool->functions->add_handle(pool->multi, curl->easy) == CURLM_OK) return 1;
  curl->may_have_arrived = 0;
  curl->reason = "libcurl cannot start another transfer";
  return 0;
}

tt_curl *tt_pool_wait(tt_pool *pool, enum tt_curl_outcome *outcome) {
  held_signal held = tt_hold_sigpipe();
  tt_curl *ended = NULL;
  CURLMcode state = CURLM_OK;
  while (!ended && state == CURLM_OK) {
    int running = 0, left = 0;
    state = pool->functions->perform(pool->multi, &running);
    CURLMsg *message = pool->functions->info_read(pool->multi, &left);
    if (message && message->msg == CURLMSG_DONE) {
      CURLcode code = message->data.result;
      CURL *easy = message->easy_handle;
      char *owner = NULL;
      tt_library_get()->easy_getinfo(easy, CURLINFO_PRIVATE, &owner);
      ended = (tt_curl *)(void *)owner;
      pool->functions->remove_handle(pool->multi, easy);
      if (ended) *outcome = conclude(ended, code);
    } else if (!running) {
      break;
    } else if (state == CURLM_OK) {
      // The abort flag is looked at in between.
      state = pool->functions->poll(pool->multi, NULL, 0, 50, NULL);
    }
  }
  tt_release_sigpipe(held);
  return ended;
}

void tt_pool_cancel(tt_pool *pool, tt_curl *curl) {
  held_signal held = tt_hold_sigpipe();
  pool->functions->remove_handle(pool->multi, curl->easy);
  tt_release_sigpipe(held);
}
