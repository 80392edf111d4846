// What libmariadb hands back, as values and errors. No state; any thread.
#pragma once

#include <mysql.h>

#include <memory>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "database/connection.h"

namespace retort::database {

struct FreeMysqlResult {
  void operator()(MYSQL_RES* result) const;
};
using MysqlResultPtr = std::unique_ptr<MYSQL_RES, FreeMysqlResult>;

std::vector<ResultColumn> columns_of(MYSQL_RES* result);

/// The row that was fetched last as typed values.
Row row_of(MYSQL_RES* result, MYSQL_ROW row);

/// Whether the number of an error means that the connection is gone.
bool is_lost_connection(unsigned number);

/// The server's refusal of `statement`, with its SQLSTATE, its number, and the place of a syntax
/// error in the statement.
Error mysql_error(MYSQL* handle, std::string_view statement);

}  // namespace retort::database
