// The state of a handle.
#pragma once

#include "include/ccurl.h"
#include "library.h"
#include "response.h"

struct tt_curl {
  const tt_library *library;
  CURL *easy;
  // Owns the connections of transfers that can be aborted; NULL until the first one.
  CURLM *multi;
  struct curl_slist *headers;
  // The first error from setting an option.
  CURLcode setup;
  tt_response response;
  // Whether libcurl reports when it starts to send a request, and whether it has started.
  int reports_start;
  int has_started;
  int may_have_arrived;
  long status;
  char error_buffer[CURL_ERROR_SIZE];
  const char *reason;
};

// Sets an option; the first failure is reported when the request is sent.
#define SET(curl, option, value)                                                                \
  do {                                                                                          \
    CURLcode code_ = (curl)->library->easy_setopt((curl)->easy, (CURLoption)(option), (value)); \
    if (code_ != CURLE_OK && (curl)->setup == CURLE_OK) (curl)->setup = code_;                  \
  } while (0)
