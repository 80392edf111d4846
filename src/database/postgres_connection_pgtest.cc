#include "database/postgres_connection.h"

#include <chrono>
#include <cmath>
#include <thread>

#include "database/postgres_fixture.h"

namespace retort::database {
namespace {

using PostgresConnectionTest = PostgresTest;

/// Adds up the first column.
struct SumOfRows final : RowReceiver {
  void start(const std::vector<ResultColumn>&) override { ++starts; }
  void row(Row& row) override {
    if (++rows > most) throw Error(ErrorCode::io, "full");
    sum += std::get<std::int64_t>(row[0]);
  }
  int starts = 0;
  int rows = 0;
  int most = 1000000;
  std::int64_t sum = 0;
};

TEST_F(PostgresConnectionTest, GivesTypedCellsAndTypeNames) {
  const Result result = connection_->execute(
      "SELECT 1::int2 AS a, 2::int8 AS b, 1.5::float8 AS c, true AS d, 1.50::numeric AS e, "
      "'\\x00ff'::bytea AS f, "
      "NULL::text AS g, ARRAY[1,2] AS h, 'NaN'::float4 AS i, '2020-01-02'::date AS j, '{\"a\": "
      "1}'::jsonb AS k");
  std::string types;
  for (const auto& column : result.columns) types += column.name + ":" + column.type + " ";
  EXPECT_EQ(
      types,
      "a:int2 b:int8 c:float8 d:bool e:numeric f:bytea g:text h:int4[] i:float4 j:date k:jsonb ");
  const Row& row = result.rows.at(0);
  EXPECT_EQ(row[0], Value(std::int64_t{1}));
  EXPECT_EQ(row[1], Value(std::int64_t{2}));
  EXPECT_EQ(row[2], Value(1.5));
  EXPECT_EQ(row[3], Value(true));
  EXPECT_EQ(row[4], Value(std::string("1.50")));
  EXPECT_EQ(row[5], Value(Bytes{std::string("\0\xff", 2)}));
  EXPECT_EQ(row[6], Value(Null{}));
  EXPECT_EQ(row[7], Value(std::string("{1,2}")));
  EXPECT_TRUE(std::isnan(std::get<double>(row[8])));
  EXPECT_EQ(row[9], Value(std::string("2020-01-02")));
  EXPECT_EQ(row[10], Value(std::string("{\"a\": 1}")));
  EXPECT_EQ(result.row_count, 1);
}

TEST_F(PostgresConnectionTest, SendsEveryKindOfParameter) {
  connection_->execute("CREATE TABLE t (i int, f float8, b bool, s text, d bytea, n int)");
  const Row row = {std::int64_t{-5},
                   0.1,
                   true,
                   std::string("a'b\xc3\xa4"),
                   Bytes{std::string("\0x", 2)},
                   Null{}};
  EXPECT_EQ(connection_->execute("INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6)", row).row_count,
            1);
  EXPECT_EQ(connection_->execute("SELECT * FROM t").rows.at(0), row);
}

TEST_F(PostgresConnectionTest, PipelinesAWholeTransaction) {
  connection_->begin();
  for (int i = 0; i < 1000; ++i) {
    connection_->enqueue(
        tagged("CREATE TABLE t" + std::to_string(i) + " (a int)", static_cast<unsigned>(i)));
  }
  connection_->enqueue(tagged("CREATE TABLE m1 (a int); CREATE TABLE m2 (a int)", 1001));
  connection_->commit();
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_EQ(scalar("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"),
            Value(std::int64_t{1002}));
}

TEST_F(PostgresConnectionTest, BlamesTheRightStatementOfAPipeline) {
  for (const std::uint64_t wrong : {0U, 10U, 63U, 64U, 199U}) {
    connection_->begin();
    const Error error = error_of([&] {
      for (std::uint64_t i = 0; i < 200; ++i) {
        connection_->enqueue(
            tagged(i == wrong ? "CREATE TABEL w" : "SELECT " + std::to_string(i), i));
      }
      connection_->commit();
    });
    EXPECT_EQ(connection_->failed_statement(), wrong);
    EXPECT_EQ(error.statement, "CREATE TABEL w");
    EXPECT_EQ(error.server.sqlstate, "42601");
    ASSERT_TRUE(error.statement_place);
    EXPECT_EQ(error.statement_place->column, 8);
    EXPECT_TRUE(connection_->in_transaction());
    connection_->rollback();
    EXPECT_FALSE(connection_->in_transaction());
  }
  EXPECT_EQ(scalar("SELECT 1"), Value(std::int64_t{1}));
}

TEST_F(PostgresConnectionTest, ReportsEveryFieldOfAnError) {
  connection_->execute("CREATE TABLE t (a int PRIMARY KEY)");
  const Error error = error_of([&] { connection_->execute("INSERT INTO t VALUES (1), (1)"); });
  EXPECT_EQ(error.code, ErrorCode::database);
  EXPECT_EQ(describe(error),
            "FAILED: duplicate key value violates unique constraint \"t_pkey\"\n"
            "  statement:\n"
            "    INSERT INTO t VALUES (1), (1)\n"
            "  SQLSTATE: 23505\n"
            "  detail: Key (a)=(1) already exists.\n");
  const Error marked = error_of([&] { connection_->execute("SELECT '\xc3\xa4',\n  nix\nFROM t"); });
  EXPECT_EQ(describe(marked),
            "FAILED: column \"nix\" does not exist\n"
            "  statement:\n"
            "    SELECT '\xc3\xa4',\n"
            "      nix\n"
            "      ^^^\n"
            "    FROM t\n"
            "  SQLSTATE: 42703\n");
}

TEST_F(PostgresConnectionTest, HandsResultsOfQueuedStatementsBackInOrder) {
  connection_->begin();
  std::string seen;
  for (int i = 0; i < 5; ++i) {
    Statement statement = tagged("SELECT $1::int", static_cast<unsigned>(i));
    statement.parameters = {std::int64_t{i}};
    statement.on_result = [&](const Result& result) { seen += to_string(result.rows.at(0).at(0)); };
    connection_->enqueue(statement);
  }
  EXPECT_EQ(scalar("SELECT 5"), Value(std::int64_t{5}));
  EXPECT_EQ(seen, "01234");
  connection_->rollback();
}

TEST_F(PostgresConnectionTest, DoesNotCommitWhatTheCallerRefuses) {
  connection_->execute("CREATE TABLE t (a int)");
  connection_->begin();
  connection_->enqueue(tagged("INSERT INTO t VALUES (1)", 1));
  Statement judged = tagged("UPDATE t SET a = 2 WHERE a = 9", 2);
  judged.on_result = [](const Result& result) {
    if (result.row_count != 1) throw Error(ErrorCode::command, "expected one row");
  };
  connection_->enqueue(judged);
  EXPECT_EQ(error_of([&] { connection_->commit(); }).message, "expected one row");
  EXPECT_EQ(connection_->failed_statement(), 2U);
  connection_->rollback();
  EXPECT_EQ(scalar("SELECT count(*) FROM t"), Value(std::int64_t{0}));
}

TEST_F(PostgresConnectionTest, FollowsTransactionControlInScripts) {
  connection_->begin();
  connection_->enqueue(tagged("CREATE TABLE t (a int)", 1));
  connection_->enqueue(tagged("COMMIT", 2));
  EXPECT_FALSE(connection_->in_transaction());
  connection_->enqueue(tagged("CREATE INDEX CONCURRENTLY i ON t (a)", 3));
  connection_->commit();
  EXPECT_EQ(scalar("SELECT count(*) FROM pg_indexes WHERE indexname = 'i' AND schemaname = "
                   "current_schema()"),
            Value(std::int64_t{1}));
}

TEST_F(PostgresConnectionTest, RunsStatementsThatMustStandAlone) {
  connection_->execute("CREATE TABLE t (a int)");
  Statement statement = tagged("VACUUM t", 1);
  statement.alone = true;
  connection_->enqueue(statement);
  connection_->begin();
  const Error error = error_of([&] { connection_->enqueue(statement); });
  EXPECT_EQ(error.server.sqlstate, "25001");
  connection_->rollback();
}

TEST_F(PostgresConnectionTest, SurvivesErrorsThroughSavepoints) {
  connection_->begin();
  connection_->enqueue(tagged("CREATE TABLE t (a int)", 1));
  connection_->savepoint("s");
  EXPECT_EQ(error_of([&] { connection_->execute("SELECT nix"); }).server.sqlstate, "42703");
  connection_->rollback_to_savepoint("s");
  connection_->release_savepoint("s");
  connection_->commit();
  EXPECT_EQ(scalar("SELECT count(*) FROM t"), Value(std::int64_t{0}));
}

TEST_F(PostgresConnectionTest, SaysSoWhenAFailedTransactionIsCommitted) {
  connection_->begin();
  error_of([&] { connection_->execute("SELECT nix"); });
  const Error error = error_of([&] { connection_->commit(); });
  EXPECT_EQ(error.message, "The transaction had failed and was rolled back instead of committed");
}

TEST_F(PostgresConnectionTest, StreamsRowsAndStaysUsable) {
  SumOfRows sum;
  const Result result =
      connection_->execute_into(tagged("SELECT g FROM generate_series(1, 100000) g", 1), sum);
  EXPECT_EQ(result.row_count, 100000);
  EXPECT_TRUE(result.rows.empty());
  EXPECT_EQ(sum.rows, 100000);
  EXPECT_EQ(sum.sum, std::int64_t{50000} * 100001);
  const Error error = error_of([&] {
    connection_->execute_into(tagged("SELECT 1 / (3 - g) FROM generate_series(1, 5) g", 1), sum);
  });
  EXPECT_EQ(error.server.sqlstate, "22012");
  SumOfRows full;
  full.most = 10;
  EXPECT_EQ(error_of([&] {
              connection_->execute_into(tagged("SELECT g FROM generate_series(1, 5000) g", 1),
                                        full);
            }).message,
            "full");
  EXPECT_EQ(scalar("SELECT 1"), Value(std::int64_t{1}));
}

TEST_F(PostgresConnectionTest, StreamsRowsBehindQueuedStatements) {
  connection_->begin();
  connection_->enqueue(tagged("CREATE TABLE t AS SELECT g FROM generate_series(1, 3000) g", 1));
  connection_->enqueue(tagged("DELETE FROM t WHERE g > 2000", 2));
  SumOfRows sum;
  const Result result = connection_->execute_into(tagged("SELECT g FROM t", 3), sum);
  EXPECT_EQ(result.row_count, 2000);
  EXPECT_EQ(result.columns.at(0).name, "g");
  EXPECT_EQ(sum.starts, 1);
  EXPECT_EQ(sum.rows, 2000);
  connection_->enqueue(tagged("DELETE FROM t WHERE g > 1000", 4));
  EXPECT_EQ(connection_->oldest_queued(), 4U);
  const Error error = error_of(
      [&] { connection_->execute_into(tagged("SELECT 1 / (g - 500) FROM t ORDER BY g", 5), sum); });
  EXPECT_EQ(error.server.sqlstate, "22012");
  EXPECT_EQ(connection_->failed_statement(), 5U);
  connection_->rollback();
  EXPECT_EQ(connection_->oldest_queued(), std::nullopt);
}

TEST_F(PostgresConnectionTest, QueuesAfterRowsThatCameOneByOne) {
  connection_->execute("CREATE TEMP TABLE t (a int)");
  connection_->begin();
  connection_->flush();
  SumOfRows none;
  connection_->execute_into(tagged("SELECT a FROM t", 1), none);
  EXPECT_EQ(none.rows, 0);
  std::vector<Result> answers;
  for (std::uint64_t i = 2; i <= 3; ++i) {
    Statement statement = tagged("INSERT INTO t VALUES (1), (2) RETURNING a", i);
    statement.on_result = [&](const Result& result) { answers.push_back(result); };
    connection_->enqueue(std::move(statement));
  }
  connection_->flush();
  ASSERT_EQ(answers.size(), 2U);
  for (const Result& answer : answers) {
    EXPECT_EQ(answer.row_count, 2);
    EXPECT_EQ(answer.rows.size(), 2U);
  }
  connection_->rollback();
}

TEST_F(PostgresConnectionTest, HoldsBackWhenTooMuchIsUnderWay) {
  connection_->execute("CREATE TEMP TABLE t (a int)");
  connection_->begin();
  int answers = 0;
  for (std::uint64_t i = 1; i <= 10000; ++i) {
    Statement statement = tagged("INSERT INTO t VALUES (1)", i);
    statement.on_result = [&](const Result& result) {
      answers += static_cast<int>(result.row_count);
    };
    connection_->enqueue(std::move(statement));
    EXPECT_LE(i - connection_->oldest_queued().value_or(i), 2048U);
  }
  connection_->flush();
  EXPECT_EQ(answers, 10000);
  connection_->rollback();
}

TEST_F(PostgresConnectionTest, DeliversNotices) {
  connection_->execute("SET client_min_messages = notice");
  std::vector<Notice> notices;
  connection_->on_notice([&](const Notice& notice) { notices.push_back(notice); });
  connection_->begin();
  connection_->enqueue(tagged("DO $$ BEGIN RAISE NOTICE 'hello %', 1 USING HINT = 'h'; END $$", 1));
  connection_->flush();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].severity, "NOTICE");
  EXPECT_EQ(notices[0].message, "hello 1");
  EXPECT_EQ(notices[0].hint, "h");
  connection_->rollback();
}

