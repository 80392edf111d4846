// The only outside interface is model_schema.h.
//
// Models say nothing of extensions. So a statement that fails because a type or function is not
// there makes the extension be created that has it, and is tried again; each extension once.
#include "command/model_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "command/sql_file.h"
#include "dialect/quoting.h"
#include "models/create.h"

namespace retort::command {
namespace {

using models::Gap;

std::string place_text(const Place& place) {
  if (place.file.empty()) return "";
  const std::string file = display_path(place.file);
  return place.line > 0 ? fmt::format(" ({}:{})", file, place.line) : fmt::format(" ({})", file);
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

[[noreturn]] void refuse_unknown_types(const std::vector<const Gap*>& gaps) {
  constexpr std::size_t kMostShown = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(gaps.size(), kMostShown); ++i) {
    list += fmt::format("{}{}.{}{}", i == 0 ? "" : ", ", gaps[i]->table, gaps[i]->column,
                        place_text(gaps[i]->place));
  }
  if (gaps.size() > kMostShown) list += fmt::format(" and {} more", gaps.size() - kMostShown);
  throw Error(
      ErrorCode::unknown_value,
      fmt::format("The models cannot be created: only the application knows the type of {}", list))
      .with_hint(
          "Say the types with --type NAME=TYPE, or have the application print its DDL: "
          "--models-from \"python -m app.schema\".");
}

/// Which extension of PostgreSQL's own, or of a well-known project, has a type, function or
/// operator class.
struct Provided {
  std::string_view name, extension;
};
constexpr std::array kProvided = {
    Provided{"citext", "citext"},
    Provided{"hstore", "hstore"},
    Provided{"ltree", "ltree"},
    Provided{"lquery", "ltree"},
    Provided{"ltxtquery", "ltree"},
    Provided{"cube", "cube"},
    Provided{"earth", "earthdistance"},
    Provided{"ll_to_earth", "earthdistance"},
    Provided{"seg", "seg"},
    Provided{"isbn", "isn"},
    Provided{"isbn13", "isn"},
    Provided{"issn", "isn"},
    Provided{"uuid_generate_v1", "uuid-ossp"},
    Provided{"uuid_generate_v1mc", "uuid-ossp"},
    Provided{"uuid_generate_v4", "uuid-ossp"},
    Provided{"gen_random_uuid", "pgcrypto"},
    Provided{"gen_random_bytes", "pgcrypto"},
    Provided{"digest", "pgcrypto"},
    Provided{"crypt", "pgcrypto"},
    Provided{"similarity", "pg_trgm"},
    Provided{"gin_trgm_ops", "pg_trgm"},
    Provided{"gist_trgm_ops", "pg_trgm"},
    Provided{"unaccent", "unaccent"},
    Provided{"gin__int_ops", "intarray"},
    Provided{"gist__int_ops", "intarray"},
    Provided{"geometry", "postgis"},
    Provided{"geography", "postgis"},
    Provided{"raster", "postgis_raster"},
    Provided{"vector", "vector"},
    Provided{"halfvec", "vector"},
    Provided{"sparsevec", "vector"},
};
/// What exclusion constraints and GIN indexes use of plain types has names too many to list.
constexpr std::array kOperatorExtensions = {Provided{"\"gist\"", "btree_gist"},
                                            Provided{"\"gin\"", "btree_gin"}};

/// The extension that a refused statement misses; empty when none is known.
std::string_view missing_extension(const Error& error) {
  constexpr std::string_view kUndefinedObject = "42704", kUndefinedFunction = "42883";
  const std::string& state = error.server.sqlstate;
  if (state != kUndefinedObject && state != kUndefinedFunction) return {};
  const std::string& text = error.message;
  for (const Provided& one : kProvided) {
    const std::size_t at = text.find(one.name);
    if (at == text.npos || at == 0) continue;
    const char before = text[at - 1];
    const char after = at + one.name.size() < text.size() ? text[at + one.name.size()] : ' ';
    const bool begins = before == '"' || before == ' ' || before == '.';
    const bool ends = after == '"' || after == '(' || after == ' ' || after == '[';
    if (begins && ends) return one.extension;
  }
  if (text.find("no default operator class") == text.npos) return {};
  for (const Provided& one : kOperatorExtensions) {
    if (text.find(one.name) != text.npos) return one.extension;
  }
  return {};
}

}  // namespace

ModelSchema model_schema(const models::Models& models, const dialect::Dialect& dialect) {
  if (!models.found) {
    throw Error(ErrorCode::command, "There are no models: env.py has no target_metadata")
        .with_hint(
            "Give context.configure() a target_metadata. `retort env` shows what is understood of "
            "env.py.");
  }
  ModelSchema out;
  std::vector<const Gap*> unknown_types;
  for (const Gap& gap : models.gaps) {
    if (gap.kind == Gap::Kind::type) {
      unknown_types.push_back(&gap);
    } else {
      out.notes.push_back(one_line(gap.what) + place_text(gap.place));
    }
  }
  if (!unknown_types.empty()) refuse_unknown_types(unknown_types);
  std::set<std::string> schemas;
  for (const models::Model& model : models.tables) schemas.insert(model.table.schema);
  for (const schema::Type& type : models::enum_types(models)) {
    schemas.insert(type.schema.value_or(""));
  }
  schemas.erase("");
  out.schemas.assign(schemas.begin(), schemas.end());
  if (dialect.name() == "postgresql") {
    for (const std::string& schema : out.schemas) {
      out.statements.push_back("CREATE SCHEMA IF NOT EXISTS " +
                               dialect::quoted(dialect::Family::postgresql, schema));
    }
  }
  std::vector<Error> refused;
  for (std::string& text : models::create_statements(models, dialect, refused)) {
    out.statements.push_back(std::move(text));
  }
  if (!refused.empty()) throw refused.front();
  return out;
}

std::vector<std::string> create_models(database::Connection& connection,
                                       const std::vector<std::string>& statements) {
  std::set<std::string_view> made;
  std::vector<std::string> done;
  for (const std::string& text : statements) {
    for (;;) {
      try {
        run_alone(connection, text);
        break;
      } catch (const Error& error) {
        const std::string_view extension = missing_extension(error);
        if (extension.empty() || !made.insert(extension).second) throw;
        done.push_back(fmt::format("CREATE EXTENSION IF NOT EXISTS \"{}\" CASCADE", extension));
        run_alone(connection, done.back());
      }
    }
    done.push_back(text);
  }
  return done;
}

}  // namespace retort::command
