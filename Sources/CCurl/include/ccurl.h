/// libcurl for Swift: wraps its variadic functions, and loads it at first use instead of linking it.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// A reusable libcurl handle with its connections. Not safe for concurrent use.
typedef struct tt_curl tt_curl;

/// How a transfer ended.
enum tt_curl_outcome {
  /// The whole response was read.
  TT_CURL_DONE = 0,
  /// No connection could be made: unknown host, no route, connection refused or TLS handshake failed.
  TT_CURL_UNREACHABLE,
  /// The connect timeout or the total timeout expired.
  TT_CURL_TIMEOUT,
  /// The server's certificate could not be verified.
  TT_CURL_CERTIFICATE,
  /// The response exceeds the size limit.
  TT_CURL_TOO_LARGE,
  /// The connection ended before the whole response was read, or the response is not HTTP.
  TT_CURL_INTERRUPTED,
  /// An option, the URL or the set of trusted certificates is invalid.
  TT_CURL_MISCONFIGURED,
  /// The abort flag was set.
  TT_CURL_ABORTED,
};

/// The limits of a transfer.
typedef struct tt_curl_limits {
  /// Time limit for connecting, in milliseconds.
  long connect_timeout_ms;
  /// Time limit for the whole transfer, in milliseconds.
  long timeout_ms;
  /// Maximum size of a response body, in bytes.
  size_t max_body_bytes;
  /// Ends the transfer when it becomes nonzero. May be NULL; may be set by another thread or a signal handler.
  const int32_t *abort_flag;
} tt_curl_limits;

/// Loads libcurl (once per process) and creates a handle. NULL on failure; see `tt_curl_load_error`.
tt_curl *tt_curl_new(void);
/// Loads libcurl in advance (once per process). Failures are reported by `tt_curl_new`.
void tt_curl_load(void);
/// Nonzero once libcurl is loaded.
int tt_curl_is_loaded(void);
/// Why libcurl could not be loaded, and which package to install; empty if it was loaded.
const char *tt_curl_load_error(void);
/// The versions of libcurl and its components; loads it. NULL if it cannot be loaded.
const char *tt_curl_version(void);

/// The file (0) or the directory (1) of certificates that libcurl uses where none are chosen; NULL if it has none or does
/// not tell. Loads libcurl.
const char *tt_curl_default_trust(int wants_directory);
/// Frees a handle and closes its connections. May be NULL.
void tt_curl_free(tt_curl *curl);

/// Starts a request with tt's options: HTTP/1.1 over http or https only, no redirects, cookies or netrc; certificates and
/// host names are verified.
void tt_curl_begin(tt_curl *curl, const char *method, const char *url);
/// Adds a header line, `Name: value`, or `Name:` to suppress a default one.
void tt_curl_add_header(tt_curl *curl, const char *line);
/// Trusts only the certificates in a PEM file and in a directory with hashed names; each may be NULL. libcurl's default
/// applies without this call.
void tt_curl_trust(tt_curl *curl, const char *file, const char *directory);
/// Uses a proxy, except for the hosts in `exempt` (in libcurl's notation; `*` for all). Empty strings for none.
void tt_curl_proxy(tt_curl *curl, const char *proxy, const char *exempt);
/// Sets the body, which must remain valid until `tt_curl_perform` returns. May be empty.
void tt_curl_set_body(tt_curl *curl, const void *body, size_t length);
/// Sends the request and reads the response. A write always uses a new connection, so that libcurl does not resend it if
/// a reused connection turns out to be dead.
enum tt_curl_outcome tt_curl_perform(tt_curl *curl, int is_write, const tt_curl_limits *limits);

/// Transfers that run side by side and share their connections. Not safe for concurrent use.
typedef struct tt_pool tt_pool;

/// Creates a pool. NULL if libcurl is older than release 7.66 or has no memory.
tt_pool *tt_pool_new(void);
/// Frees a pool whose transfers have ended, and closes its connections. May be NULL.
void tt_pool_free(tt_pool *pool);
/// Starts the request of a handle, which must be a read. Returns 0 if it cannot be started; see `tt_curl_reason`.
int tt_pool_start(tt_pool *pool, tt_curl *curl, const tt_curl_limits *limits);
/// Waits until a transfer has ended. Returns its handle; NULL if none is running.
tt_curl *tt_pool_wait(tt_pool *pool, enum tt_curl_outcome *outcome);
/// Ends a transfer that is running.
void tt_pool_cancel(tt_pool *pool, tt_curl *curl);

/// libcurl's error message; empty after success.
const char *tt_curl_reason(const tt_curl *curl);
/// 0 if the request certainly did not leave this machine, else 1.
int tt_curl_may_have_arrived(const tt_curl *curl);
/// The HTTP status.
long tt_curl_status(const tt_curl *curl);
/// The value of `Content-Type`, or NULL.
const char *tt_curl_content_type(const tt_curl *curl);
/// The value of `Retry-After`, or NULL.
const char *tt_curl_retry_after(const tt_curl *curl);
/// The value of `Date`, or NULL.
const char *tt_curl_date(const tt_curl *curl);
/// The size of the response body in bytes.
size_t tt_curl_body_length(const tt_curl *curl);
/// Moves the response body to `target`, which must have room for `tt_curl_body_length` bytes, and frees it.
void tt_curl_take_body(tt_curl *curl, void *target);

/// Sets an abort flag, visibly to transfers in other threads. Async-signal-safe.
void tt_flag_set(int32_t *flag, int32_t value);
/// Reads an abort flag.
int32_t tt_flag_get(const int32_t *flag);