TEST_F(PostgresConnectionTest, CancelsFromAnotherThread) {
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    connection_->cancel();
  });
  const Error error = error_of([&] { connection_->execute("SELECT pg_sleep(20)"); });
  other.join();
  EXPECT_EQ(error.server.sqlstate, "57014");
}

TEST_F(PostgresConnectionTest, RefusesCopyWithTheClientAndStaysUsable) {
  connection_->execute("CREATE TABLE t (a int)");
  for (const auto* sql :
       {"COPY t FROM STDIN", "COPY (SELECT generate_series(1, 1000)) TO STDOUT"}) {
    EXPECT_EQ(error_of([&] { connection_->execute(sql); }).code, ErrorCode::unsupported);
    EXPECT_EQ(scalar("SELECT 1"), Value(std::int64_t{1}));
  }
}

TEST_F(PostgresConnectionTest, PipelinesMoreThanTheBuffersHold) {
  connection_->begin();
  const std::string big(100000, 'x');
  for (std::uint64_t i = 0; i < 200; ++i) connection_->enqueue(tagged("SELECT '" + big + "'", i));
  connection_->flush();
  connection_->rollback();
}

TEST_F(PostgresConnectionTest, TellsWhenTheBackendIsKilledInAPipeline) {
  const std::string pid = to_string(scalar("SELECT pg_backend_pid()"));
  const auto killer = connect(url_);
  connection_->begin();
  connection_->enqueue(tagged("CREATE TABLE t (a int)", 1));
  connection_->flush();
  killer->execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
  const Error error = error_of([&] {
    for (std::uint64_t i = 0; i < 1000; ++i) connection_->enqueue(tagged("SELECT 1", i));
    connection_->commit();
  });
  EXPECT_EQ(error.code, ErrorCode::connection);
  EXPECT_EQ(error.server.sqlstate, "57P01") << describe(error);
  EXPECT_FALSE(connection_->commit_in_doubt());
  connection_->rollback();
  EXPECT_EQ(error_of([&] { connection_->execute("SELECT 1"); }).code, ErrorCode::connection);
}

