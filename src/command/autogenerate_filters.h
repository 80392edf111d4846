// include_name, include_object, compare_type, compare_server_default and render_item of env.py,
// asked with the objects that Alembic would give them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diff/host.h"
#include "python/interpreter.h"
#include "script/item_renderer.h"
#include "script/tables.h"

namespace retort::command {

/// Belongs to one evaluation of env.py; keeps values of its interpreter.
class AutogenerateFilters final : public script::ItemRenderer {
 public:
  explicit AutogenerateFilters(python::Interpreter& interpreter) : interpreter_(interpreter) {}

  void set_name_filter(const python::Value& function) { name_filter_ = function; }
  void set_object_filter(const python::Value& function) { object_filter_ = function; }
  void set_type_comparison(const python::Value& function) { type_comparison_ = function; }
  void set_default_comparison(const python::Value& function) { default_comparison_ = function; }
  void set_renderer(const python::Value& function) { renderer_ = function; }
  bool has_renderer() const { return !renderer_.is_absent() && !renderer_.is_none(); }
  /// The Python object of a table of the models.
  void add_model(const schema::Table& table, const python::Ref<script::TableObject>& object) {
    tables_.emplace(&table, python::Value(object));
  }

  /// Errors: what the functions raise.
  bool includes(const diff::NameQuestion& question);
  bool includes(const diff::ObjectQuestion& question);
  /// See diff::Host.
  std::optional<diff::Verdict> types_differ(const diff::ColumnPair& pair);
  std::optional<diff::Verdict> defaults_differ(const diff::ColumnPair& pair,
                                               const std::optional<std::string>& live,
                                               const std::optional<std::string>& desired);

  void enter_table(const std::string& schema, const std::string& table) override;
  void enter_column(const std::string& column) override { entered_column_ = column; }
  Text type(const schema::Type& type, Imports& imports) override;
  Text column(const schema::Column& column, Imports& imports) override;
  Text server_default(const script::RenderedDefault& value, Imports& imports) override;
  Text constraint(const schema::Constraint& constraint, Imports& imports) override;

 private:
  Text render(std::string_view kind, const python::Value& object, Imports& imports);
  script::TableObject* entered_table() const;
  /// The column of a model whose type is this class of the application; null without one.
  script::ColumnObject* column_of_type(const schema::Type& type) const;
  python::Value function(std::string_view name);
  python::Value table_value(const schema::Table* table);
  python::Value object_value(const diff::Object& object);
  std::optional<diff::Verdict> verdict(const python::Value& function, const python::Value& said);
  python::Value item(const python::Value& table, std::string_view kind, const schema::Name& name,
                     const std::vector<std::string>& columns, bool unique);

  python::Interpreter& interpreter_;
  python::Value name_filter_ = python::Value::absent();
  python::Value object_filter_ = python::Value::absent();
  python::Value type_comparison_ = python::Value::absent();
  python::Value default_comparison_ = python::Value::absent();
  python::Value renderer_ = python::Value::absent();
  python::Value render_context_ = python::Value::absent();
  schema::Table entered_;  ///< Its name alone.
  std::string entered_column_;
  std::map<const schema::Table*, python::Value> tables_;
  python::Ref<python::ModuleObject> module_;
};

}  // namespace retort::command
