// Rows for the tables of `verify`: made up from the schema, or from a file.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/source.h"
#include "command/verify_staircase.h"
#include "database/connection.h"
#include "schema/shape.h"

namespace retort::command {

/// Makes up so many rows for a table. What the database said against the last one, when it took
/// none; empty: it did.
std::string fill_table(database::Connection& connection, const schema::shape::Database& shape,
                       const schema::shape::Table& table, std::size_t rows);

/// Makes rows up for each table that has none, and again for a table whose definition has changed.
class MadeUpRows final : public RowSource {
 public:
  explicit MadeUpRows(std::size_t rows) : rows_(rows) {}

  void fill(ScratchHistory& history) override;
  void forget() override { filled_.clear(); }
  /// Tables whose rows were all refused, each with what the database said last.
  const std::map<schema::shape::Name, std::string>& refused() const { return refused_; }

 private:
  void fill_table(ScratchHistory& history, const schema::shape::Database& shape,
                  const schema::shape::Table& table);

  std::size_t rows_;
  std::map<schema::shape::Name, schema::shape::Table> filled_;  ///< As they were then.
  std::map<schema::shape::Name, std::string> refused_;
};

/// The statements of a file, each as soon as the database takes it.
class FileRows final : public RowSource {
 public:
  /// Errors: those of the file, and of its splitting into statements.
  FileRows(const std::string& path, std::string_view dialect);

  void fill(ScratchHistory& history) override;
  void forget() override;
  /// What never ran, each with what the database said last.
  const std::map<std::size_t, std::string>& refused() const { return refused_; }
  int line_of(std::size_t statement) const;
  const std::string& path() const { return source_->path; }

 private:
  SourcePtr source_;
  std::vector<Span> statements_;
  std::set<std::size_t> waiting_;               ///< What is to run.
  std::map<std::size_t, std::string> refused_;  ///< What never ran, and why.
};

}  // namespace retort::command
