#include <string.h>

#include "handle.h"

// By number, because the headers of older releases lack these and newer ones deprecate the first.
#define OPTION_PROTOCOLS ((CURLoption)181)
#define OPTION_PREREQFUNCTION ((CURLoption)20312)
#define OPTION_PREREQDATA ((CURLoption)10313)
#define OPTION_QUICK_EXIT ((CURLoption)322)
#define OPTION_PROTOCOLS_STR ((CURLoption)10318)

// Called when the connection is established and the request is about to be sent.
static int on_start(void *target, char *local, char *remote, int local_port, int remote_port) {
  (void)local, (void)remote, (void)local_port, (void)remote_port;
  ((tt_curl *)target)->has_started = 1;
  return 0;
}

void tt_curl_begin(tt_curl *curl, const char *method, const char *url) {
  curl->library->easy_reset(curl->easy);
  curl->library->slist_free_all(curl->headers);
  curl->headers = NULL;
  curl->setup = CURLE_OK;
  curl->has_started = 0;
  curl->status = 0;
  curl->error_buffer[0] = 0;
  curl->reason = "";
  SET(curl, CURLOPT_ERRORBUFFER, curl->error_buffer);
  SET(curl, CURLOPT_URL, url);
  SET(curl, CURLOPT_CUSTOMREQUEST, method);
  SET(curl, CURLOPT_NOBODY, strcmp(method, "HEAD") == 0 ? 1L : 0L);
  SET(curl, CURLOPT_PATH_AS_IS, 1L);
  if (curl->library->easy_setopt(curl->easy, OPTION_PROTOCOLS_STR, "http,https") != CURLE_OK)
    SET(curl, OPTION_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  SET(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(curl, CURLOPT_FOLLOWLOCATION, 0L);
  SET(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  SET(curl, CURLOPT_NOSIGNAL, 1L);
  SET(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  SET(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  SET(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  SET(curl, CURLOPT_HEADERFUNCTION, tt_response_on_header);
  SET(curl, CURLOPT_HEADERDATA, &curl->response);
  SET(curl, CURLOPT_WRITEFUNCTION, tt_response_on_body);
  SET(curl, CURLOPT_WRITEDATA, &curl->response);
  // An aborted or timed-out transfer does not wait for a name server; older libraries lack the option.
  (void)curl->library->easy_setopt(curl->easy, OPTION_QUICK_EXIT, 1L);
  curl->reports_start = curl->library->easy_setopt(curl->easy, OPTION_PREREQFUNCTION, on_start) == CURLE_OK &&
                      curl->library->easy_setopt(curl->easy, OPTION_PREREQDATA, curl) == CURLE_OK;
  tt_curl_add_header(curl, "Expect:");
}

void tt_curl_add_header(tt_curl *curl, const char *line) {
  struct curl_slist *longer = curl->library->slist_append(curl->headers, line);
  if (longer) curl->headers = longer;
  else curl->setup = CURLE_OUT_OF_MEMORY;
}

void tt_curl_trust(tt_curl *curl, const char *file, const char *directory) {
  SET(curl, CURLOPT_CAINFO, file);
  SET(curl, CURLOPT_CAPATH, directory);
}

void tt_curl_proxy(tt_curl *curl, const char *proxy, const char *exempt) {
  SET(curl, CURLOPT_PROXY, proxy);
  SET(curl, CURLOPT_NOPROXY, exempt);
}

void tt_curl_set_body(tt_curl *curl, const void *body, size_t length) {
  SET(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
  SET(curl, CURLOPT_POSTFIELDS, length > 0 ? body : "");
}
