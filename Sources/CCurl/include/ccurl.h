/// libcurl for Swift: fixed functions in front of its variadic ones, loaded at the first use instead of linked.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// One reusable libcurl handle with its connections. Used by one thread at a time.
typedef struct tt_curl tt_curl;

/// How a transfer ended.
enum tt_curl_outcome {
  /// A whole response was read.
  TT_CURL_DONE = 0,
  /// No connection came about: name, route, refusal, TLS handshake.
  TT_CURL_UNREACHABLE,
  /// The connect timeout or the total timeout ran out.
  TT_CURL_TIMEOUT,
  /// The server's certificate does not hold.
  TT_CURL_CERTIFICATE,
  /// The response is larger than allowed.
  TT_CURL_TOO_LARGE,
  /// The connection ended before a whole response was read, or what was read is no HTTP.
  TT_CURL_INTERRUPTED,
  /// An option, the URL or the set of trusted certificates cannot be used.
  TT_CURL_MISCONFIGURED,
  /// The abort flag was set.
  TT_CURL_ABORTED,
};

/// What bounds a transfer.
typedef struct tt_curl_limits {
  /// Milliseconds until a connection must stand.
  long connect_timeout_ms;
  /// Milliseconds for everything.
  long timeout_ms;
  /// Bytes a response body may have.
  size_t largest_body;
  /// Checked while the transfer runs: not 0 ends it. May be NULL; may be set by another thread or a signal handler.
  const int32_t *abort_flag;
} tt_curl_limits;

/// Loads libcurl (once a process) and makes a handle. NULL when it cannot; then `tt_curl_load_error` says why.
tt_curl *tt_curl_new(void);
/// Loads libcurl, once a process, so that the first handle need not; whether it can be loaded is said there.
void tt_curl_load(void);
/// 0 until libcurl is loaded.
int tt_curl_is_loaded(void);
/// Why libcurl could not be loaded and which package to install; empty when it was loaded.
const char *tt_curl_load_error(void);
/// libcurl's own words on its version and its parts; loads it. NULL when it cannot be loaded.
const char *tt_curl_version(void);
/// Closes the connections. NULL is allowed.
void tt_curl_free(tt_curl *curl);

/// Begins a request, with all options as tt wants them: HTTP/1.1 over http and https only, no redirects, no cookies,
/// no netrc, certificates and host names checked.
void tt_curl_begin(tt_curl *curl, const char *method, const char *url);
/// Adds a header line, `Name: value`, or `Name:` to leave out one that libcurl would send.
void tt_curl_add_header(tt_curl *curl, const char *line);
/// Trusts only the certificates in a PEM file and in a directory with hashed names; each may be NULL. Without this
/// call libcurl's built-in choice holds.
void tt_curl_trust(tt_curl *curl, const char *file, const char *directory);
/// Uses a proxy except for the hosts in `exempt` (libcurl's notation; `*` for all). Empty texts for none.
void tt_curl_proxy(tt_curl *curl, const char *proxy, const char *exempt);
/// Gives the request a body, which must stay where it is until `tt_curl_perform` returns. May be empty.
void tt_curl_set_body(tt_curl *curl, const void *body, size_t length);
/// Sends the request and reads the response. A write always gets a connection of its own, so that libcurl cannot send
/// it again when a kept connection turns out to be dead.
enum tt_curl_outcome tt_curl_perform(tt_curl *curl, int is_write, const tt_curl_limits *limits);

/// libcurl's own words on the failure; empty after success.
const char *tt_curl_reason(const tt_curl *curl);
/// 0 when the request certainly did not leave this machine, else 1.
int tt_curl_may_have_arrived(const tt_curl *curl);
/// The HTTP status.
long tt_curl_status(const tt_curl *curl);
/// The value of `Content-Type`, or NULL.
const char *tt_curl_content_type(const tt_curl *curl);
/// The value of `Retry-After`, or NULL.
const char *tt_curl_retry_after(const tt_curl *curl);
/// The value of `Date`, or NULL.
const char *tt_curl_date(const tt_curl *curl);
/// Bytes of the response body.
size_t tt_curl_body_length(const tt_curl *curl);
/// Moves the response body to `target`, which has room for `tt_curl_body_length` bytes, freeing it on the way.
void tt_curl_take_body(tt_curl *curl, void *target);

/// Sets an abort flag so that a transfer in another thread sees it. Safe in a signal handler.
void tt_flag_set(int32_t *flag, int32_t value);
/// Reads an abort flag.
int32_t tt_flag_get(const int32_t *flag);
