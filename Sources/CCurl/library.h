// The functions of libcurl that tt uses, as found in the loaded library.
#pragma once

#include <curl/curl.h>

typedef struct tt_library {
  CURLcode (*global_init)(long);
  char *(*version)(void);
  CURL *(*easy_init)(void);
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  CURLcode (*easy_perform)(CURL *);
  void (*easy_reset)(CURL *);
  void (*easy_cleanup)(CURL *);
  const char *(*easy_strerror)(CURLcode);
  struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
  void (*slist_free_all)(struct curl_slist *);
} tt_library;

// Loads libcurl at the first call. NULL if it is missing or lacks a function.
const tt_library *tt_library_get(void);

// The functions used only by transfers that can be aborted.
typedef struct tt_multi {
  CURLM *(*init)(void);
  CURLMcode (*add_handle)(CURLM *, CURL *);
  CURLMcode (*remove_handle)(CURLM *, CURL *);
  CURLMcode (*perform)(CURLM *, int *);
  CURLMcode (*poll)(CURLM *, struct curl_waitfd *, unsigned int, int, int *);
  CURLMsg *(*info_read)(CURLM *, int *);
  CURLMcode (*cleanup)(CURLM *);
} tt_multi;

// NULL if libcurl is older than release 7.66, which introduced curl_multi_poll.
const tt_multi *tt_multi_get(void);
