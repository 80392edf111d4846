// Tables, columns, constraints and indexes as the Python code of generated migrations, byte for
// byte as Alembic renders them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialect/family.h"
#include "schema/table.h"
#include "script/python_types.h"

namespace retort::script {

/// More arguments than this, and create_table() gets them as `*[...]`.
inline constexpr std::size_t kMaxPythonArguments = 255;

/// Writes Python for one database family and gathers the import lines that it needs. Tables are
/// expected as schema::attach() leaves them.
class PythonWriter {
 public:
  PythonWriter(dialect::Family family, PythonNames names)
      : family_(family), names_(std::move(names)) {}

  const PythonNames& names() const { return names_; }
  const std::set<std::string>& imports() const { return imports_; }
  /// Whether names of operations are written as methods of `batch_op`.
  void set_batch(bool batch) { batch_ = batch; }
  bool batch() const { return batch_; }
  /// `op.` or `batch_op.`.
  std::string operation_prefix() const { return batch_ ? "batch_op." : names_.alembic; }

  std::string type(const schema::Type& type) { return python_type(type, names_, imports_); }
  std::string column(const schema::Column& column);
  /// The columns, then the constraints in the order of their text.
  std::vector<std::string> table_arguments(const schema::Table& table);
  /// A constraint as an argument of create_table(); nothing for one that the types imply.
  std::optional<std::string> constraint(const schema::Constraint& constraint);
  /// `op.create_unique_constraint(...)` and the like.
  std::string create_constraint(const std::string& schema, const std::string& table,
                                const schema::Constraint& constraint);
  std::string create_index(const schema::Index& index);
  std::string drop_index(const schema::Index& index);

  /// A name as text: `'x'`, `op.f('x')` for one that conventions leave alone, `None`.
  std::string name(const schema::Name& name) const;
  /// The value of server_default=, or Computed() and Identity(). Text loses a quote at each end.
  std::string server_default(const schema::ServerDefault& value);
  std::string identity(const schema::Identity& identity);
  std::string computed(const schema::Computed& computed);
  /// `None`, in place of a default.
  std::string no_default();
  /// Of which table and column the following is.
  void enter_table(const std::string& schema, const std::string& table) const;
  void enter_column(const std::string& column) const;
  /// `, key=value` for each option.
  std::string options(const schema::Options& options, bool leading_comma = true) const;

 private:
  std::string expression(const schema::ExprPtr& expression, bool is_default = false,
                         bool is_index = false) const;
  std::string option_value(const schema::OptionValue& value) const;
  std::string index_element(const schema::ExprPtr& element) const;
  std::string unique(const schema::UniqueConstraint& constraint, const std::string& schema,
                     const std::string* table) const;
  std::string exclude(const schema::ExcludeConstraint& constraint, const std::string& schema,
                      const std::string* table);
  std::string foreign_key(const schema::ForeignKeyConstraint& constraint) const;
  std::string create_foreign_key(const std::string& schema, const std::string& table,
                                 const schema::ForeignKeyConstraint& constraint) const;

  dialect::Family family_;
  PythonNames names_;
  std::set<std::string> imports_;
  bool batch_ = false;
};

/// `['a', 'b']`.
std::string python_list(const std::vector<std::string>& texts);
/// `True` or `False`.
std::string_view python_bool(bool value);
/// The options as SQLAlchemy's dialect_kwargs gives them: those of one dialect together, unset ones
/// left out.
schema::Options given_options(const schema::Options& options);
/// Whether SQLite needs parentheses around the text of a default: it is neither a constant nor in
/// parentheses already.
bool needs_parentheses_on_sqlite(std::string_view text);
/// An expression as the database family writes it in DDL: columns without tables, values inline.
std::string ddl_expression(dialect::Family family, const schema::ExprPtr& expression,
                           bool grouped = false);

}  // namespace retort::script
