// The only outside interface is env_databases.h.
#include "command/env_databases.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "command/env_engines.h"
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

}  // namespace

void EnvDatabases::configure(Interpreter& interpreter,
                             const std::vector<python::KeywordValue>& options) {
  next_ = {};
  for (const auto& [name, value] : options) {
    const std::string_view key = name.text();
    if (key == "url") {
      next_.url = Secret(text_of(value));
    } else if (key == "connection") {
      next_.url = Secret(attribute_text(interpreter, value, {"engine", "url"}));
    } else if (key == "version_table") {
      next_.version_table = text_of(value);
    } else if (key == "version_table_schema") {
      next_.version_table_schema = text_of(value);
    } else if (key == "output_buffer") {
      next_.output_file = attribute_text(interpreter, value, {"name"});
    }
  }
}

void EnvDatabases::run(Interpreter&, const std::vector<python::KeywordValue>& arguments) {
  project::EnvDatabase database = next_;
  for (const auto& [name, value] : arguments) {
    const std::string json = json_of(value);
    if (json.empty()) continue;
    database.arguments.emplace_back(name.text(), json);
    if (database.name.empty()) database.name = text_of(value);
  }
  if (database.name.empty()) database.name = without_password(database.url);
  database.log = std::exchange(log_, {});
  databases_.push_back(std::move(database));
}

std::vector<project::EnvDatabase> EnvDatabases::take() {
  const auto known = [](const project::EnvDatabase& one) { return !one.url.empty(); };
  const auto other = [&](const project::EnvDatabase& one) {
    return !(one.url == databases_.front().url);
  };
  if (!std::ranges::all_of(databases_, known) || !std::ranges::any_of(databases_, other)) return {};
  return std::move(databases_);
}

}  // namespace retort::command
