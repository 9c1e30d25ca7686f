// What a handle holds from one request to the next.
#pragma once

#include "include/ccurl.h"
#include "library.h"
#include "response.h"

struct tt_curl {
  const tt_library *library;
  CURL *easy;
  // Holds the connections of transfers that can be aborted; NULL until there is one.
  CURLM *multi;
  struct curl_slist *headers;
  // The first option that libcurl refused.
  CURLcode setup;
  tt_response response;
  // Whether libcurl tells when a request begins to leave, and whether it has begun.
  int knows_start;
  int has_started;
  int may_have_arrived;
  long status;
  char own_words[CURL_ERROR_SIZE];
  const char *reason;
};

// Sets an option that must be known; the first failure is reported when the request is sent.
#define SET(curl, option, value)                                                                \
  do {                                                                                          \
    CURLcode code_ = (curl)->library->easy_setopt((curl)->easy, (CURLoption)(option), (value)); \
    if (code_ != CURLE_OK && (curl)->setup == CURLE_OK) (curl)->setup = code_;                  \
  } while (0)
