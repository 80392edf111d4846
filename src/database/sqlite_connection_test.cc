#include "database/sqlite_connection.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/error.h"
#include "base/file.h"

namespace retort::database {
namespace {

std::unique_ptr<Connection> memory() {
  return connect(parse_url("sqlite://"));
}

template <class Action>
Error error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return Error(ErrorCode::internal, "");
}

TEST(SqliteConnection, GivesTypedCellsAndDeclaredTypes) {
  const auto connection = memory();
  connection->execute("CREATE TABLE t (i INTEGER, r REAL, s VARCHAR(10), b BLOB)");
  const Row row = {std::int64_t{1} << 40, 1.5, std::string("a\0b", 3),
                   Bytes{std::string("\0\xff", 2)}};
  EXPECT_EQ(connection->execute("INSERT INTO t VALUES ($1, $2, $3, $4)", row).row_count, 1);
  connection->execute("INSERT INTO t (s) VALUES (?)", {Null{}});
  const Result result = connection->execute("SELECT *, i + 1 AS n FROM t ORDER BY rowid");
  const std::vector<ResultColumn> columns = {
      {"i", "INTEGER"}, {"r", "REAL"}, {"s", "VARCHAR(10)"}, {"b", "BLOB"}, {"n", ""}};
  EXPECT_EQ(result.columns, columns);
  ASSERT_EQ(result.rows.size(), 2U);
  EXPECT_EQ(Row(result.rows[0].begin(), result.rows[0].begin() + 4), row);
  EXPECT_EQ(result.rows[1], Row(5, Null{}));
}

TEST(SqliteConnection, TakesNumberedParametersInAnyOrderAndMoreThanOnce) {
  const Result result = memory()->execute("SELECT $2, $1, $2", {std::int64_t{1}, std::string("x")});
  const Row row = {std::string("x"), std::int64_t{1}, std::string("x")};
  EXPECT_EQ(result.rows.at(0), row);
}

TEST(SqliteConnection, RefusesMissingParameters) {
  const auto connection = memory();
  const Error error = error_of([&] { connection->execute("SELECT ?, ?", {std::int64_t{1}}); });
  EXPECT_EQ(error.message, "The statement needs more parameters than the 1 given.");
}

TEST(SqliteConnection, RunsSeveralStatementsInOneText) {
  const auto connection = memory();
  const Result result = connection->execute(
      "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t WHERE a > 2; END;"
      "INSERT INTO t VALUES (1), (2), (3); SELECT count(*) FROM t; -- end");
  EXPECT_EQ(result.rows.at(0), Row{std::int64_t{2}});
}

TEST(SqliteConnection, CountsChangedRowsOnlyForStatementsThatChangeRows) {
  const auto connection = memory();
  EXPECT_EQ(connection->execute("CREATE TABLE t (a)").row_count, -1);
  EXPECT_EQ(connection->execute("INSERT INTO t VALUES (1), (2)").row_count, 2);
  EXPECT_EQ(connection->execute("CREATE TABLE u (a)").row_count, -1);
  EXPECT_EQ(connection->execute("UPDATE t SET a = 1 WHERE a = 9").row_count, 0);
  EXPECT_EQ(connection->execute("INSERT INTO t VALUES (3) RETURNING a").row_count, 1);
}

TEST(SqliteConnection, MarksTheWordThatTheLibraryStoppedAt) {
  const auto connection = memory();
  Statement statement;
  statement.text = "SELECT 1;\n  SELECT x\n  FORM y;\nSELECT 2";
  statement.tag = 7;
  const Error error = error_of([&] { connection->execute(statement); });
  EXPECT_EQ(connection->failed_statement(), 7U);
  EXPECT_EQ(describe(error),
            "FAILED: near \"y\": syntax error\n"
            "  statement:\n"
            "    SELECT 1;\n"
            "      SELECT x\n"
            "      FORM y;\n"
            "           ^\n"
            "    SELECT 2\n");
}

TEST(SqliteConnection, RollsBackToSavepointsAndWholeTransactions) {
  const auto connection = memory();
  connection->execute("CREATE TABLE t (a)");
  connection->begin();
  EXPECT_TRUE(connection->in_transaction());
  connection->execute("INSERT INTO t VALUES (1)");
  connection->savepoint("a \"b\"");
  connection->execute("INSERT INTO t VALUES (2)");
  connection->rollback_to_savepoint("a \"b\"");
  connection->release_savepoint("a \"b\"");
  EXPECT_EQ(connection->execute("SELECT count(*) FROM t").rows.at(0), Row{std::int64_t{1}});
  connection->rollback();
  EXPECT_FALSE(connection->in_transaction());
  EXPECT_EQ(connection->execute("SELECT count(*) FROM t").rows.at(0), Row{std::int64_t{0}});
}

TEST(SqliteConnection, GivesTheRowsOfTheLastStatementOneByOne) {
  const auto connection = memory();
  Statement statement;
  statement.text =
      "SELECT 7; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000) "
      "SELECT i FROM n";
  KeptRows kept;
  const Result result = connection->execute_into(statement, kept);
  EXPECT_EQ(result.columns.at(0).name, "i");
  EXPECT_EQ(result.row_count, 1000);
  ASSERT_EQ(kept.rows.size(), 1000U);
  EXPECT_EQ(kept.rows.back(), Row{std::int64_t{1000}});
}

TEST(SqliteConnection, RunsAChangeAgainWhateverHappenedInBetween) {
  const auto connection = memory();
  connection->execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
  const auto insert = [&](std::int64_t value) {
    return connection->execute("INSERT INTO t (a) VALUES (?)", {value});
  };
  EXPECT_EQ(insert(1).row_count, 1);
  EXPECT_EQ(insert(2).last_insert_id, 2);
  EXPECT_EQ(error_of([&] { insert(2); }).message, "UNIQUE constraint failed: t.a");
  EXPECT_EQ(insert(3).last_insert_id, 3);
  connection->execute("ALTER TABLE t ADD COLUMN b DEFAULT 7");
  EXPECT_EQ(insert(4).row_count, 1);
  connection->execute("DROP TABLE t");
  EXPECT_EQ(error_of([&] { insert(5); }).message, "no such table: t");
}

TEST(SqliteConnection, LetsTheCallerJudgeAResult) {
  const auto connection = memory();
  Statement statement;
  statement.text = "SELECT 1 WHERE 0";
  statement.tag = 3;
  statement.on_result = [](const Result& result) {
    if (result.rows.empty()) throw Error(ErrorCode::command, "none");
  };
  EXPECT_EQ(error_of([&] { connection->enqueue(statement); }).message, "none");
  EXPECT_EQ(connection->failed_statement(), 3U);
}

TEST(SqliteConnection, DoesNotCreateAFileForThoseWhoOnlyLook) {
  const std::string path = testing::TempDir() + "retort_absent.db";
  std::remove(path.c_str());
  ConnectOptions options;
  options.create = false;
  const auto connection = connect(parse_url("sqlite:///" + path), options);
  EXPECT_TRUE(connection->execute("SELECT name FROM sqlite_master").rows.empty());
  EXPECT_FALSE(path_exists(path));
}

TEST(SqliteConnection, OpensFileNamesWithOptions) {
  const std::string path = testing::TempDir() + "retort_uri.db";
  connect(parse_url("sqlite:///" + path))->execute("CREATE TABLE IF NOT EXISTS t (a)");
  const auto connection = connect(parse_url("sqlite:///file:" + path + "?mode=ro&uri=true"));
  const Error error = error_of([&] { connection->execute("CREATE TABLE u (a)"); });
  EXPECT_EQ(error.message, "attempt to write a readonly database");
  EXPECT_FALSE(error.hints.empty());
  std::remove(path.c_str());
}

TEST(SqliteConnection, SaysWhyAFileCannotBeOpened) {
  const Error error = error_of([] { connect(parse_url("sqlite:////nonexistent/dir/a.db")); });
  EXPECT_EQ(error.code, ErrorCode::connection);
  EXPECT_EQ(error.message,
            "Cannot open the SQLite database /nonexistent/dir/a.db: unable to open database file");
}

TEST(SqliteConnection, RefusesAUrlWithAHost) {
  const Error error = error_of([] { connect(parse_url("sqlite://u:secret@host/a.db")); });
  EXPECT_EQ(error.message, "Invalid SQLite URL: sqlite://u:***@host/a.db");
}

TEST(Connect, NamesTheDialectsThatItKnows) {
  const Error error = error_of([] { connect(parse_url("oracle://u:secret@h")); });
  EXPECT_EQ(error.code, ErrorCode::unsupported);
  EXPECT_EQ(
      describe(error),
      "FAILED: The database URL names the unknown dialect 'oracle'\n"
      "  next: Use a URL that starts with postgresql://, mysql://, mariadb:// or sqlite://.\n");
}

}  // namespace
}  // namespace retort::database
