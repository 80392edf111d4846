#include "script/early_columns.h"

#include <variant>
#include <vector>

#include "schema/expression_walk.h"
#include "script/tables.h"

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

}  // namespace

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
