#include "handle.h"
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

enum tt_curl_outcome tt_curl_perform(tt_curl *curl, int is_write, const tt_curl_limits *limits) {
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
    return TT_CURL_MISCONFIGURED;
  }

  held_signal held = tt_hold_sigpipe();
  CURLcode code = limits->abort_flag ? perform_in_steps(curl) : curl->library->easy_perform(curl->easy);
  tt_release_sigpipe(held);

  curl->library->easy_getinfo(curl->easy, CURLINFO_RESPONSE_CODE, &curl->status);
  curl->may_have_arrived = may_have_arrived(curl, code);
  if (code != CURLE_OK) curl->reason = curl->error_buffer[0] ? curl->error_buffer : curl->library->easy_strerror(code);
  return outcome(curl, code);
}
