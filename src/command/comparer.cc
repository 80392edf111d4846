// The only outside interface is comparer.h.
#include "command/comparer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <list>
#include <map>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "command/autogenerate.h"
#include "command/compare_host.h"
#include "command/databases.h"
#include "command/model_columns.h"
#include "diff/python_body.h"
#include "diff/table_order.h"
#include "inspect/catalog.h"
#include "python/objects.h"
#include "runtime/run.h"
#include "script/python_schema.h"

namespace retort::command {
namespace {

using python::Interpreter;
using python::Value;

/// The database's and the log's side of a comparison.
class LiveHost final : public CompareHost {
 public:
  LiveHost(Session& session, database::Connection& connection, AutogenerateFilters* filters)
      : CompareHost(connection), session_(session), filters_(filters) {}

  void log(std::string_view logger, const std::string& message) override {
    session_.reporter().log("INFO", fmt::format("alembic.{}", logger), message);
  }
  void warn(const std::string& message) override {
    session_.reporter().log("WARNING", "retort.autogenerate", message);
  }
  bool includes_name(const diff::NameQuestion& question) override {
    return filters_->includes(question);
  }
  bool includes_object(const diff::ObjectQuestion& question) override {
    return filters_->includes(question);
  }
  std::optional<diff::Verdict> types_differ(const diff::ColumnPair& pair) override {
    return filters_->types_differ(pair);
  }
  std::optional<diff::Verdict> defaults_differ(const diff::ColumnPair& pair,
                                               const std::optional<std::string>& live,
                                               const std::optional<std::string>& desired) override {
    return filters_->defaults_differ(pair, live, desired);
  }

