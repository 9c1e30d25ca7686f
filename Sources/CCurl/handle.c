#include "handle.h"

#include <stdlib.h>
#include <string.h>

#include "sigpipe.h"

tt_curl *tt_curl_new(void) {
  const tt_library *library = tt_library_get();
  if (!library) return NULL;
  tt_curl *curl = calloc(1, sizeof *curl);
  if (!curl) return NULL;
  curl->library = library;
  curl->easy = library->easy_init();
  if (!curl->easy) {
    free(curl);
    return NULL;
  }
  return curl;
}

void tt_curl_free(tt_curl *curl) {
  if (!curl) return;
  held_signal held = tt_hold_sigpipe();
  curl->library->easy_cleanup(curl->easy);
  if (curl->multi) tt_multi_get()->cleanup(curl->multi);
  tt_release_sigpipe(held);
  curl->library->slist_free_all(curl->headers);
  tt_response_clear(&curl->response, 0);
  free(curl);
}

const char *tt_curl_reason(const tt_curl *curl) { return curl->reason; }
int tt_curl_may_have_arrived(const tt_curl *curl) { return curl->may_have_arrived; }
long tt_curl_status(const tt_curl *curl) { return curl->status; }
const char *tt_curl_content_type(const tt_curl *curl) { return curl->response.content_type; }
const char *tt_curl_retry_after(const tt_curl *curl) { return curl->response.retry_after; }
const char *tt_curl_date(const tt_curl *curl) { return curl->response.date; }
size_t tt_curl_body_length(const tt_curl *curl) { return curl->response.length; }

void tt_curl_take_body(tt_curl *curl, void *target) {
  unsigned char *end = target;
  while (curl->response.first) {
    struct tt_piece *piece = curl->response.first;
    memcpy(end, piece->bytes, piece->used);
    end += piece->used;
    curl->response.first = piece->next;
    free(piece);
  }
  tt_response_clear_body(&curl->response);
}

void tt_flag_set(int32_t *flag, int32_t value) { __atomic_store_n(flag, value, __ATOMIC_RELEASE); }
int32_t tt_flag_get(const int32_t *flag) { return __atomic_load_n(flag, __ATOMIC_ACQUIRE); }
