// The only outside interface is inspect_models.h.
#include "command/inspect_models.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/file.h"
#include "command/models.h"
#include "dialect/dialect.h"
#include "models/create.h"
#include "schema/expression_walk.h"

namespace retort::command {
namespace {

using models::Gap;
using models::Model;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}
template <class T>
Json optional_json(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json name_json(const schema::Name& name) {
  return optional_json(name.text);
}

class Writer {
 public:
  explicit Writer(const dialect::Dialect& dialect) : dialect_(dialect) {}

  Json table(const Model& model) const {
    const schema::Table& table = model.table;
    Json columns = Json::array();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      columns.push_back(column(table.columns[i], model.column_places[i]));
    }
    Json out = {{"schema", text_or_null(table.schema)},
                {"name", table.name},
                {"file", display_path(model.place.file)},
                {"line", model.place.line},
                {"complete", model.complete},
                {"included", model.included},
                {"comment", optional_json(table.comment)},
                {"columns", std::move(columns)}};
    add_constraints(table, out);
    Json indexes = Json::array();
    for (const schema::Index& one : table.indexes) {
      Json elements = Json::array();
      for (const schema::ExprPtr& element : one.elements) elements.push_back(expression(element));
      indexes.push_back({{"name", name_json(one.name)},
                         {"elements", std::move(elements)},
                         {"unique", one.unique}});
    }
    out["indexes"] = std::move(indexes);
    return out;
  }

 private:
  /// Null for what this dialect cannot write.
  template <class Render>
  static Json rendered(Render render) {
    try {
      return render();
    } catch (const Error&) {
      return nullptr;
    }
  }
  Json expression(const schema::ExprPtr& node) const {
    // Within a table its columns go by their own names.
    const schema::Replacement bare{[](const schema::ExprPtr& part) -> schema::ExprPtr {
      const auto* column = std::get_if<schema::ColumnRef>(&part->node);
      if (column == nullptr || column->table.empty()) return nullptr;
      return schema::column_expr(column->name);
    }};
    return rendered([&] {
      return dialect_.compile(schema::rewrite(node, bare), dialect::BindStyle::literal).text;
    });
  }
  Json default_value(const std::optional<schema::ServerDefault>& given) const {
    if (!given) return nullptr;
    if (const auto* text = std::get_if<std::string>(&given->value)) {
      return dialect_.literal_sql({*text}, schema::make_type(schema::TypeKind::String));
    }
    return expression(std::get<schema::ExprPtr>(given->value));
  }

  Json column(const schema::Column& column, const Place& place) const {
    const bool unknown =
        column.type.kind == schema::TypeKind::Null ||
        (column.type.kind == schema::TypeKind::UserDefined && column.type.spec.empty());
    return {{"name", column.name},
            {"type",
             unknown ? Json(nullptr) : rendered([&] { return dialect_.type_sql(column.type); })},
            {"nullable", column.nullable.value_or(true)},
            {"primary_key", column.primary_key},
            {"default", default_value(column.server_default)},
            {"identity", column.identity.has_value()},
            {"computed", column.computed ? expression(column.computed->expression) : Json()},
            {"comment", optional_json(column.comment)},
            {"line", place.line}};
  }

  void add_constraints(const schema::Table& table, Json& out) const {
    Json primary = nullptr, unique = Json::array(), foreign = Json::array(), checks = Json::array();
    for (const schema::Constraint& constraint : table.constraints) {
      const Json name = name_json(schema::name_of(constraint));
      if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint)) {
        if (!key->columns.empty()) primary = {{"name", name}, {"columns", key->columns}};
      } else if (const auto* one = std::get_if<schema::UniqueConstraint>(&constraint)) {
        unique.push_back({{"name", name}, {"columns", one->columns}});
      } else if (const auto* to = std::get_if<schema::ForeignKeyConstraint>(&constraint)) {
        foreign.push_back({{"name", name},
                           {"columns", to->columns},
                           {"referred_schema", text_or_null(to->referred_schema)},
                           {"referred_table", to->referred_table},
                           {"referred_columns", to->referred_columns},
                           {"ondelete", optional_json(to->actions.ondelete)},
                           {"onupdate", optional_json(to->actions.onupdate)}});
      } else if (const auto* check = std::get_if<schema::CheckConstraint>(&constraint)) {
        if (!check->type_bound) {
          checks.push_back({{"name", name}, {"expression", expression(check->expression)}});
        }
      }
    }
    out["primary_key"] = std::move(primary);
    out["unique"] = std::move(unique);
    out["foreign_keys"] = std::move(foreign);
    out["checks"] = std::move(checks);
  }

  const dialect::Dialect& dialect_;
};

std::string place_text(const Place& place) {
  if (place.file.empty()) return "";
  const std::string file = display_path(place.file);
  return place.line > 0 ? fmt::format("{}:{}", file, place.line) : file;
}

std::string one_line(const Gap& gap) {
  std::string text = gap.what;
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  const std::string place = place_text(gap.place);
  return place.empty() ? text : place + ": " + text;
}

}  // namespace

ModelsReport inspect_models(Session& session) {
  ModelsReport report;
  report.dialect = &dialect_of_models(session);
  report.models = read_models(session, *report.dialect);
  return report;
}

std::string models_sql(const ModelsReport& report) {
  std::string out;
  for (const Gap& gap : report.models.gaps) out += "-- not known: " + one_line(gap) + "\n";
  std::vector<Error> refused;
  const std::vector<std::string> statements =
      models::create_statements(report.models, *report.dialect, refused);
  for (const Error& error : refused) {
    out += "-- not created: " + (error.place ? place_text(*error.place) + ": " : "") +
           error.message + "\n";
  }
  if (!out.empty()) out += "\n";
  for (const std::string& text : statements) {
    out += dialect::offline_text({text, {}, {}}) + ";\n\n";
  }
  return out;
}

Json models_json(const ModelsReport& report) {
  const Writer writer(*report.dialect);
  Json tables = Json::array(), enums = Json::array(), gaps = Json::array();
  for (const Model& model : report.models.tables) tables.push_back(writer.table(model));
  for (const schema::Type& type : models::enum_types(report.models)) {
    enums.push_back({{"schema", optional_json(type.schema)},
                     {"name", optional_json(type.name)},
                     {"labels", type.labels}});
  }
  for (const Gap& gap : report.models.gaps) {
    gaps.push_back({{"kind", models::name_of(gap.kind)},
                    {"table", text_or_null(gap.table)},
                    {"column", text_or_null(gap.column)},
                    {"message", gap.what},
                    {"file", text_or_null(display_path(gap.place.file))},
                    {"line", gap.place.line}});
  }
  return {{"dialect", report.dialect->name()}, {"found", report.models.found},
          {"tables", std::move(tables)},       {"enums", std::move(enums)},
          {"gaps", std::move(gaps)},           {"searched", report.models.searched}};
}

std::string models_text(const ModelsReport& report) {
  std::string out;
  for (const Model& model : report.models.tables) {
    out += fmt::format("{}: {} columns{} ({})\n", models::key_of(model.table),
                       model.table.columns.size(), model.complete ? "" : ", not all known",
                       place_text(model.place));
  }
  if (report.models.tables.empty()) out += "No tables are known.\n";
  for (const Gap& gap : report.models.gaps) out += "not known: " + one_line(gap) + "\n";
  return out;
}

}  // namespace retort::command
