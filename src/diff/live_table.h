// A table of the live database as Alembic's comparison has it.
#pragma once

#include <map>
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

  LiveTable read(const std::string& schema, const std::string& name);

 private:
  struct OwnedSequence {
    std::string name;
    std::string column;
  };
  void adjust(schema::Column& column, bool autoincrement, const std::string& table);
  void hide_serial(schema::Column& column, const std::string& table);
  const std::map<std::string, OwnedSequence>& owned_sequences();

  const Comparison& comparison_;
  std::optional<std::map<std::string, OwnedSequence>> owned_;
};

}  // namespace retort::diff
