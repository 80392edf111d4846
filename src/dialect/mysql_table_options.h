// MySQL's options of a table, read from what SHOW CREATE TABLE says behind its columns.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::dialect {

/// By SQLAlchemy's names ("engine", "default charset", "partition_by"), in order. Left out are what
/// is no part of the definition (AUTO_INCREMENT, directories) and what SQLAlchemy does not know.
/// Partitions that are listed stand behind "partition_by".
std::vector<std::pair<std::string, std::string>> shown_table_options(std::string_view create_table);

}  // namespace retort::dialect
