// The only outside interface is collector.h.
#include "models/collector.h"

#include <algorithm>
#include <utility>

#include "models/tables.h"
#include "models/unread_imports.h"
#include "python/interpreter_state.h"
#include "python/objects.h"
#include "script/tables.h"

namespace retort::models {
namespace {

using python::Interpreter;
using python::Value;
using script::MetaDataObject;

/// What a statement that says something of tables contains.
constexpr std::string_view kWords[] = {
    "__tablename__",     "table=True",       "SQLModel",        "__table__",    "__table_args__",
    "Column(",           "mapped_column(",   "Mapped[",         "Table(",       "Index(",
    "declared_attr",     "declarative_base", "DeclarativeBase", "MetaData(",    "db.Model",
    "UniqueConstraint(", "ForeignKey(",      "__import__(",     "load_module(", "exec_module(",
    "spec_from_file",    "iter_modules(",    "walk_packages(",  "reflect(",
};

bool is_word(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Whether the text has an import statement that is not all of it.
bool imports_inside(std::string_view text) {
  for (std::size_t at = text.find("import", 1); at != text.npos; at = text.find("import", at + 1)) {
    if (text[at - 1] == ' ' || text[at - 1] == '.' || text[at - 1] == '\n') return true;
  }
  return false;
}

bool says_of_tables(std::string_view text) {
  if (text.starts_with("import ") || text.starts_with("from ")) return false;
  for (const std::string_view word : kWords) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      if (at == 0 || !is_word(text[at - 1])) return true;
    }
  }
  return imports_inside(text);
}

std::string_view text_of(const Origin& origin) {
  const std::string_view text = origin.source->text;
  if (origin.span.begin >= text.size()) return {};
  return text.substr(origin.span.begin, origin.span.end - origin.span.begin);
}

/// The MetaData objects of a value: itself, or those in a list of them.
std::vector<MetaDataObject*> metadata_in(Interpreter& interpreter, const Value& value) {
  if (auto* one = value.try_as<MetaDataObject>()) return {one};
  std::vector<MetaDataObject*> found;
  const bool several = value.try_as<python::ListObject>() || value.try_as<python::TupleObject>();
  if (!several) return found;
  for (const Value& item : interpreter.items_of(value)) {
    if (auto* one = item.try_as<MetaDataObject>()) found.push_back(one);
  }
  return found;
}

void add_once(std::vector<MetaDataObject*>& all, MetaDataObject* one) {
  if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

/// The include_object that env.py would have given to configure(): an unknown one where it speaks
/// of one that is not there.
Value filter_of(Interpreter& interpreter, python::ModuleObject& env) {
  const Value found = interpreter.global(env, "include_object");
  if (!found.is_absent() || env.tree == nullptr) return found;
  if (env.tree->source->text.find("include_object") == std::string::npos) return found;
  return interpreter.make_unknown("env.include_object", python::UnknownObject::Step::attribute,
                                  nullptr, {});
}

/// A module that cannot be read is a gap, and no reason to leave out the others.
void import_candidate(Interpreter& interpreter, const std::string& module, Models& out) {
  try {
    interpreter.guard([&] { return interpreter.import_module(module); });
    out.searched.push_back(module);
  } catch (const Error& error) {
    if (error.code == ErrorCode::limit) throw;
    out.gaps.push_back({Gap::Kind::statement, "", "", module + " cannot be read: " + error.message,
                        error.place.value_or(Place{})});
  }
}

/// A module that was not parsed is told with the place of the mistake, which is no statement.
bool is_whole_module(const Origin& statement) {
  return statement.span.begin == statement.span.end;
}

/// Columns that were set at mapped classes after these were made: `User.late = Column(...)`.
void add_late_columns(Interpreter& interpreter, Models& out) {
  const std::string name = "sqlalchemy.orm.impl.mapping";
  if (!interpreter.state().modules.contains(name)) return;
  try {
    interpreter.guard([&] {
      const Value mapping = interpreter.import_module(name);
      return interpreter.call(interpreter.get_attribute(mapping, "add_late_columns"));
    });
  } catch (const Error& error) {
    if (error.code == ErrorCode::limit) throw;
    out.gaps.push_back({Gap::Kind::statement, "", "",
                        "columns set after their class cannot be read: " + error.message,
                        error.place.value_or(Place{})});
  }
}

bool has_tables(const std::vector<MetaDataObject*>& all) {
  return std::ranges::any_of(all, [](const MetaDataObject* one) { return !one->tables.empty(); });
}

}  // namespace

void Collector::add_unparsed_modules(Gap::Kind kind, std::size_t from, Models& out) const {
  for (std::size_t i = from; i < given_up_.size(); ++i) {
    const GivenUp& lost = given_up_[i];
    if (is_whole_module(lost.statement)) {
      out.gaps.push_back({kind, "", "", lost.why, place_of(lost.statement)});
    }
  }
}

void Collector::gave_up(const Origin& statement, std::string_view why) {
  if (statement.source == nullptr) return;
  given_up_.push_back({statement, std::string(why)});
}

void Collector::take(const Value& target_metadata, const Value& include_object,
                     const Origin& origin) {
  if (!target_metadata.is_none()) targets_.push_back({target_metadata, include_object, origin});
}

Models Collector::finish(Interpreter& interpreter, python::ModuleObject* env,
                         const Candidates& candidates) {
  Models out;
  if (targets_.empty() && env != nullptr) {
    const Value found = interpreter.global(*env, "target_metadata");
    if (!found.is_absent()) take(found, filter_of(interpreter, *env), {});
  }
  std::vector<MetaDataObject*> targets;
  std::vector<Value> filters;
  for (const Target& target : targets_) {
    filters.push_back(target.include_object);
    for (MetaDataObject* one : metadata_in(interpreter, target.metadata)) add_once(targets, one);
  }
  add_unparsed_modules(Gap::Kind::module, 0, out);
  const std::size_t imported = given_up_.size();
  if (!has_tables(targets) && candidates && out.gaps.empty()) {
    for (const std::string& module : candidates()) import_candidate(interpreter, module, out);
    if (targets.empty()) targets = defined_metadata(interpreter);
  }
  out.found = !targets.empty();
  if (!out.found) {
    for (const Target& target : targets_) {
      out.gaps.push_back({Gap::Kind::metadata, "", "",
                          "target_metadata is " + interpreter.repr(target.metadata) +
                              ", which only the running application knows",
                          place_of(target.origin)});
    }
  }
  add_late_columns(interpreter, out);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const std::size_t before = out.tables.size();
    read_tables(interpreter, *targets[i], filters, out);
    for (std::size_t j = before; j < out.tables.size(); ++j) out.tables[j].metadata = i;
  }
  out.several = targets.size() > 1;
  bind_indexes(interpreter, out);
  add_unread_classes(interpreter, out);
  for (const GivenUp& lost : given_up_) {
    if (is_whole_module(lost.statement)) continue;
    if (!says_of_tables(text_of(lost.statement))) continue;
    add_lost_statement(interpreter, lost.statement, lost.why, out);
  }
  add_unparsed_modules(Gap::Kind::statement, imported, out);
  if (out.found) add_unread_imports(interpreter, env, out);
  targets_.clear();
  settle(out);
  return out;
}

}  // namespace retort::models
