// A table of the live database as Alembic's comparison has it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diff/compare.h"
#include "schema/attach.h"

namespace retort::diff {

/// A reflected table. Names are final; types say which dialect's classes they are.
struct LiveTable {
  /// As Table(autoload_with=) would make it: what stands twice in the catalog is left out.
  schema::Table table;
  std::vector<schema::UniqueConstraint> uniques;  ///< All that the catalog knows.
  std::vector<schema::IndexInfo> indexes;         ///< The same.
};

/// Reads tables, one after the other, in the terms of a comparison.
class LiveTables {
 public:
  explicit LiveTables(const Comparison& comparison) : comparison_(comparison) {}

  /// `whole`: with the options of the table itself, for one that is to be made again.
  LiveTable read(const std::string& schema, const std::string& name, bool whole);

 private:
  struct OwnedSequence {
    std::string name;
    std::string column;
  };
  void adjust(schema::Column& column, bool autoincrement, const std::string& table);
  void say_nulls(schema::UniqueConstraint& constraint);
  void read_options(schema::Table& table);
  void hide_serial(schema::Column& column, const std::string& table);
  const std::map<std::string, OwnedSequence>& owned_sequences();

  const Comparison& comparison_;
  std::optional<std::map<std::string, OwnedSequence>> owned_;
  std::optional<bool> knows_nulls_;  ///< NULLS NOT DISTINCT is of PostgreSQL 15.
};

}  // namespace retort::diff
