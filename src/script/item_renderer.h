// What may write a part of a generated migration in its own way: env.py's render_item.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "schema/table.h"

namespace retort::script {

/// A server default in one of its three forms; without any of them there is none.
struct RenderedDefault {
  const schema::ServerDefault* value = nullptr;
  const schema::Identity* identity = nullptr;
  const schema::Computed* computed = nullptr;
};

/// Each answer is the Python text, or nothing for what is written as usual. An empty text of a
/// column or constraint leaves it out. Import lines are added to `imports`.
class ItemRenderer {
 public:
  using Imports = std::set<std::string>;
  using Text = std::optional<std::string>;
  virtual ~ItemRenderer() = default;

  /// The table and the column of what follows.
  virtual void enter_table(const std::string& schema, const std::string& table) = 0;
  virtual void enter_column(const std::string& column) = 0;
  virtual Text type(const schema::Type& type, Imports& imports) = 0;
  virtual Text column(const schema::Column& column, Imports& imports) = 0;
  virtual Text server_default(const RenderedDefault& value, Imports& imports) = 0;
  /// A constraint within create_table().
  virtual Text constraint(const schema::Constraint& constraint, Imports& imports) = 0;
};

}  // namespace retort::script
