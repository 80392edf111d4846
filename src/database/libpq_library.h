// libpq, loaded when the first PostgreSQL connection is opened, so that commands without one pay
// nothing for it at start-up. The functions are members named as libpq names them.
//
// One immutable table for the process, safe for all threads.
#pragma once

#include <libpq-fe.h>

namespace retort::database {

// X-macro: every libpq function that is used, by its own name.
// clang-format off
#define RETORT_LIBPQ_FUNCTIONS(X) \
  X(PQconnectdbParams) X(PQconndefaults) X(PQconninfoFree) X(PQfinish) X(PQstatus) \
  X(PQerrorMessage) X(PQserverVersion) X(PQparameterStatus) X(PQtransactionStatus) \
  X(PQsocket) X(PQexec) X(PQsendQueryParams) X(PQsetSingleRowMode) \
  X(PQgetResult) X(PQisBusy) X(PQconsumeInput) X(PQflush) X(PQsetnonblocking) \
  X(PQenterPipelineMode) X(PQexitPipelineMode) X(PQpipelineStatus) X(PQpipelineSync) \
  X(PQsendFlushRequest) X(PQresultStatus) X(PQresultErrorField) X(PQresultErrorMessage) \
  X(PQclear) X(PQntuples) X(PQnfields) X(PQfname) X(PQftype) X(PQgetvalue) X(PQgetlength) \
  X(PQgetisnull) X(PQcmdTuples) X(PQunescapeBytea) X(PQfreemem) X(PQsetNoticeReceiver) \
  X(PQgetCancel) X(PQfreeCancel) X(PQcancel) X(PQisnonblocking) X(PQputCopyData) \
  X(PQputCopyEnd) X(PQgetCopyData) X(PQsendQuery) X(PQbackendPID) X(PQconninfo)
// clang-format on

struct LibpqLibrary {
#define RETORT_LIBPQ_MEMBER(name) decltype(&::name) name = nullptr;
  RETORT_LIBPQ_FUNCTIONS(RETORT_LIBPQ_MEMBER)
#undef RETORT_LIBPQ_MEMBER
};

/// The library, loaded at the first call. Errors: ErrorCode::connection if it is not installed or
/// older than release 14.
const LibpqLibrary& libpq();

}  // namespace retort::database
