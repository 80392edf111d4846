// What the tests of the library share: an SQLite database of their own.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

namespace retort {

using Texts = std::vector<std::string>;

struct CloseDatabase {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;

inline DatabasePtr open_database(const char* name = ":memory:") {
  sqlite3* handle = nullptr;
  EXPECT_EQ(sqlite3_open(name, &handle), SQLITE_OK);
  return DatabasePtr(handle);
}

}  // namespace retort