TEST_F(PostgresConnectionTest, TellsWhenTheBackendIsKilledInAStatement) {
  const std::string pid = to_string(scalar("SELECT pg_backend_pid()"));
  std::thread other([&] {
    const auto killer = connect(url_);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    killer->execute("SELECT pg_terminate_backend(" + pid + ")");
  });
  connection_->begin();
  connection_->enqueue(tagged("SELECT pg_sleep(20)", 5));
  connection_->enqueue(tagged("SELECT 1", 6));
  const Error error = error_of([&] { connection_->commit(); });
  other.join();
  EXPECT_EQ(error.code, ErrorCode::connection);
  EXPECT_EQ(error.server.sqlstate, "57P01");
  EXPECT_EQ(connection_->failed_statement(), 5U);
  EXPECT_EQ(error.statement, "SELECT pg_sleep(20)");
}

TEST_F(PostgresConnectionTest, SaysWhenNobodyListens) {
  const Error error = error_of([] { connect(parse_url("postgresql://u:hunter2@127.0.0.1:1/d")); });
  EXPECT_EQ(error.code, ErrorCode::connection);
  EXPECT_NE(error.message.find("Cannot connect to postgresql://u:***@127.0.0.1:1/d: "),
            std::string::npos);
  EXPECT_NE(error.message.find("refused"), std::string::npos) << error.message;
  EXPECT_EQ(describe(error).find("hunter2"), std::string::npos);
  EXPECT_FALSE(error.hints.empty());
}

