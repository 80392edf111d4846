// The only outside interface is env_databases.h.
#include "command/env_databases.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "command/env_engines.h"
#include "command/env_statements.h"
#include "database/url.h"
#include "python/interpreter.h"
#include "python/objects.h"

namespace retort::command {
namespace {

using python::Interpreter;
using python::Value;

std::string text_of(const Value& value) {
  const std::string* text = python::string_of(value);
  return text == nullptr ? std::string() : *text;
}

/// `connection.engine.url` and the like of the stand-ins; empty if it is something else.
std::string attribute_text(Interpreter& interpreter, Value value,
                           std::initializer_list<std::string_view> path) {
  for (const std::string_view name : path) {
    if (!value.is_object() || value.as_object().kind() != python::ObjectKind::instance) return {};
    const Value next = interpreter.find_attribute(value, name);
    if (next.is_absent()) return {};
    value = next;
  }
  return text_of(url_text(interpreter, value));
}

/// JSON of a plain value; empty for any other.
std::string json_of(const Value& value) {
  if (const std::string* text = python::string_of(value)) return Json(*text).dump();
  if (value.is_boolean()) return value.as_boolean() ? "true" : "false";
  return value.is_none() ? "null" : "";
}

std::string without_password(const Secret& url) {
  try {
    return database::render(database::parse_url(url.reveal()));
  } catch (const Error&) {
    return "a database";
  }
}

/// What of a URL says where the database is; the text itself where it cannot be parsed.
std::string place_of_database(const Secret& text) {
  try {
    const database::Url url = database::parse_url(text.reveal());
    std::string out =
        fmt::format("{} {} {} {}", database::canonical_dialect(url), url.host.value_or(""),
                    url.port.value_or(0), url.database.value_or(""));
    for (const auto& [name, value] : url.query) {
      const bool of_place = name == "host" || name == "port" || name == "unix_sock" ||
                            name == "unix_socket" || name == "service";
      if (of_place) out += fmt::format(" {}={}", name, value);
    }
    return out;
  } catch (const Error&) {
    return text.reveal();
  }
}

/// The databases that they are in.
std::set<std::string> places_of(const std::vector<project::EnvDatabase>& databases) {
  std::set<std::string> out;
  for (const project::EnvDatabase& one : databases) {
    out.insert(place_of_database(one.environment.url.value));
  }
  return out;
}

}  // namespace

bool share_database(const std::vector<project::EnvDatabase>& databases) {
  return places_of(databases).size() <= 1;
}

bool any_share_database(const std::vector<project::EnvDatabase>& databases) {
  return places_of(databases).size() < databases.size();
}

void EnvDatabases::configure(Interpreter& interpreter,
                             const std::vector<python::KeywordValue>& options) {
  output_file_.clear();
  for (const auto& [name, value] : options) {
    if (name.text() == "output_buffer") {
      output_file_ = attribute_text(interpreter, value, {"name"});
    }
  }
}

void EnvDatabases::run(Interpreter&, const std::vector<python::KeywordValue>& arguments,
                       const project::Environment& known) {
  project::EnvDatabase run{{}, known, {}, output_file_, std::exchange(log_, {})};
  for (const auto& [name, value] : arguments) {
    const std::string json = json_of(value);
    if (json.empty()) continue;
    run.arguments.emplace_back(name.text(), json);
    if (run.name.empty()) run.name = text_of(value);
  }
  runs_.push_back(std::move(run));
}

project::EnvFrame* EnvDatabases::last_frame() {
  return runs_.empty() ? nullptr : &*runs_.back().environment.frame;
}

void EnvDatabases::end(std::vector<project::EnvStatement> last_statements) {
  if (!runs_.empty()) runs_.back().environment.last_statements = std::move(last_statements);
}

std::vector<project::EnvDatabase> EnvDatabases::take() {
  const bool one_database = share_database(runs_);
  std::size_t number = 0;
  for (project::EnvDatabase& run : runs_) {
    ++number;
    if (!run.name.empty()) continue;
    const project::Environment& known = run.environment;
    if (!one_database) {
      run.name = without_password(known.url.value);
    } else if (known.version_table_schema.given()) {
      run.name = known.version_table_schema.value;
    } else if (run.name = first_schema(known.setup_statements); run.name.empty()) {
      run.name =
          known.version_table.given() ? known.version_table.value : fmt::format("run {}", number);
    }
  }
  return std::move(runs_);
}

}  // namespace retort::command
