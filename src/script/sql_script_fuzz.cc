// Fuzzes the reading of SQL migrations: lines, sections, statements, variables. What comes out must
// lie inside of its section, in order; SQLite must take each of its statements as complete, but for
// the last.
#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "dialect/split.h"
#include "dialect/transaction.h"
#include "script/sql_outline.h"
#include "script/sql_values.h"

namespace {

using namespace retort;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_pieces(const Source& source, Span body, std::string_view dialect,
                  const std::vector<script::SqlValue>& values) {
  std::uint32_t at = body.begin;
  const std::vector<dialect::StatementPiece> pieces =
      dialect::split_statements(source, body, dialect);
  for (const dialect::StatementPiece& piece : pieces) {
    require(at <= piece.lead && piece.lead <= piece.span.begin);
    require(piece.span.begin < piece.span.end && piece.span.end <= body.end);
    at = piece.data ? piece.data->end : piece.span.end;
    require(at <= body.end);
    const std::string text =
        source.text.substr(piece.span.begin, piece.span.end - piece.span.begin);
    // The last one may have been cut off by the end of its section.
    if (dialect == "sqlite" && &piece != &pieces.back()) {
      require(sqlite3_complete((text + ";").c_str()) != 0);
    }
    dialect::transaction_conflict(text, dialect);
    script::put_values(source, piece.span, values, dialect, false);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 4> kDialects = {"postgresql", "sqlite", "mysql",
                                                         "mariadb"};
  const Source source{"a1_fuzz.sql", {reinterpret_cast<const char*>(data), size}};
  const std::vector<script::SqlValue> values = {{"A", Secret("value"), false},
                                                {"B", Secret("it's"), true}};
  try {
    const bool any = script::has_directive(source.text);
    const script::SqlOutline outline = script::read_sql_outline(source, "/p/a1_fuzz.sql");
    require(any || outline.sections.empty());
    for (const script::SqlSection& section : outline.sections) {
      require(section.body.begin <= section.body.end && section.body.end <= size);
      for (const std::string_view dialect : kDialects) {
        try {
          check_pieces(source, section.body, dialect, values);
        } catch (const Error& error) {
          require(error.code != ErrorCode::internal && error.place.has_value());
        }
      }
    }
  } catch (const Error& error) {
    require(error.code != ErrorCode::internal && error.place.has_value());
  }
  return 0;
}
