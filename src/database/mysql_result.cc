// Results come in the text protocol: every cell is text, and the column's type says how to read it.
//
// The types of columns are MySQL's own names. Those that PostgreSQL has too, but whose values
// scripts get in another form (TIME is a span of time, JSON stays text), begin with `mysql_`.
#include "database/mysql_result.h"

#include <charconv>
#include <cstdlib>
#include <string>

#include "database/database_error.h"
#include "database/mysql_library.h"
#include "database/mysql_text.h"

namespace retort::database {
namespace {

constexpr unsigned kBinaryCharset = 63;

constexpr unsigned kServerGone = 2006, kServerLost = 2013, kServerLostExtended = 2055,
                   kCommandsOutOfSync = 2014, kConnectionKilled = 1927, kServerShutdown = 1053,
                   kNewAbortingConnection = 1184;

constexpr unsigned kSyntaxError = 1064, kNoDatabaseSelected = 1046, kLockWaitTimeout = 1205,
                   kDeadlock = 1213, kNoSuchSavepoint = 1305, kPacketTooLarge = 1153;

bool is_binary(const MYSQL_FIELD& field) {
  return field.charsetnr == kBinaryCharset;
}

const char* type_name(const MYSQL_FIELD& field) {
  switch (field.type) {
    case MYSQL_TYPE_TINY:
      return "tinyint";
    case MYSQL_TYPE_SHORT:
      return "smallint";
    case MYSQL_TYPE_INT24:
      return "mediumint";
    case MYSQL_TYPE_LONG:
      return "int";
    case MYSQL_TYPE_LONGLONG:
      return "bigint";
    case MYSQL_TYPE_YEAR:
      return "year";
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
      return "decimal";
    case MYSQL_TYPE_FLOAT:
      return "float";
    case MYSQL_TYPE_DOUBLE:
      return "double";
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
      return "date";
    case MYSQL_TYPE_TIME:
    case MYSQL_TYPE_TIME2:
      return "mysql_time";
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_DATETIME2:
      return "datetime";
    case MYSQL_TYPE_TIMESTAMP:
    case MYSQL_TYPE_TIMESTAMP2:
      return "timestamp";
    case MYSQL_TYPE_BIT:
      return "mysql_bit";
    case MYSQL_TYPE_JSON:
      return "mysql_json";
    case MYSQL_TYPE_GEOMETRY:
      return "geometry";
    case MYSQL_TYPE_STRING:
      return is_binary(field) ? "binary" : "char";
    case MYSQL_TYPE_VARCHAR:
    case MYSQL_TYPE_VAR_STRING:
      return is_binary(field) ? "varbinary" : "varchar";
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
    case MYSQL_TYPE_BLOB:
      return is_binary(field) ? "blob" : "text";
    default:
      return "";
  }
}

bool is_integer(const MYSQL_FIELD& field) {
  switch (field.type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR:
      return true;
    default:
      return false;
  }
}

/// Whether the cell is not text in the connection's character set.
bool holds_bytes(const MYSQL_FIELD& field) {
  switch (field.type) {
    case MYSQL_TYPE_BIT:
    case MYSQL_TYPE_GEOMETRY:
      return true;
    case MYSQL_TYPE_STRING:
    case MYSQL_TYPE_VARCHAR:
    case MYSQL_TYPE_VAR_STRING:
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
    case MYSQL_TYPE_BLOB:
      return is_binary(field);
    default:
      return false;
  }
}

Value cell(const MYSQL_FIELD& field, const char* data, std::size_t size) {
  if (data == nullptr) return Null{};
  std::string text(data, size);
  if (is_integer(field)) {
    std::int64_t number = 0;
    const auto parsed = std::from_chars(data, data + size, number);
    // An unsigned BIGINT may be larger than any int64.
    if (parsed.ec == std::errc() && parsed.ptr == data + size) return number;
    return text;
  }
  if (field.type == MYSQL_TYPE_FLOAT || field.type == MYSQL_TYPE_DOUBLE) {
    return std::strtod(text.c_str(), nullptr);
  }
  if (holds_bytes(field)) return Bytes{std::move(text)};
  return text;
}

/// What to do about a refusal, beyond what the server itself says.
const char* hint_for(unsigned number) {
  switch (number) {
    case kNoDatabaseSelected:
      return "Name a database in the URL: mysql://user@host/DATABASE.";
    case kLockWaitTimeout:
      return "Another connection holds a lock that this statement needs: see SHOW PROCESSLIST, and "
             "run again when it is gone.";
    case kDeadlock:
      return "Another connection changes the same rows: run again when it has ended.";
    case kNoSuchSavepoint:
      return "A statement such as CREATE or ALTER ends a transaction with its savepoints here: use "
             "savepoints around data only.";
    case kPacketTooLarge:
      return "Raise the server's max_allowed_packet, or make the statement smaller.";
    default:
      return nullptr;
  }
}

}  // namespace

void FreeMysqlResult::operator()(MYSQL_RES* result) const {
  libmariadb().mysql_free_result(result);
}

std::vector<ResultColumn> columns_of(MYSQL_RES* result) {
  const auto& lib = libmariadb();
  std::vector<ResultColumn> columns;
  const MYSQL_FIELD* fields = lib.mysql_fetch_fields(result);
  const unsigned count = lib.mysql_num_fields(result);
  columns.reserve(count);
  for (unsigned i = 0; i < count; ++i) {
    columns.push_back({std::string(fields[i].name, fields[i].name_length), type_name(fields[i])});
  }
  return columns;
}

Row row_of(MYSQL_RES* result, MYSQL_ROW row) {
  const auto& lib = libmariadb();
  const MYSQL_FIELD* fields = lib.mysql_fetch_fields(result);
  const unsigned count = lib.mysql_num_fields(result);
  const unsigned long* lengths = lib.mysql_fetch_lengths(result);
  Row values;
  values.reserve(count);
  for (unsigned i = 0; i < count; ++i) values.push_back(cell(fields[i], row[i], lengths[i]));
  return values;
}

bool is_lost_connection(unsigned number) {
  return number == kServerGone || number == kServerLost || number == kServerLostExtended ||
         number == kConnectionKilled || number == kServerShutdown ||
         number == kNewAbortingConnection || number == kCommandsOutOfSync;
}

Error mysql_error(MYSQL* handle, std::string_view statement) {
  const auto& lib = libmariadb();
  const unsigned number = lib.mysql_errno(handle);
  Error error(ErrorCode::database, one_line(lib.mysql_error(handle)));
  const std::size_t offset = number == kSyntaxError
                                 ? syntax_error_offset(statement, lib.mysql_error(handle))
                                 : std::string::npos;
  set_statement(error, statement, offset);
  error.server.sqlstate = lib.mysql_sqlstate(handle);
  error.server.detail = "error " + std::to_string(number);
  if (const char* hint = hint_for(number)) error.with_hint(hint);
  return error;
}

}  // namespace retort::database
