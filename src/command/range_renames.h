// What migrations give another name, followed from one to the next: for a schema before them and
// one after them, in which a rename looks like something that is gone and something that is new.
//
// Directives, and SQL that says it plainly. No state beside the list; belongs to one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "operation/operation.h"
#include "schema/shape.h"

namespace retort::command {

class RangeRenames {
 public:
  /// `schema`: that of names without one.
  RangeRenames(std::string_view dialect, std::string schema)
      : dialect_(dialect), schema_(std::move(schema)) {}

  /// Takes in what a migration asks for, operations in their order.
  void follow(const std::vector<operation::Operation>& operations);
  /// First names and last ones, as diff::Answers::declared has them.
  std::vector<std::string> declared() const;

 private:
  struct Renamed {
    std::string from, to;
  };
  struct Table {
    schema::shape::Name from, to;
    std::vector<Renamed> columns;
  };

  void follow(const operation::OperationVariant& operation);
  void follow_sql(const std::string& sql);
  Table& table(const std::string& schema, const std::string& name);

  std::string dialect_;
  std::string schema_;
  std::vector<Table> tables_;
};

}  // namespace retort::command
