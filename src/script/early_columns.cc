#include "script/early_columns.h"

#include <atomic>
#include <variant>
#include <vector>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/expression_walk.h"

namespace retort::script {
namespace {

class Renaming {
 public:
  explicit Renaming(const std::map<std::string, std::string>& names)
      : names_(names), replacement_{[this](const schema::ExprPtr& node) { return named(node); }} {}

  void apply(std::vector<std::string>& columns) const {
    for (std::string& column : columns) {
      if (const auto found = names_.find(column); found != names_.end()) column = found->second;
    }
  }
  void apply(schema::ExprPtr& expression) const {
    if (expression != nullptr) expression = schema::rewrite(expression, replacement_);
  }
  void apply(schema::Options& options) const {
    for (auto& [name, value] : options) {
      if (auto* expression = std::get_if<schema::ExprPtr>(&value)) apply(*expression);
      if (auto* columns = std::get_if<std::vector<std::string>>(&value)) apply(*columns);
    }
  }
  void apply(schema::Index& index) const {
    for (schema::ExprPtr& element : index.elements) apply(element);
    apply(index.options);
  }
  void operator()(schema::CheckConstraint& check) const { apply(check.expression); }
  void operator()(schema::ExcludeConstraint& exclude) const {
    for (auto& element : exclude.elements) apply(element.expression);
    apply(exclude.where);
  }
  template <class Key>
  void operator()(Key& key) const {
    apply(key.columns);
  }

 private:
  schema::ExprPtr named(const schema::ExprPtr& node) const {
    const auto* column = std::get_if<schema::ColumnRef>(&node->node);
    if (column == nullptr || !column->table.empty()) return nullptr;
    const auto found = names_.find(column->name);
    return found == names_.end() ? nullptr : schema::column_expr(found->second);
  }

  const std::map<std::string, std::string>& names_;
  schema::Replacement replacement_;
};

python::Symbol early_name_symbol() {
  static const python::Symbol symbol = python::intern("_early_name");
  return symbol;
}

}  // namespace

std::string name_or_early_name(const ColumnObject& column) {
  if (!column.column.name.empty()) return column.column.name;
  std::string name = early_name_of(column);
  if (!name.empty()) return name;
  static std::atomic<int> count = 0;
  name = "(unnamed " + std::to_string(++count) + ")";
  // What it is called is no part of its value.
  const_cast<ColumnObject&>(column).attributes.set(early_name_symbol(),
                                                   python::Value::string(name));
  return name;
}

std::string early_name_of(const ColumnObject& column) {
  const python::Value* found = column.attributes.find(early_name_symbol());
  return found == nullptr ? "" : *python::string_of(*found);
}

void name_early_columns(const python::Value& item,
                        const std::map<std::string, std::string>& names) {
  const Renaming renaming(names);
  if (auto* index = item.try_as<IndexObject>()) {
    renaming.apply(index->index);
  } else if (auto* constraint = item.try_as<ConstraintObject>()) {
    std::visit(renaming, constraint->constraint);
  }
}

}  // namespace retort::script
