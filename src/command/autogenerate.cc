// The only outside interface is autogenerate.h.
#include "command/autogenerate.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <memory>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "command/autogenerate_filters.h"
#include "command/compare_host.h"
#include "command/env_observer.h"
#include "command/models.h"
#include "command/revision_hook.h"
#include "diff/compare.h"
#include "diff/python_body.h"
#include "diff/repr.h"
#include "inspect/catalog.h"
#include "python/dump.h"
#include "python/objects.h"
#include "runtime/run.h"
#include "script/revision_file.h"

namespace retort::command {
namespace {

using python::Interpreter;
using python::Value;

/// The database's and the log's side of a comparison.
class LiveHost final : public CompareHost {
 public:
  LiveHost(Session& session, database::Connection& connection)
      : CompareHost(connection), session_(session) {}

  void use(AutogenerateFilters* filters) { filters_ = filters; }

  void log(std::string_view logger, const std::string& message) override {
    session_.reporter().log("INFO", fmt::format("alembic.{}", logger), message);
  }
  void warn(const std::string& message) override {
    session_.reporter().log("WARNING", "retort.autogenerate", message);
  }
  bool includes_name(const diff::NameQuestion& question) override {
    return filters_ == nullptr || filters_->includes(question);
  }
  bool includes_object(const diff::ObjectQuestion& question) override {
    return filters_ == nullptr || filters_->includes(question);
  }
  std::optional<diff::Verdict> types_differ(const diff::ColumnPair& pair) override {
    if (filters_ == nullptr) return std::nullopt;
    return filters_->types_differ(pair);
  }
  std::optional<diff::Verdict> defaults_differ(const diff::ColumnPair& pair,
                                               const std::optional<std::string>& live,
                                               const std::optional<std::string>& desired) override {
    if (filters_ == nullptr) return std::nullopt;
    return filters_->defaults_differ(pair, live, desired);
  }

 private:
  Session& session_;
  AutogenerateFilters* filters_ = nullptr;
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

/// Compares where env.py runs its migrations.
class Comparer final : public EnvObserver {
 public:
  Comparer(Session& session, LiveHost& host, schema::Catalog& catalog)
      : session_(session), host_(host), catalog_(catalog) {
    const runtime::Settings& known = session.settings(Mode::online);
    settings_.version_table = known.version_table;
    settings_.version_table_schema = known.version_table_schema;
  }

  void configure(Interpreter& interpreter,
                 const std::vector<python::KeywordValue>& options) override {
    filters_ = std::make_unique<AutogenerateFilters>(interpreter);
    for (const python::KeywordValue& option : options) {
      take(interpreter, option.name.text(), option.value);
    }
  }

  void run(Interpreter& interpreter, const models::Models& models) override {
    for (const models::Gap& gap : models.gaps) {
      if (gap.kind == models::Gap::Kind::module) {
        failure_ = Error(ErrorCode::script, gap.what, gap.place);
        return;
      }
      if (gap.kind == models::Gap::Kind::metadata) unknown_metadata_ = gap.what;
    }
    if (!models.found) return;
    try {
      compare(interpreter, models);
    } catch (const Error& error) {
      failure_ = error;
    }
  }

  void release() override {
    host_.use(nullptr);
    filters_.reset();
    metadata_ = Value::absent();
  }

  bool has_run() const { return has_run_; }
  const std::optional<Error>& failure() const { return failure_; }
  /// Why there was no MetaData, as far as it is known.
  const std::string& unknown_metadata() const { return unknown_metadata_; }
  diff::Changes changes;
  script::PythonNames names;
  bool as_batch = false;

 private:
  void take(Interpreter& interpreter, std::string_view name, const Value& value) {
    const std::string* text = python::string_of(value);
    if (name == "target_metadata") metadata_ = value;
    if (name == "include_object") filters_->set_object_filter(value);
    if (name == "include_name") filters_->set_name_filter(value);
    if (name == "include_schemas") settings_.include_schemas = interpreter.truth(value);
    if (name == "compare_type") {
      settings_.compare_type = !is_false(value);
      filters_->set_type_comparison(function_or_none(value));
    }
    if (name == "render_as_batch") as_batch = interpreter.truth(value);
    if (name == "compare_server_default") {
      settings_.compare_server_default = !is_false(value);
      filters_->set_default_comparison(function_or_none(value));
    }
    if (name == "sqlalchemy_module_prefix") names.sqlalchemy = text != nullptr ? *text : "";
    if (name == "alembic_module_prefix") names.alembic = text != nullptr ? *text : "";
    if (name == "user_module_prefix" && text != nullptr) {
      names.user = *text;
      names.has_user = true;
    }
  }

  void compare(Interpreter& interpreter, const models::Models& models) {
    if (filters_ == nullptr) filters_ = std::make_unique<AutogenerateFilters>(interpreter);
    settings_.tables_may_be_missing = may_miss_tables(models);
    std::list<schema::Table> tables;
    for (const models::Model& model : models.tables) {
      tables.push_back(model.table);
      if (!model.complete) settings_.partly_known[models::key_of(model.table)];
    }
    take_referred_types(tables);
    std::vector<const schema::Table*> desired;
    for (const schema::Table& table : tables) {
      desired.push_back(&table);
      if (const auto object = object_of(interpreter, table)) filters_->add_model(table, object);
    }
    for (const models::Gap& gap : models.gaps) {
      const std::string place =
          gap.place.file.empty()
              ? ""
              : fmt::format(" ({}:{})", display_path(gap.place.file), gap.place.line);
      host_.warn(fmt::format("Not known of the models: {}{}", gap.what, place));
      const auto partly = settings_.partly_known.find(gap.table);
      if (partly != settings_.partly_known.end()) partly->second.push_back(gap.what + place);
    }
    has_run_ = true;
    host_.use(filters_.get());
    const dialect::Dialect& dialect = session_.dialect(Mode::online);
    changes =
        diff::compare({desired, catalog_, dialect, diff::family_of(dialect), settings_, host_});
  }

