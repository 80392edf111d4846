#include "database/row_spool.h"

#include <gtest/gtest.h>

namespace retort::database {
namespace {

Row row_number(std::int64_t number) {
  const auto size = static_cast<std::size_t>(number % 50);
  return {number, number % 3 == 0 ? Value(Null{}) : Value(std::string(size, 'x')), number % 2 == 0,
          static_cast<double>(number) / 4, Bytes{std::string("\0\xff", 2)}};
}

const std::vector<ResultColumn> kColumns = {
    {"number", "int8"}, {"text", "text"}, {"even", "bool"}, {"part", "float8"}, {"raw", "bytea"}};

/// Writes that many rows and reads them again.
void expect_all_back(std::int64_t count, std::size_t limit) {
  RowSpool spool(limit);
  spool.start(kColumns);
  for (std::int64_t i = 0; i < count; ++i) {
    Row row = row_number(i);
    spool.row(row);
  }
  EXPECT_EQ(spool.columns(), kColumns);
  for (std::int64_t i = 0; i < count; ++i) ASSERT_EQ(spool.next(), row_number(i)) << i;
  EXPECT_EQ(spool.next(), std::nullopt);
  EXPECT_EQ(spool.next(), std::nullopt);
}

TEST(RowSpool, GivesBackWhatWasPutIn) {
  expect_all_back(0, RowSpool::kDefaultLimit);
  expect_all_back(1, RowSpool::kDefaultLimit);
  expect_all_back(2000, RowSpool::kDefaultLimit);
}

TEST(RowSpool, GivesBackWhatWentToAFile) {
  expect_all_back(1, 1);
  expect_all_back(2000, 1000);
  expect_all_back(60000, 100000);  // More than is loaded at once.
}

TEST(RowSpool, TakesARowThatIsLargerThanItsLimits) {
  RowSpool spool(1000);
  spool.start({{"text", "text"}});
  for (const char c : {'a', 'b', 'c'}) {
    Row row{std::string(3000000, c)};
    spool.row(row);
  }
  for (const char c : {'a', 'b', 'c'}) {
    const std::optional<Row> row = spool.next();
    ASSERT_TRUE(row);
    EXPECT_EQ(row->at(0), Value(std::string(3000000, c)));
  }
  EXPECT_EQ(spool.next(), std::nullopt);
}

TEST(RowSpool, KeepsTheLastResultOnly) {
  RowSpool spool;
  spool.start(kColumns);
  Row row = row_number(1);
  spool.row(row);
  spool.start({{"a", "int8"}});
  Row other{std::int64_t{5}};
  spool.row(other);
  EXPECT_EQ(spool.next(), Row{std::int64_t{5}});
  EXPECT_EQ(spool.next(), std::nullopt);
  spool.start({});
  EXPECT_EQ(spool.next(), std::nullopt);
}

}  // namespace
}  // namespace retort::database
