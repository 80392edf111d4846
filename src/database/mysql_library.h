// libmariadb, loaded when the first MySQL or MariaDB connection is opened, so that commands without
// one pay nothing for it at start-up. The functions are members named as the library names them.
//
// One immutable table for the process, safe for all threads.
#pragma once

#include <mysql.h>

namespace retort::database {

// X-macro: every function of libmariadb that is used, by its own name.
// clang-format off
#define RETORT_MYSQL_FUNCTIONS(X) \
  X(mysql_init) X(mysql_optionsv) X(mysql_real_connect) X(mysql_close) X(mysql_errno) \
  X(mysql_error) X(mysql_sqlstate) X(mysql_get_server_info) X(mysql_get_server_version) \
  X(mysql_thread_id) X(mysql_send_query) X(mysql_read_query_result) X(mysql_get_socket) X(mysql_real_query) X(mysql_use_result) \
  X(mysql_free_result) X(mysql_field_count) X(mysql_num_fields) X(mysql_num_rows) \
  X(mysql_fetch_fields) X(mysql_fetch_row) X(mysql_fetch_lengths) X(mysql_affected_rows) \
  X(mysql_more_results) X(mysql_next_result) X(mysql_real_escape_string) X(mysql_insert_id) X(mariadb_get_infov)
// clang-format on

struct MysqlLibrary {
#define RETORT_MYSQL_MEMBER(name) decltype(&::name) name = nullptr;
  RETORT_MYSQL_FUNCTIONS(RETORT_MYSQL_MEMBER)
#undef RETORT_MYSQL_MEMBER
};

/// The library, loaded at the first call. Errors: ErrorCode::connection if it is not installed.
const MysqlLibrary& libmariadb();

}  // namespace retort::database
