#include "database/mysql_connection.h"

#include <chrono>
#include <thread>

#include "database/mysql_fixture.h"

namespace retort::database {
namespace {

using MysqlConnectionTest = MysqlTest;

TEST_F(MysqlConnectionTest, GivesTypedCellsAndTypeNames) {
  connection_->execute(
      "CREATE TABLE t (a TINYINT, b BIGINT UNSIGNED, c DOUBLE, d DECIMAL(5,2), e BLOB, f "
      "VARCHAR(9), "
      "g BIT(3), h DATE, i DATETIME(2), j TIME, k JSON, l ENUM('x','y'), m BINARY(2), n TEXT, o "
      "YEAR, "
      "p TIMESTAMP NULL)");
  connection_->execute(
      "INSERT INTO t VALUES (-1, 18446744073709551615, 1.5, 1.5, x'00ff', NULL, b'101', "
      "'2020-01-02', "
      "'2020-01-02 03:04:05.67', '-25:00:01', '{\"a\": 1}', 'y', 'ab', 'h\xc3\xa4', 2020, NULL)");
  const Result result = connection_->execute("SELECT * FROM t");
  std::string types;
  for (const auto& column : result.columns) types += column.name + ":" + column.type + " ";
  EXPECT_EQ(types,
            "a:tinyint b:bigint c:double d:decimal e:blob f:varchar g:mysql_bit h:date i:datetime "
            "j:mysql_time k:text l:char m:binary n:text o:year p:timestamp ");
  const Row& row = result.rows.at(0);
  EXPECT_EQ(row[0], Value(std::int64_t{-1}));
  EXPECT_EQ(row[1], Value(std::string("18446744073709551615")));
  EXPECT_EQ(row[2], Value(1.5));
  EXPECT_EQ(row[3], Value(std::string("1.50")));
  EXPECT_EQ(row[4], Value(Bytes{std::string("\0\xff", 2)}));
  EXPECT_EQ(row[5], Value(Null{}));
  EXPECT_EQ(row[6], Value(Bytes{"\x05"}));
  EXPECT_EQ(row[7], Value(std::string("2020-01-02")));
  EXPECT_EQ(row[8], Value(std::string("2020-01-02 03:04:05.67")));
  EXPECT_EQ(row[9], Value(std::string("-25:00:01")));
  EXPECT_EQ(row[10], Value(std::string("{\"a\": 1}")));
  EXPECT_EQ(row[11], Value(std::string("y")));
  EXPECT_EQ(row[12], Value(Bytes{"ab"}));
  EXPECT_EQ(row[13], Value(std::string("h\xc3\xa4")));
  EXPECT_EQ(row[14], Value(std::int64_t{2020}));
  EXPECT_EQ(result.row_count, 1);
}

TEST_F(MysqlConnectionTest, SendsEveryKindOfParameter) {
  connection_->execute("CREATE TABLE t (i int, f double, b bool, s text, d blob, n int)");
  const Row row = {std::int64_t{-5},
                   0.1,
                   true,
                   std::string("a'b\\\"\xc3\xa4\n"),
                   Bytes{std::string("\0x'", 3)},
                   Null{}};
  EXPECT_EQ(connection_->execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", row).row_count, 1);
  connection_->execute("SET sql_mode = 'NO_BACKSLASH_ESCAPES'");
  EXPECT_EQ(connection_->execute("INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6)", row).row_count,
            1);
  Row expected = row;
  expected[2] = std::int64_t{1};
  for (const Row& read : connection_->execute("SELECT * FROM t").rows) EXPECT_EQ(read, expected);
}

TEST_F(MysqlConnectionTest, RunsSeveralStatementsInOneText) {
  const Result result = connection_->execute(
      "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); SELECT a FROM t");
  EXPECT_EQ(result.row_count, 2);
  const Error error = error_of([&] {
    connection_->execute(
        "INSERT INTO t VALUES (3);\nINSERT INTO nowhere VALUES (1);\nDROP TABLE t");
  });
  EXPECT_EQ(error.server.sqlstate, "42S02");
  EXPECT_EQ(scalar("SELECT count(*) FROM t"), Value(std::int64_t{3}));
}

TEST_F(MysqlConnectionTest, MarksTheWordOfASyntaxError) {
  const Error error =
      error_of([&] { connection_->execute("CREATE TABLE t (\n  a int,\n  b integr\n)"); });
  EXPECT_EQ(error.code, ErrorCode::database);
  EXPECT_EQ(error.server.sqlstate, "HY000");
  EXPECT_EQ(error.server.detail, "error 4161");
  const Error other = error_of([&] { connection_->execute("SELECT 1,\n  FROM t"); });
  EXPECT_EQ(other.server.detail, "error 1064");
  ASSERT_TRUE(other.statement_place);
  EXPECT_EQ(other.statement_place->line, 2);
  EXPECT_EQ(other.statement_place->column, 3);
}

TEST_F(MysqlConnectionTest, StreamsRowsAndStaysUsable) {
  connection_->execute("CREATE TABLE t AS SELECT seq FROM seq_1_to_10000");
  struct Sum final : RowReceiver {
    void start(const std::vector<ResultColumn>&) override { sum = 0; }
    void row(Row& row) override {
      sum += std::get<std::int64_t>(row[0]);
      if (sum > most) throw Error(ErrorCode::io, "full");
    }
    std::int64_t sum = 0;
    std::int64_t most = 1000000000;
  } sum;
  const Statement query = tagged("SELECT seq FROM t ORDER BY seq", 1);
  EXPECT_EQ(connection_->execute_into(query, sum).row_count, 10000);
  EXPECT_EQ(sum.sum, 50005000);
  sum.most = 100;
  EXPECT_THROW(connection_->execute_into(query, sum), Error);
  EXPECT_EQ(scalar("SELECT count(*) FROM t"), Value(std::int64_t{10000}));
}

TEST_F(MysqlConnectionTest, RollsBackWhatCameAfterDdl) {
  connection_->execute("CREATE TABLE t (a int)");
  connection_->begin();
  EXPECT_TRUE(connection_->in_transaction());
  connection_->execute("INSERT INTO t VALUES (1)");
  EXPECT_TRUE(connection_->has_uncommitted_work());
  connection_->execute("CREATE TABLE u (a int)");
  EXPECT_FALSE(connection_->has_uncommitted_work());
  EXPECT_TRUE(connection_->in_transaction());
  connection_->execute("INSERT INTO t VALUES (2)");
  connection_->rollback();
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_EQ(scalar("SELECT count(*) FROM t"), Value(std::int64_t{1}));
  connection_->execute("INSERT INTO t VALUES (3)");
  EXPECT_FALSE(connection_->has_uncommitted_work());
}

TEST_F(MysqlConnectionTest, KeepsSavepoints) {
  connection_->execute("CREATE TABLE t (a int)");
  connection_->begin();
  connection_->execute("INSERT INTO t VALUES (1)");
  connection_->savepoint("a`b");
  connection_->execute("INSERT INTO t VALUES (2)");
  connection_->rollback_to_savepoint("a`b");
  connection_->release_savepoint("a`b");
  connection_->commit();
  EXPECT_EQ(connect(url_)->execute("SELECT a FROM t").rows.size(), 1U);
  const Error error = error_of([&] { connection_->release_savepoint("x"); });
  EXPECT_EQ(error.hints.size(), 1U);
}

TEST_F(MysqlConnectionTest, CountsMatchingRows) {
  connection_->execute("CREATE TABLE t AS SELECT 1 AS a");
  EXPECT_EQ(connection_->execute("UPDATE t SET a = 1").row_count, 1);
}

TEST_F(MysqlConnectionTest, IsCancelledFromAnotherThread) {
  std::thread canceller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    connection_->cancel();
  });
  const auto begin = std::chrono::steady_clock::now();
  // MariaDB gives up a SLEEP with the result 1 and no error, unless it is part of a query.
  const Error error =
      error_of([&] { connection_->execute("SELECT SLEEP(30) FROM seq_1_to_10 WHERE seq > 0"); });
  canceller.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_EQ(error.server.sqlstate, "70100");
  EXPECT_EQ(scalar("SELECT 1"), Value(std::int64_t{1}));
}

TEST_F(MysqlConnectionTest, KnowsThatTheConnectionIsLost) {
  connection_->begin();
  const Value id = scalar("SELECT CONNECTION_ID()");
  connect(url_)->execute("KILL " + to_string(id));
  const Error error = error_of([&] { connection_->execute("SELECT 1"); });
  EXPECT_EQ(error.code, ErrorCode::connection);
  EXPECT_FALSE(connection_->commit_in_doubt());
  connection_->rollback();
}

TEST_F(MysqlConnectionTest, TellsWhyItCannotConnect) {
  Url url = url_;
  url.database = "nowhere";
  EXPECT_EQ(error_of([&] { connect(url); }).hints.at(0),
            "Create the database first, or correct its name in the URL.");
  url = url_;
  url.username = "nobody";
  url.password = Secret("s3cret");
  const Error denied = error_of([&] { connect(url); });
  EXPECT_EQ(denied.code, ErrorCode::connection);
  EXPECT_NE(denied.message.find("Access denied for user 'nobody'"), std::string::npos);
  EXPECT_EQ(denied.message.find("s3cret"), std::string::npos);
}

TEST_F(MysqlConnectionTest, NamesTheServer) {
  EXPECT_EQ(connection_->dialect_name(), "mysql");
  EXPECT_TRUE(connection_->is_mariadb());
  EXPECT_GE(connection_->server_version(), (ServerVersion{10, 5}));
}

}  // namespace
}  // namespace retort::database