TEST_F(PostgresConnectionTest, KeepsAWrongPasswordToItself) {
  Url url = url_;
  url.username = "nobody_hunter2";
  url.password = Secret("hunter2");
  const Error error = error_of([&] { connect(url); });
  EXPECT_EQ(error.code, ErrorCode::connection);
  EXPECT_EQ(error.message.find(":hunter2"), std::string::npos);
  EXPECT_NE(error.message.find("role \"nobody_***\" does not exist"), std::string::npos)
      << error.message;
}

TEST_F(PostgresConnectionTest, NamesAnUnknownUrlOptionButNotItsValue) {
  Url url = url_;
  url.query.emplace_back("passwrod", "hunter2");
  const Error error = error_of([&] { connect(url); });
  EXPECT_EQ(error.code, ErrorCode::config);
  EXPECT_EQ(describe(error).find("hunter2"), std::string::npos);
}

TEST_F(PostgresConnectionTest, TakesDriverOptionsAndItsOwnName) {
  Url url = url_;
  url.driver = "asyncpg";
  url.query.emplace_back("ssl", "prefer");
  url.query.emplace_back("prepared_statement_cache_size", "0");
  url.query.emplace_back("options", "-c datestyle=german");
  const auto connection = connect(url);
  EXPECT_EQ(connection->execute("SELECT current_setting('application_name'), '2020-01-02'::date")
                .rows.at(0),
            (Row{std::string("retort"), std::string("2020-01-02")}));
  EXPECT_GE(connection->server_version(), (ServerVersion{12}));
}

}  // namespace
}  // namespace retort::database
