#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "database/libpq_library.h"
#include "database/postgres_fixture.h"
#include "retort/migrator.h"

namespace retort {
namespace {

using database::libpq;

struct CloseConnection {
  void operator()(PGconn* connection) const { libpq().PQfinish(connection); }
};
using ConnectionPtr = std::unique_ptr<PGconn, CloseConnection>;

class MigratorOnPostgres : public database::PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (HasFatalFailure()) return;
    own_ = open();
    ask("SET search_path = " + schema_);
  }

  ConnectionPtr open() const {
    const std::string host = url_.query.empty() ? "" : url_.query.front().second;
    const char* const names[] = {"host", "port", "user", "dbname", nullptr};
    const char* const values[] = {host.c_str(), "5432", "postgres", "postgres", nullptr};
    ConnectionPtr connection(libpq().PQconnectdbParams(names, values, 0));
    EXPECT_EQ(libpq().PQstatus(connection.get()), CONNECTION_OK)
        << libpq().PQerrorMessage(connection.get());
    return connection;
  }

  /// The first cell of the answer on the program's own connection; the error's text if it failed.
  std::string ask(const std::string& sql) const {
    PGresult* result = libpq().PQexec(own_.get(), sql.c_str());
    std::string out = libpq().PQresultErrorMessage(result);
    if (libpq().PQntuples(result) > 0) out = libpq().PQgetvalue(result, 0, 0);
    libpq().PQclear(result);
    return out;
  }

  MigratorOptions things() const {
    return {.postgresql = own_.get(),
            .migrations = {{.revision = "a1",
                            .upgrade =
                                [](Operations& op) {
                                  op.create_table(
                                      "thing", {Column("id", Integer()).primary_key(),
                                                Column("at", DateTime())
                                                    .server_default(Sql("'2024-02-03 04:05:06'"))});
                                  op.execute("INSERT INTO thing DEFAULT VALUES");
                                  EXPECT_EQ(op.query("SELECT at FROM thing").scalar().as_text(),
                                            "2024-02-03 04:05:06");
                                },
                            .downgrade = [](Operations& op) { op.drop_table("thing"); }}},
            .version_table_schema = schema_};
  }

  ConnectionPtr own_;
};

TEST_F(MigratorOnPostgres, LeavesTheSessionAsItWas) {
  ask("SET datestyle = 'SQL, DMY'");
  ask("SET search_path = " + schema_);
  libpq().PQsetnonblocking(own_.get(), 1);
  Migrator migrator(things());
  migrator.upgrade();
  EXPECT_EQ(migrator.current(), std::vector<std::string>{"a1"});
  EXPECT_EQ(libpq().PQisnonblocking(own_.get()), 1);
  libpq().PQsetnonblocking(own_.get(), 0);
  EXPECT_EQ(ask("SHOW datestyle"), "SQL, DMY");
  EXPECT_EQ(ask("SHOW client_connection_check_interval"), "0");
  EXPECT_EQ(ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                "AND pid = pg_backend_pid()"),
            "0");
  EXPECT_EQ(libpq().PQtransactionStatus(own_.get()), PQTRANS_IDLE);
  EXPECT_EQ(ask("SELECT at FROM thing"), "03/02/2024 04:05:06");
}

TEST_F(MigratorOnPostgres, TellsWhatTheServerRefusedAndRollsBack) {
  MigratorOptions options = things();
  options.migrations.push_back({.revision = "a2", .revises = {"a1"}, .upgrade = [](Operations& op) {
                                  op.execute("INSERT INTO thing (id) VALUES (1)");
                                  op.drop_column("thing", "at");
                                }});
  Migrator migrator(options);
  try {
    migrator.upgrade();
    FAIL() << "no error";
  } catch (const MigrationError& error) {
    EXPECT_EQ(error.kind(), ErrorKind::database);
    EXPECT_EQ(error.sqlstate(), "23505");
    EXPECT_EQ(error.revision(), "a2");
    EXPECT_EQ(error.statement(), "INSERT INTO thing (id) VALUES (1)");
    EXPECT_TRUE(error.location().file.ends_with("migrator_pgtest.cc")) << error.location().file;
    EXPECT_EQ(error.server_detail(), "Key (id)=(1) already exists.");
  }
  EXPECT_EQ(libpq().PQtransactionStatus(own_.get()), PQTRANS_IDLE);
  EXPECT_EQ(migrator.current(), std::vector<std::string>{});
  EXPECT_EQ(ask("SELECT to_regclass('thing') IS NULL"), "t");
  EXPECT_EQ(ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                "AND pid = pg_backend_pid()"),
            "0");
}

TEST_F(MigratorOnPostgres, ComparesWithTheDesiredTables) {
  MigratorOptions options = things();
  options.desired = [](Operations& op) {
    op.create_table("thing",
                    {Column("id", Integer()).primary_key(),
                     Column("at", DateTime()).server_default(Sql("'2024-02-03 04:05:06'"))});
  };
  Migrator migrator(options);
  migrator.upgrade();
  EXPECT_TRUE(migrator.check().empty());
  ask("CREATE TABLE outdated (id integer)");
  options.desired = [](Operations& op) {
    op.create_table("thing", {Column("id", BigInteger()).primary_key(),
                              Column("at", DateTime()).server_default(Sql("now()")).not_null(),
                              Column("name", String(20)).index()});
  };
  Migrator later(options);
  const std::vector<TableDifference> found = later.check();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].statements, std::vector<std::string>{"DROP TABLE outdated"});
  EXPECT_TRUE(found[0].drops);
  EXPECT_EQ(found[1].statements,
            (std::vector<std::string>{"ALTER TABLE thing ADD COLUMN name VARCHAR(20)",
                                      "ALTER TABLE thing ALTER COLUMN id TYPE BIGINT",
                                      "ALTER TABLE thing ALTER COLUMN at SET NOT NULL",
                                      "ALTER TABLE thing ALTER COLUMN at SET DEFAULT now()",
                                      "CREATE INDEX ix_thing_name ON thing (name)"}));
  EXPECT_FALSE(found[1].drops);
  for (const TableDifference& difference : found) {
    for (const std::string& statement : difference.statements) EXPECT_EQ(ask(statement), "");
  }
  EXPECT_TRUE(later.check().empty());
}

TEST_F(MigratorOnPostgres, RefusesAConnectionWithAnOpenTransaction) {
  ask("BEGIN");
  try {
    Migrator(things()).upgrade();
    FAIL() << "no error";
  } catch (const MigrationError& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
  }
  EXPECT_EQ(libpq().PQtransactionStatus(own_.get()), PQTRANS_INTRANS);
}

TEST_F(MigratorOnPostgres, TakesTurnsWithOthers) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([this] {
      MigratorOptions options = things();
      options.postgresql = nullptr;
      options.url = "postgresql://postgres@/postgres?host=" + url_.query.front().second +
                    "&port=5432&options=-csearch_path%3D" + schema_;
      Migrator(options).upgrade();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Migrator(things()).current(), std::vector<std::string>{"a1"});
  EXPECT_EQ(ask("SELECT count(*) FROM thing"), "1");
}

}  // namespace
}  // namespace retort