  /// The table's own object; null when it is in another MetaData than that of configure().
  python::Ref<script::TableObject> object_of(Interpreter& interpreter,
                                             const schema::Table& table) const {
    if (metadata_.is_absent() || metadata_.is_none()) return {};
    std::vector<Value> all = {metadata_};
    if (metadata_.try_as<script::MetaDataObject>() == nullptr) {
      all.clear();
      const bool several =
          metadata_.try_as<python::ListObject>() || metadata_.try_as<python::TupleObject>();
      if (several) {
        for (const Value& item : interpreter.items_of(metadata_)) all.push_back(item);
      }
    }
    for (const Value& one : all) {
      const auto* metadata = one.try_as<script::MetaDataObject>();
      auto* found = metadata != nullptr ? metadata->find(table.schema, table.name) : nullptr;
      if (found != nullptr) return python::Ref<script::TableObject>(found);
    }
    return {};
  }

  Session& session_;
  LiveHost& host_;
  schema::Catalog& catalog_;
  diff::Settings settings_;
  std::unique_ptr<AutogenerateFilters> filters_;
  Value metadata_ = Value::absent();
  bool has_run_ = false;
  std::optional<Error> failure_;
  std::string unknown_metadata_;
};

[[noreturn]] void refuse_without_metadata(Session& session, const std::string& why) {
  Error error(ErrorCode::command,
              fmt::format("Can't proceed with --autogenerate option; environment script {} does "
                          "not provide a MetaData object or sequence of objects to the context.",
                          session.project().env_path()));
  error.server.detail = fmt::format("{}", fmt::join(session.environment(Mode::online).notes, "; "));
  if (!why.empty()) error.with_hint(why + ".");
  throw error.with_hint(
      "Give context.configure() a target_metadata. `retort env` shows what is understood of "
      "env.py.");
}

/// What is left of changes after process_revision_directives.
diff::Changes chosen(const diff::Changes& all, const std::vector<std::size_t>& kept) {
  diff::Changes out;
  for (const std::size_t index : kept) out.push_back(all.at(index));
  return out;
}

}  // namespace

void require_heads(Session& session) {
  const revision::Graph& graph = session.graph();
  std::vector<std::string> rows = session.version_rows(), heads = graph.ids(graph.heads());
  std::ranges::sort(rows);
  std::ranges::sort(heads);
  if (rows == heads) return;
  throw Error(ErrorCode::command, "Target database is not up to date.")
      .with_hint("Run `retort upgrade heads` first, so that only the models differ from it.");
}

Autogenerated autogenerate(Session& session, const RevisionRequest& request) {
  const revision::Graph& graph = session.graph();
  database::Connection& connection = session.connection(false);
  runtime::log_context(session.run_context(Mode::online), false);
  require_heads(session);
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  LiveHost host(session, connection);
  Comparer comparer(session, host, *catalog);
  RevisionRequest given = request;
  if (!given.rev_id) given.rev_id = script::random_revision_id();
  RevisionHook hook(given, graph.ids(graph.heads()));
  hook.offer([&] { return comparer.changes.size(); });
  read_models(session, session.dialect(Mode::online), &comparer, &hook);
  if (comparer.failure()) throw *comparer.failure();
  if (!comparer.has_run()) refuse_without_metadata(session, comparer.unknown_metadata());
  if (hook.error()) throw *hook.error();
  Autogenerated found;
  found.names = comparer.names;
  found.as_batch = comparer.as_batch;
  found.upgrade = comparer.changes;
  found.downgrade = diff::reversed(comparer.changes);
  if (hook.requests().empty()) return found;
  if (hook.requests().size() > 1) {
    throw Error(ErrorCode::unsupported,
                fmt::format("process_revision_directives asks for {} revisions at once.",
                            hook.requests().size()))
        .with_hint("Write them one by one, or with Alembic.");
  }
  found.request = hook.requests().front();
  if (const auto& kept = hook.kept()) {
    found.upgrade = chosen(found.upgrade, kept->upgrade);
    found.downgrade = chosen(found.downgrade, kept->downgrade);
  }
  return found;
}

std::vector<std::pair<std::string, std::string>> template_bodies(Session& session,
                                                                 const Autogenerated& found) {
  script::PythonWriter writer(diff::family_of(session.dialect(Mode::online)), found.names);
  const std::string upgrades = diff::python_body(found.upgrade, writer, found.as_batch);
  const std::string downgrades = diff::python_body(found.downgrade, writer, found.as_batch);
  return named_bodies(session, upgrades, downgrades, diff::python_imports(writer));
}

std::vector<std::pair<std::string, std::string>> named_bodies(Session& session,
                                                              const std::string& upgrades,
                                                              const std::string& downgrades,
                                                              const std::string& imports) {
  const auto& tokens = session.environment(Mode::online).tokens;
  const auto names = tokens.empty() ? std::pair<std::string, std::string>("upgrades", "downgrades")
                                    : tokens.front();
  return {{names.first, python::repr_of_text(upgrades)},
          {names.second, python::repr_of_text(downgrades)},
          {"imports", python::repr_of_text(imports)}};
}

std::vector<std::string> check(Session& session) {
  return diff::reprs(autogenerate(session, {}).upgrade);
}

}  // namespace retort::command
