#include "database/postgres_result.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "database/database_error.h"
#include "database/libpq_library.h"

namespace retort::database {
namespace {

struct TypeName {
  Oid oid;
  std::string_view name;
};

// The built-in types, whose numbers never change (pg_type.dat). Sorted by number.
constexpr TypeName kTypeNames[] = {
    {16, "bool"},
    {17, "bytea"},
    {18, "char"},
    {20, "int8"},
    {21, "int2"},
    {23, "int4"},
    {24, "regproc"},
    {25, "text"},
    {26, "oid"},
    {114, "json"},
    {142, "xml"},
    {199, "json[]"},
    {700, "float4"},
    {701, "float8"},
    {774, "macaddr8"},
    {790, "money"},
    {829, "macaddr"},
    {869, "inet"},
    {1000, "bool[]"},
    {1001, "bytea[]"},
    {1002, "char[]"},
    {1003, "name[]"},
    {1005, "int2[]"},
    {1007, "int4[]"},
    {1009, "text[]"},
    {1014, "bpchar[]"},
    {1015, "varchar[]"},
    {1016, "int8[]"},
    {1021, "float4[]"},
    {1022, "float8[]"},
    {1028, "oid[]"},
    {1041, "inet[]"},
    {1042, "bpchar"},
    {1043, "varchar"},
    {1082, "date"},
    {1083, "time"},
    {1114, "timestamp"},
    {1115, "timestamp[]"},
    {1182, "date[]"},
    {1183, "time[]"},
    {1184, "timestamptz"},
    {1185, "timestamptz[]"},
    {1186, "interval"},
    {1187, "interval[]"},
    {1231, "numeric[]"},
    {1266, "timetz"},
    {1270, "timetz[]"},
    {1560, "bit"},
    {1562, "varbit"},
    {1700, "numeric"},
    {2202, "regprocedure"},
    {2203, "regoper"},
    {2204, "regoperator"},
    {2205, "regclass"},
    {2206, "regtype"},
    {2950, "uuid"},
    {2951, "uuid[]"},
    {3614, "tsvector"},
    {3615, "tsquery"},
    {3734, "regconfig"},
    {3769, "regdictionary"},
    {3802, "jsonb"},
    {3807, "jsonb[]"},
    {3904, "int4range"},
    {3906, "numrange"},
    {3908, "tsrange"},
    {3910, "tstzrange"},
    {3912, "daterange"},
    {3926, "int8range"},
    {4072, "jsonpath"},
    {4089, "regnamespace"},
    {4096, "regrole"},
    {4191, "regcollation"},
    {4451, "int4multirange"},
    {4532, "nummultirange"},
    {4533, "tsmultirange"},
    {4534, "tstzmultirange"},
    {4535, "datemultirange"},
    {4536, "int8multirange"},
};

constexpr Oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kOid = 26, kFloat4 = 700,
              kFloat8 = 701;

std::string_view type_name(Oid oid) {
  const auto* found =
      std::lower_bound(std::begin(kTypeNames), std::end(kTypeNames), oid,
                       [](const TypeName& type, Oid value) { return type.oid < value; });
  return found != std::end(kTypeNames) && found->oid == oid ? found->name : std::string_view();
}

Value integer_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Value double_of(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct FreeMemory {
  void operator()(unsigned char* data) const { libpq().PQfreemem(data); }
};

Value bytes_of(const char* text) {
  std::size_t size = 0;
  const std::unique_ptr<unsigned char, FreeMemory> data(
      libpq().PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &size));
  if (data == nullptr) return Bytes{};
  return Bytes{std::string(reinterpret_cast<const char*>(data.get()), size)};
}

Value cell(const PGresult* result, int row, int column) {
  const auto& lib = libpq();
  if (lib.PQgetisnull(result, row, column) != 0) return Null{};
  const char* text = lib.PQgetvalue(result, row, column);
  const std::string_view view(text, static_cast<std::size_t>(lib.PQgetlength(result, row, column)));
  switch (lib.PQftype(result, column)) {
    case kBool:
      return view == "t";
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return integer_of(view);
    case kFloat4:
    case kFloat8:
      return double_of(view);
    case kBytea:
      return bytes_of(text);
    default:
      return std::string(view);
  }
}

std::string field(const PGresult* result, int code) {
  const char* text = libpq().PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

}  // namespace

void ClearResult::operator()(PGresult* result) const {
  libpq().PQclear(result);
}

std::vector<ResultColumn> columns_of(const PGresult* result) {
  const auto& lib = libpq();
  std::vector<ResultColumn> columns;
  const int count = lib.PQnfields(result);
  columns.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    columns.push_back({lib.PQfname(result, i), std::string(type_name(lib.PQftype(result, i)))});
  }
  return columns;
}

Row row_of(const PGresult* result, int row) {
  const int count = libpq().PQnfields(result);
  Row values;
  values.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) values.push_back(cell(result, row, i));
  return values;
}

