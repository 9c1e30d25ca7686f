// What is kept of a response while it is read.
#pragma once

#include <stddef.h>

// A piece of a body. Pieces instead of one growing block: each byte is copied once, and memory is given back piece by
// piece while the body moves to its final place.
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
  size_t largest;
  int too_large;
} tt_response;

// Forgets everything; `largest` is the number of bytes the next body may have.
void tt_response_clear(tt_response *response, size_t largest);
// Forgets the pieces of the body.
void tt_response_clear_body(tt_response *response);
// libcurl's callbacks for header lines and for the body; `target` is a tt_response.
size_t tt_response_on_header(char *line, size_t size, size_t count, void *target);
size_t tt_response_on_body(char *bytes, size_t size, size_t count, void *target);