 private:
  Session& session_;
  AutogenerateFilters* filters_;
};

/// Where the models may be others than those that are known.
bool may_miss_tables(const models::Models& models) {
  using Kind = models::Gap::Kind;
  return std::ranges::any_of(models.gaps, [](const models::Gap& gap) {
    return gap.kind == Kind::table || gap.kind == Kind::statement || gap.kind == Kind::metadata;
  });
}

/// The column that a foreign key of `table` makes `column` point to; null when it is not known.
const schema::Column* referred_column(const std::list<schema::Table>& tables,
                                      const schema::Table& table, const std::string& column) {
  for (const schema::Constraint& constraint : table.constraints) {
    const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    if (key == nullptr) continue;
    const auto at = std::ranges::find(key->columns, column);
    const auto index = static_cast<std::size_t>(at - key->columns.begin());
    if (index >= key->referred_columns.size()) continue;
    const auto target = std::ranges::find_if(tables, [&](const schema::Table& other) {
      return other.schema == key->referred_schema && other.name == key->referred_table;
    });
    if (target == tables.end()) continue;
    return schema::find_column(*target, key->referred_columns[index]);
  }
  return nullptr;
}

/// A column without a type has that of the column that it refers to, which may have none itself.
void take_referred_types(std::list<schema::Table>& tables) {
  constexpr int kLongestChain = 8;
  for (int round = 0; round < kLongestChain; ++round) {
    bool changed = false;
    for (schema::Table& table : tables) {
      for (schema::Column& column : table.columns) {
        if (column.type.kind != schema::TypeKind::Null) continue;
        const schema::Column* referred = referred_column(tables, table, column.name);
        if (referred == nullptr || referred->type.kind == schema::TypeKind::Null) continue;
        column.type = referred->type;
        changed = true;
      }
    }
    if (!changed) return;
  }
}

/// As Alembic asks: nothing but False itself switches a comparison off.
bool is_false(const Value& value) {
  return value.is_boolean() && !value.as_boolean();
}
Value function_or_none(const Value& value) {
  const bool plain = value.is_boolean() || value.is_integer() || value.is_real() ||
                     value.try_as<python::StringObject>() != nullptr;
  return plain ? Value::none() : value;
}

/// The table's own object; null when it is in another MetaData than that of configure().
python::Ref<script::TableObject> object_of(Interpreter& interpreter, const Value& metadata_given,
                                           const schema::Table& table) {
  if (metadata_given.is_absent() || metadata_given.is_none()) return {};
  std::vector<Value> all = {metadata_given};
  if (metadata_given.try_as<script::MetaDataObject>() == nullptr) {
    all.clear();
    const bool several =
        metadata_given.try_as<python::ListObject>() || metadata_given.try_as<python::TupleObject>();
    if (several) {
      for (const Value& item : interpreter.items_of(metadata_given)) all.push_back(item);
    }
  }
  for (const Value& one : all) {
    const auto* metadata = one.try_as<script::MetaDataObject>();
    auto* found = metadata != nullptr ? metadata->find(table.schema, table.name) : nullptr;
    if (found != nullptr) return python::Ref<script::TableObject>(found);
  }
  return {};
}

/// What `info=` of a table holds, as Python writes it; empty without.
std::string info_of(Interpreter& interpreter, const script::TableObject& table) {
  const Value* info = table.attributes.find(python::intern("info"));
  return info == nullptr || !interpreter.truth(*info) ? std::string() : interpreter.repr(*info);
}

std::string with_place(const models::Gap& gap) {
  if (gap.place.file.empty()) return gap.what;
  return fmt::format("{} ({}:{})", gap.what, display_path(gap.place.file), gap.place.line);
}

/// Without any table there is nothing to compare with, and nothing that could be said.
Error nothing_known(const models::Models& models) {
  const models::Gap& first = models.gaps.front();
  Error error(ErrorCode::unsupported, "No table of the models is known: " + first.what,
              first.place);
  constexpr std::size_t kMost = 5;
  for (std::size_t i = 1; i < std::min(models.gaps.size(), kMost); ++i) {
    error.with_hint("Not known either: " + with_place(models.gaps[i]) + ".");
  }
  return error.with_hint(
      "`retort inspect models` shows what is read; prepend_sys_path of the configuration names the "
      "folders of modules, --value what only the application knows.");
}

/// Two MetaData with tables of one name would be compared with the same table.
void refuse_duplicates(const std::map<std::size_t, std::vector<const schema::Table*>>& desired) {
  std::set<std::string> seen, twice;
  for (const auto& [number, group] : desired) {
    for (const schema::Table* table : group) {
      if (!seen.insert(models::key_of(*table)).second)
        twice.insert("\"" + models::key_of(*table) + "\"");
    }
  }
  if (twice.empty()) return;
  throw Error(ErrorCode::command,
              fmt::format("Duplicate table keys across multiple MetaData objects: {}",
                          fmt::join(twice, ", ")))
      .with_hint("target_metadata is a list of MetaData: each table belongs into one of them.");
}

/// What is left of changes after process_revision_directives.
diff::Changes chosen(const diff::Changes& all, const std::vector<std::size_t>& kept) {
  diff::Changes out;
  for (const std::size_t index : kept) out.push_back(all.at(index));
  return out;
}

}  // namespace

void Comparer::configure(Interpreter& interpreter,
                         const std::vector<python::KeywordValue>& options) {
  last_ = {};
  last_.filters = std::make_unique<AutogenerateFilters>(interpreter);
  for (const python::KeywordValue& option : options) {
    take(interpreter, option.name.text(), option.value);
  }
}

void Comparer::migrates() {
  runs_.push_back(std::exchange(last_, {}));
}

void Comparer::take(Interpreter& interpreter, std::string_view name, const Value& value) {
  const std::string* text = python::string_of(value);
  if (name == "target_metadata") last_.metadata = value;
  if (name == "include_object") last_.filters->set_object_filter(value);
  if (name == "include_name") last_.filters->set_name_filter(value);
  if (name == "render_item") last_.filters->set_renderer(value);
  if (name == "include_schemas") last_.settings.include_schemas = interpreter.truth(value);
  if (name == "compare_type") {
    last_.settings.compare_type = !is_false(value);
    last_.filters->set_type_comparison(function_or_none(value));
  }
  if (name == "render_as_batch") last_.as_batch = interpreter.truth(value);
  if (name == "compare_server_default") {
    last_.settings.compare_server_default = !is_false(value);
    last_.filters->set_default_comparison(function_or_none(value));
  }
  if (name == "sqlalchemy_module_prefix") last_.names.sqlalchemy = text != nullptr ? *text : "";
  if (name == "alembic_module_prefix") last_.names.alembic = text != nullptr ? *text : "";
  if (name == "user_module_prefix" && text != nullptr) {
    last_.names.user = *text;
    last_.names.has_user = true;
  }
}

void Comparer::run(Interpreter& interpreter, const models::Models& models) {
  for (const models::Gap& gap : models.gaps) {
    if (gap.kind == models::Gap::Kind::module) {
      failure_ = Error(ErrorCode::script, gap.what, gap.place);
      return;
    }
  }
  if (!models.found) return;
  for (const models::Gap& gap : models.gaps) unknown_.push_back(with_place(gap));
  if (models.tables.empty() && !models.gaps.empty()) {
    failure_ = nothing_known(models);
    return;
  }
  try {
    compare_all(interpreter, models);
  } catch (const Error& error) {
    failure_ = error;
  }
}

void Comparer::compare_all(Interpreter& interpreter, const models::Models& models) {
  std::vector<DatabaseSession> databases = database_sessions(session_, Mode::online);
  if (databases.empty()) {
    // env.py may have ended before it came to its run.
    if (last_.filters == nullptr && !runs_.empty()) last_ = std::move(runs_.back());
    runs_.clear();
    migrates();
    compare(session_, runs_.front(), interpreter, models);
    return;
  }
  if (databases.size() != runs_.size()) {
    throw Error(ErrorCode::unsupported,
                fmt::format("env.py migrates {} databases, but it is understood only as far as {} "
                            "of its runs.",
                            databases.size(), runs_.size()))
        .with_hint("`retort env` shows what is understood of env.py.");
  }
  for (std::size_t i = 0; i < databases.size(); ++i) {
    for (const project::LogLine& line : databases[i].log) {
      session_.reporter().log(line.level, line.logger, line.message);
    }
    Session& own = *databases[i].session;
    own.connection(false);
    runtime::log_context(own.run_context(Mode::online), false);
    require_heads(own);
    compare(own, runs_[i], interpreter, models);
  }
}

void Comparer::compare(Session& session, Configured& configured, Interpreter& interpreter,
                       const models::Models& models) {
  if (configured.filters == nullptr) {
    configured.filters = std::make_unique<AutogenerateFilters>(interpreter);
  }
  diff::Settings& settings = configured.settings;
  const runtime::Settings& known = session.settings(Mode::online);
  settings.version_table = known.version_table;
  settings.version_table_schema = known.version_table_schema;
  settings.tables_may_be_missing = may_miss_tables(models);
  const bool several = runs_.size() > 1;
  Compared out;
  std::list<schema::Table> tables;
  std::map<std::size_t, std::vector<const schema::Table*>> desired;  // By MetaData.
  for (const models::Model& model : models.tables) {
    const auto object = object_of(interpreter, configured.metadata, model.table);
    if (several && (!object || place_of(object->origin) != model.place)) continue;
    tables.push_back(model.table);
    desired[model.metadata].push_back(&tables.back());
    if (!model.complete) settings.partly_known[models::key_of(model.table)];
    if (!object) continue;
    configured.filters->add_model(tables.back(), object);
    if (!writes_) add_model_columns(interpreter, *object, out.columns);
  }
  take_referred_types(tables);
  refuse_duplicates(desired);
  std::vector<const schema::Table*> in_order;
  for (const auto& [number, group] : desired) {
    std::ranges::move(diff::tables_in_order(group), std::back_inserter(in_order));
  }
  database::Connection& connection = session.connection(false);
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  LiveHost host(session, connection, configured.filters.get());
  for (const models::Gap& gap : models.gaps) {
    const std::string text = with_place(gap);
    if (compared_.empty()) host.warn("Not known of the models: " + text);
    const auto partly = settings.partly_known.find(gap.table);
    if (partly != settings.partly_known.end()) partly->second.push_back(text);
  }
  const dialect::Dialect& dialect = session.dialect(Mode::online);
  out.upgrade =
      diff::compare({in_order, *catalog, dialect, diff::family_of(dialect), settings, host});
  for (diff::Change& change : out.upgrade) {
    auto* added = std::get_if<diff::TableAdded>(&change);
    if (added == nullptr) continue;
    const auto object = object_of(interpreter, configured.metadata, added->table);
    if (object) added->info = info_of(interpreter, *object);
  }
  out.downgrade = diff::reversed(out.upgrade);
  families_.push_back(diff::family_of(dialect));
  compared_.push_back(std::move(out));
  models_tables_.push_back(std::move(tables));
}

void Comparer::finish() {
  if (failure_ || hook_.error() || hook_.requests().size() != 1) return;
  for (std::size_t i = 0; i < hook_.kept().size() && i < compared_.size(); ++i) {
    compared_[i].upgrade = chosen(compared_[i].upgrade, hook_.kept()[i].upgrade);
    compared_[i].downgrade = chosen(compared_[i].downgrade, hook_.kept()[i].downgrade);
  }
  if (!writes_) return;
  if (const std::string name = hook_.unknown_function(); !name.empty()) {
    session_.reporter().log(
        "WARNING", "retort.autogenerate",
        fmt::format("process_revision_directives is {}, which only the application knows: what it "
                    "would change is left as it is",
                    name));
  }
  try {
    for (std::size_t i = 0; i < compared_.size(); ++i) write(i);
  } catch (const Error& error) {
    failure_ = error;
  }
}

void Comparer::write(std::size_t number) {
  Configured& configured = runs_[number];
  if (configured.filters->has_renderer()) configured.names.items = configured.filters.get();
  script::PythonWriter writer(families_[number], configured.names);
  Compared& out = compared_[number];
  out.upgrades = diff::python_body(out.upgrade, writer, configured.as_batch);
  out.downgrades = diff::python_body(out.downgrade, writer, configured.as_batch);
  imports_.insert(writer.imports().begin(), writer.imports().end());
}

void Comparer::release() {
  last_ = {};
  runs_.clear();
}

}  // namespace retort::command
