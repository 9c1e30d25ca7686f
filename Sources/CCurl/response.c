#include "response.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void forget(char **text) {
  free(*text);
  *text = NULL;
}

void tt_response_clear_body(tt_response *response) {
  while (response->first) {
    struct tt_piece *piece = response->first;
    response->first = piece->next;
    free(piece);
  }
  response->last = NULL;
  response->length = 0;
}

static void clear_headers(tt_response *response) {
  forget(&response->content_type);
  forget(&response->retry_after);
  forget(&response->date);
}

void tt_response_clear(tt_response *response, size_t max_bytes) {
  clear_headers(response);
  tt_response_clear_body(response);
  response->max_bytes = max_bytes;
  response->too_large = 0;
}

static void keep(const char *line, size_t length, const char *name, char **value) {
  size_t skip = strlen(name);
  if (*value || length <= skip || line[skip] != ':' || strncasecmp(line, name, skip) != 0) return;
  const char *start = line + skip + 1, *end = line + length;
  while (start < end && (*start == ' ' || *start == '\t')) start++;
  while (end > start && (end[-1] == '\r' || end[-1] == '\n' || end[-1] == ' ' || end[-1] == '\t')) end--;
  *value = strndup(start, (size_t)(end - start));
}

size_t tt_response_on_header(char *line, size_t size, size_t count, void *target) {
  tt_response *response = target;
  size_t length = size * count;
  // Another status line starts another header block: the final response following an interim one.
  if (length >= 5 && memcmp(line, "HTTP/", 5) == 0) clear_headers(response);
  keep(line, length, "Content-Type", &response->content_type);
  keep(line, length, "Retry-After", &response->retry_after);
  keep(line, length, "Date", &response->date);
  return length;
}

static struct tt_piece *add_piece(tt_response *response) {
  size_t size = response->last ? 1 << 20 : 1 << 14;
  struct tt_piece *piece = malloc(sizeof *piece + size);
  if (!piece) return NULL;
  piece->next = NULL;
  piece->used = 0;
  piece->size = size;
  if (response->last) response->last->next = piece;
  else response->first = piece;
  response->last = piece;
  return piece;
}

size_t tt_response_on_body(char *bytes, size_t size, size_t count, void *target) {
  tt_response *response = target;
  size_t length = size * count, rest = length;
  if (length > response->max_bytes - response->length) {
    response->too_large = 1;
    return 0;
  }
  while (rest > 0) {
    struct tt_piece *piece = response->last;
    if (!piece || piece->used == piece->size) piece = add_piece(response);
    if (!piece) return 0;
    size_t part = piece->size - piece->used;
    if (part > rest) part = rest;
    memcpy(piece->bytes + piece->used, bytes, part);
    piece->used += part;
    bytes += part;
    rest -= part;
  }
  response->length += length;
  return length;
}