Result read_summary(const PGresult* result) {
  Result read;
  read.columns = columns_of(result);
  const std::string_view changed = libpq().PQcmdTuples(const_cast<PGresult*>(result));
  if (!changed.empty()) read.row_count = *as_integer(integer_of(changed));
  return read;
}

Result read_result(const PGresult* result) {
  Result read = read_summary(result);
  const int count = libpq().PQntuples(result);
  read.rows.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) read.rows.push_back(row_of(result, i));
  return read;
}

Error server_error(const PGresult* result, std::string_view statement) {
  std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (message.empty()) message = one_line(libpq().PQresultErrorMessage(result));
  Error error(ErrorCode::database, std::move(message));
  error.server.sqlstate = field(result, PG_DIAG_SQLSTATE);
  error.server.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  error.server.hint = field(result, PG_DIAG_MESSAGE_HINT);
  error.server.context = field(result, PG_DIAG_CONTEXT);
  const std::string inner = field(result, PG_DIAG_INTERNAL_QUERY);
  if (!inner.empty())
    error.server.context += (error.server.context.empty() ? "" : "\n") + ("query: " + inner);
  const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
  std::size_t offset = std::string::npos;
  if (!position.empty()) {
    offset = offset_of_character(
        statement, static_cast<std::size_t>(std::strtoul(position.c_str(), nullptr, 10)));
  }
  set_statement(error, statement, offset);
  return error;
}

Notice read_notice(const PGresult* result) {
  Notice notice;
  notice.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  notice.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  notice.sqlstate = field(result, PG_DIAG_SQLSTATE);
  notice.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  notice.hint = field(result, PG_DIAG_MESSAGE_HINT);
  return notice;
}

ParameterArrays::ParameterArrays(const std::vector<Value>& values) {
  texts_.reserve(values.size());  // The pointers below must stay valid.
  for (const Value& value : values) {
    const auto* bytes = std::get_if<Bytes>(&value);
    texts_.push_back(bytes != nullptr ? bytes->data : text_or_empty(value));
    const std::string& text = texts_.back();
    if (bytes == nullptr && text.find('\0') != std::string::npos) {
      throw Error(ErrorCode::database, "A parameter's text holds a character with code 0")
          .with_hint("PostgreSQL cannot store it in text: remove it, or pass bytes.");
    }
    pointers_.push_back(is_null(value) ? nullptr : text.data());
    types_.push_back(bytes != nullptr ? kBytea : 0);
    lengths_.push_back(static_cast<int>(text.size()));
    formats_.push_back(bytes != nullptr ? 1 : 0);
    bytes_ += text.size();
  }
}

void refuse_nul(std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return;
  throw Error(ErrorCode::database, "The statement holds a character with code 0")
      .with_hint("Remove the character from the statement's text.");
}

}  // namespace retort::database
