/// libpq, PostgreSQL's client library, for Swift: loaded at first use instead of linked, and declared here, so that its
/// headers are not needed to build.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A connection. Used by one thread at a time.
typedef struct pg_conn tt_pq_connection;
/// An answer to a statement.
typedef struct pg_result tt_pq_result;
typedef void (*tt_pq_notice_receiver)(void *_Nullable context, const tt_pq_result *result);

// The values of libpq's enumerations, which are part of its binary interface.

/// `ConnStatusType`: the connection failed.
#define TT_PQ_BAD 1
/// `PostgresPollingStatusType`.
enum { TT_PQ_POLLING_FAILED = 0, TT_PQ_POLLING_READING = 1, TT_PQ_POLLING_WRITING = 2, TT_PQ_POLLING_OK = 3 };
/// `ExecStatusType`.
enum { TT_PQ_COMMAND_OK = 1, TT_PQ_ROWS = 2, TT_PQ_SYNC = 10 };
/// `PGVerbosity`: messages contain the SQLSTATE.
#define TT_PQ_VERBOSE 2
/// Fields of an error.
enum { TT_PQ_SQLSTATE = 'C', TT_PQ_MESSAGE = 'M' };

/// The functions of libpq that tt uses, under their names without `PQ`.
typedef struct tt_pq_library {
  tt_pq_connection *_Nullable (*_Nonnull connectStartParams)(
      const char *_Nullable const *_Nullable keywords, const char *_Nullable const *_Nullable values,
      int expand_dbname);
  int (*_Nonnull connectPoll)(tt_pq_connection *connection);
  int (*_Nonnull status)(const tt_pq_connection *connection);
  int (*_Nonnull socket)(const tt_pq_connection *connection);
  char *_Nullable (*_Nonnull errorMessage)(const tt_pq_connection *connection);
  int (*_Nonnull setErrorVerbosity)(tt_pq_connection *connection, int verbosity);
  int (*_Nonnull connectionNeedsPassword)(const tt_pq_connection *connection);
  tt_pq_notice_receiver _Nullable (*_Nonnull setNoticeReceiver)(
      tt_pq_connection *connection, tt_pq_notice_receiver receiver, void *_Nullable context);
  int (*_Nonnull setnonblocking)(tt_pq_connection *connection, int is_nonblocking);
  int (*_Nonnull enterPipelineMode)(tt_pq_connection *connection);
  int (*_Nonnull sendQueryParams)(
      tt_pq_connection *connection, const char *command, int count, const uint32_t *_Nullable types,
      const char *_Nullable const *_Nullable values, const int *_Nullable lengths, const int *_Nullable formats,
      int result_format);
  int (*_Nonnull pipelineSync)(tt_pq_connection *connection);
  int (*_Nonnull flush)(tt_pq_connection *connection);
  int (*_Nonnull consumeInput)(tt_pq_connection *connection);
  int (*_Nonnull isBusy)(tt_pq_connection *connection);
  tt_pq_result *_Nullable (*_Nonnull getResult)(tt_pq_connection *connection);
  int (*_Nonnull resultStatus)(const tt_pq_result *result);
  char *_Nullable (*_Nonnull resultErrorField)(const tt_pq_result *result, int field);
  int (*_Nonnull ntuples)(const tt_pq_result *result);
  int (*_Nonnull nfields)(const tt_pq_result *result);
  char *_Nullable (*_Nonnull getvalue)(const tt_pq_result *result, int row, int column);
  int (*_Nonnull getlength)(const tt_pq_result *result, int row, int column);
  int (*_Nonnull getisnull)(const tt_pq_result *result, int row, int column);
  void (*_Nonnull clear)(tt_pq_result *_Nullable result);
  void (*_Nonnull finish)(tt_pq_connection *connection);
} tt_pq_library;

/// Loads libpq (once per process) and removes from the process's environment the variables by which it would let others
/// decide where and how it connects. NULL on failure; see `tt_pq_load_error`.
const tt_pq_library *_Nullable tt_pq_get(void);
/// Why libpq could not be loaded, and which package to install; empty if it was loaded.
const char *tt_pq_load_error(void);
/// Keeps a connection from writing the server's notices to standard error, and counts its warnings, as long as it lives.
void tt_pq_count_warnings(const tt_pq_library *library, tt_pq_connection *connection, int *count);

#pragma clang assume_nonnull end
