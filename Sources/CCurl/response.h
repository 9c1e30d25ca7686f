// The parts of a response that are kept while it is read.
#pragma once

#include <stddef.h>

// A piece of a body. With pieces instead of one growing block, each byte is copied once, and memory is freed piece by
// piece while the body is moved to its destination.
struct tt_piece {
  struct tt_piece *next;
  size_t used;
  size_t size;
  unsigned char bytes[];
};

typedef struct tt_response {
  char *content_type;
  char *retry_after;
  char *date;
  struct tt_piece *first;
  struct tt_piece *last;
  size_t length;
  size_t max_bytes;
  int too_large;
} tt_response;

// Clears everything; `max_bytes` is the maximum size of the next body.
void tt_response_clear(tt_response *response, size_t max_bytes);
// Frees the pieces of the body.
void tt_response_clear_body(tt_response *response);
// libcurl's callbacks for header lines and for the body; `target` is a tt_response.
size_t tt_response_on_header(char *line, size_t size, size_t count, void *target);
size_t tt_response_on_body(char *bytes, size_t size, size_t count, void *target);
