#include "schema/insert_rows.h"

#include <gtest/gtest.h>

#include <string>

namespace retort::schema {
namespace {

Insert row(std::string table, std::string column, std::string text) {
  Insert insert;
  insert.table.name = std::move(table);
  insert.columns = {std::move(column)};
  Constant constant;
  constant.value = {std::move(text)};
  insert.rows = {{make_expr(std::move(constant))}};
  return insert;
}

/// Tables, and how many rows each statement has.
std::string joined(bool joining, const std::vector<Insert>& inserts) {
  std::string out;
  const auto tell = [&](const std::optional<Insert>& insert) {
    if (insert) out += insert->table.name + std::to_string(insert->rows.size()) + " ";
  };
  InsertJoiner joiner(joining);
  for (const Insert& insert : inserts) tell(joiner.add(insert));
  tell(joiner.take());
  tell(joiner.take());
  return out;
}

TEST(InsertJoiner, JoinsRowsOfTheSameColumns) {
  EXPECT_EQ(joined(true, {}), "");
  EXPECT_EQ(joined(true, {row("t", "a", "1"), row("t", "a", "2"), row("t", "b", "3"),
                          row("u", "b", "4"), row("u", "b", "5")}),
            "t2 t1 u2 ");
  EXPECT_EQ(joined(false, {row("t", "a", "1"), row("t", "a", "2")}), "t1 t1 ");
}

TEST(InsertJoiner, LeavesStatementsAloneThatSayMoreThanRows) {
  Insert returning = row("t", "a", "1");
  returning.returning = {column_expr("a")};
  Insert update = row("t", "a", "1");
  update.on_conflict.emplace();
  Insert ignore = update;
  ignore.on_conflict->do_nothing = true;
  EXPECT_EQ(joined(true, {row("t", "a", "1"), returning, row("t", "a", "1"), row("t", "a", "1")}),
            "t1 t1 t2 ");
  EXPECT_EQ(joined(true, {update, update}), "t1 t1 ");
  EXPECT_EQ(joined(true, {ignore, ignore}), "t2 ");
}

TEST(InsertJoiner, KeepsStatementsWithinBounds) {
  EXPECT_EQ(joined(true, std::vector<Insert>(2500, row("t", "a", "1"))), "t1000 t1000 t500 ");
  EXPECT_EQ(joined(true, std::vector<Insert>(4, row("t", "a", std::string(600000, 'x')))),
            "t2 t2 ");
}

}  // namespace
}  // namespace retort::schema
