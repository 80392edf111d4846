#include "retort/migrator.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "embed/migrator_test.h"

namespace retort {
namespace {

/// The first column of a query's rows.
Texts ask(const DatabasePtr& database, const std::string& sql) {
  Texts out;
  char* message = nullptr;
  sqlite3_exec(
      database.get(), sql.c_str(),
      [](void* texts, int, char** cells, char**) {
        static_cast<Texts*>(texts)->emplace_back(cells[0] == nullptr ? "NULL" : cells[0]);
        return 0;
      },
      &out, &message);
  if (message != nullptr) out.emplace_back(message);
  sqlite3_free(message);
  return out;
}

template <class Work>
MigrationError error_of(Work work) {
  try {
    work();
  } catch (const MigrationError& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return MigrationError("none");
}

/// A history of one Python file, one C++ migration and one more file, in this order.
constexpr EmbeddedFile kFiles[] = {
    {"a1_people.py",
     "'''people'''\n"
     "from alembic import op\nimport sqlalchemy as sa\n"
     "revision = 'a1'\ndown_revision = None\n"
     "def upgrade():\n"
     "  op.create_table('person', sa.Column('id', sa.Integer(), primary_key=True),\n"
     "                  sa.Column('name', sa.String(50)))\n"
     "  op.execute(\"INSERT INTO person (name) VALUES ('ann'), ('bob')\")\n"
     "def downgrade():\n  op.drop_table('person')\n"},
    {"a3_index.py",
     "'''an index'''\n"
     "from alembic import op\n"
     "revision = 'a3'\ndown_revision = 'a2'\n"
     "def upgrade():\n  print('indexing')\n  op.create_index('ix_upper', 'person', ['shout'])\n"
     "def downgrade():\n  op.drop_index('ix_upper')\n"},
};
constexpr EmbeddedDirectory kDirectory{"people", kFiles, 2};

Migration shouting_names() {
  return {
      .revision = "a2",
      .revises = {"a1"},
      .message = "shouting names",
      .upgrade =
          [](Operations& op) {
            op.add_column("person", Column("shout", String(50)));
            for (const Row& row : op.query("SELECT id, name FROM person ORDER BY id").all()) {
              op.execute(Sql("UPDATE person SET shout = :shout WHERE id = :id")
                             .bind("shout", row["name"].as_text() + "!")
                             .bind("id", row["id"]));
            }
          },
      .downgrade = [](Operations& op) { op.drop_column("person", "shout"); },
  };
}

MigratorOptions people(const DatabasePtr& database) {
  return {.sqlite = database.get(), .migrations = {shouting_names()}, .embedded = {&kDirectory}};
}

TEST(Migrator, RunsFilesAndFunctionsInOneHistory) {
  const DatabasePtr database = open_database();
  Migrator migrator(people(database));
  EXPECT_EQ(migrator.heads(), Texts{"a3"});
  EXPECT_EQ(migrator.current(), Texts{});
  EXPECT_EQ(migrator.pending().size(), 3U);

  const RunResult result = migrator.upgrade();
  EXPECT_EQ(result.before, Texts{});
  EXPECT_EQ(result.after, Texts{"a3"});
  ASSERT_EQ(result.steps.size(), 3U);
  EXPECT_EQ(result.steps[1], (PlannedStep{PlannedStep::Kind::upgrade, "a2", {"a1"}, {"a2"}}));
  EXPECT_EQ(ask(database, "SELECT shout FROM person ORDER BY id"), (Texts{"ann!", "bob!"}));
  EXPECT_EQ(migrator.current(), Texts{"a3"});

  EXPECT_TRUE(migrator.upgrade().steps.empty());
  EXPECT_EQ(migrator.downgrade("a1").after, Texts{"a1"});
  EXPECT_EQ(ask(database, "SELECT name FROM pragma_table_info('person')"), (Texts{"id", "name"}));
  EXPECT_EQ(migrator.downgrade("base").after, Texts{});
  EXPECT_EQ(ask(database, "SELECT name FROM sqlite_schema WHERE name = 'person'"), Texts{});
}

TEST(Migrator, TellsItsHistory) {
  Migrator migrator({.migrations = {shouting_names()}, .embedded = {&kDirectory}});
  const std::vector<RevisionInfo> history = migrator.history();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[0].revision, "a3");
  EXPECT_EQ(history[0].path, "<embedded>/people/a3_index.py");
  EXPECT_TRUE(history[0].head);
  EXPECT_EQ(history[1].message, "shouting names");
  EXPECT_EQ(history[1].revises, Texts{"a1"});
  EXPECT_TRUE(history[1].path.ends_with("migrator_test.cc")) << history[1].path;
}

TEST(Migrator, PlansWithoutRunning) {
  const DatabasePtr database = open_database();
  Migrator migrator(people(database));
  EXPECT_EQ(migrator.plan_upgrade("+2").after, Texts{"a2"});
  migrator.upgrade("a2");
  EXPECT_EQ(migrator.plan_downgrade("-1").after, Texts{"a1"});
  EXPECT_EQ(migrator.pending().front().revision, "a3");
  EXPECT_EQ(migrator.current(), Texts{"a2"});
  EXPECT_EQ(migrator.stamp("a1").after, Texts{"a1"});
  EXPECT_EQ(migrator.stamp("base", true).after, Texts{});
}

TEST(Migrator, TellsEvents) {
  const DatabasePtr database = open_database();
  MigratorOptions options = people(database);
  Texts told;
  options.on_event = [&](const Event& event) {
    if (event.kind == Event::Kind::output) told.push_back("output " + std::string(event.text));
    if (event.kind == Event::Kind::step_begin) {
      told.push_back(std::to_string(event.number) + "/" + std::to_string(event.total) + " " +
                     std::string(event.revision) + " " + std::string(event.text));
    }
  };
  Migrator(options).upgrade();
  EXPECT_EQ(told, (Texts{"1/3 a1 people", "2/3 a2 shouting names", "3/3 a3 an index",
                         "output indexing\n"}));
}

TEST(Migrator, TellsOfEachStatementAndOfTheRun) {
  const DatabasePtr database = open_database();
  Texts told;
  MigratorOptions options{.sqlite = database.get()};
  options.migrations.push_back({
      .revision = "a1",
      .upgrade =
          [](Operations& op) {
            op.execute("CREATE TABLE t (a INTEGER)");
            op.execute("INSERT INTO t VALUES (1), (2)");
            op.execute("INSERT INTO nowhere VALUES (1)");
          },
  });
  options.on_event = [&](const Event& event) {
    using Kind = Event::Kind;
    const std::string what = std::string(event.revision) + " " + std::to_string(event.number) + " ";
    const std::string end = std::string(event.outcome) + " " + std::string(event.text);
    if (event.kind == Kind::run_begin) told.push_back("run " + std::string(event.text));
    if (event.kind == Kind::run_end) told.push_back("run " + end);
    if (event.kind == Kind::step_end) told.push_back("step " + what + std::string(event.outcome));
    if (event.kind == Kind::statement_end && !event.revision.empty()) {
      const std::string rows = event.rows ? std::to_string(*event.rows) : "?";
      told.push_back(what + std::string(event.statement) + ": " + rows + " " + end);
      EXPECT_GE(event.duration.count(), 0);
    }
  };
  error_of([&] { Migrator(options).upgrade(); });
  EXPECT_EQ(told, (Texts{"run upgrade head", "a1 1 CREATE TABLE t (a INTEGER): ? done ",
                         "a1 2 INSERT INTO t VALUES (1), (2): 2 done ",
                         "a1 3 INSERT INTO nowhere VALUES (1): ? failed no such table: nowhere",
                         "step a1 1 failed", "run failed no such table: nowhere"}));
}

TEST(Migrator, TellsWhereTheDatabaseStands) {
  const DatabasePtr database = open_database();
  Migrator migrator(people(database));
  EXPECT_EQ(migrator.status().state, DatabaseStatus::State::empty);
  migrator.upgrade("a2");
  const DatabaseStatus behind = migrator.status();
  EXPECT_EQ(name_of(behind.state), "behind");
  EXPECT_EQ(behind.rows, Texts{"a2"});
  EXPECT_EQ(behind.pending, Texts{"a3"});
  EXPECT_NE(behind.explanation.find("1 revision is pending"), std::string::npos);
  migrator.upgrade();
  EXPECT_EQ(migrator.status().state, DatabaseStatus::State::at_head);
  EXPECT_TRUE(migrator.resume().steps.empty());
}

TEST(Migrator, RollsAnInterruptedStepBack) {
  const DatabasePtr database = open_database();
  MigratorOptions options;
  options.sqlite = database.get();
  options.transaction_mode = TransactionMode::none;
  options.migrations.push_back({
      .revision = "a1",
      .upgrade =
          [](Operations& op) {
            op.create_table("t", {Column("a", Integer())});
            op.execute("INSERT INTO nowhere VALUES (1)");
          },
  });
  Migrator migrator(options);
  error_of([&] { migrator.upgrade(); });
  EXPECT_EQ(migrator.status().state, DatabaseStatus::State::dirty);
  EXPECT_EQ(migrator.status().interrupted, "a1");
  EXPECT_TRUE(migrator.rollback().steps.empty());
  EXPECT_EQ(migrator.status().interrupted, "");
  EXPECT_EQ(ask(database, "SELECT name FROM sqlite_master WHERE name = 't'"), Texts{});
  EXPECT_TRUE(migrator.rollback().steps.empty());
}

TEST(Migrator, LeavesNoJournalWhereNoneIsWanted) {
  const DatabasePtr database = open_database();
  MigratorOptions options = people(database);
  options.journal = false;
  options.transaction_mode = TransactionMode::none;
  options.table_lock_timeout = std::chrono::seconds(1);
  options.statement_timeout = std::chrono::seconds(10);
  options.retries = 2;
  Migrator(options).upgrade();
  EXPECT_EQ(ask(database, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'retort%'"),
            Texts{"0"});
}

TEST(Migrator, RollsBackAllWhenAMigrationThrows) {
  const DatabasePtr database = open_database();
  MigratorOptions options = people(database);
  options.migrations.push_back({
      .revision = "a4",
      .revises = {"a3"},
      .upgrade =
          [](Operations& op) {
            op.execute("DELETE FROM person");
            throw std::runtime_error("the disk is made of cheese");
          },
  });
  const MigrationError error = error_of([&] { Migrator(options).upgrade(); });
  EXPECT_EQ(error.kind(), ErrorKind::script);
  EXPECT_EQ(error.revision(), "a4");
  EXPECT_STREQ(error.what(), "The migration threw: the disk is made of cheese");
  EXPECT_EQ(ask(database, "SELECT name FROM sqlite_schema"), Texts{});
  EXPECT_NE(sqlite3_get_autocommit(database.get()), 0);
}

TEST(Migrator, KeepsStepsBeforeAFailureIfAsked) {
  const DatabasePtr database = open_database();
  MigratorOptions options = people(database);
  options.transaction_mode = TransactionMode::per_migration;
  options.migrations.push_back({
      .revision = "a4",
      .revises = {"a3"},
      .upgrade = [](Operations& op) { op.execute("INSERT INTO nowhere VALUES (1)"); },
  });
  Migrator migrator(options);
  const MigrationError error = error_of([&] { migrator.upgrade(); });
  EXPECT_EQ(error.kind(), ErrorKind::database);
  EXPECT_STREQ(error.what(), "no such table: nowhere");
  EXPECT_EQ(error.statement(), "INSERT INTO nowhere VALUES (1)");
  EXPECT_EQ(error.revision(), "a4");
  EXPECT_GT(error.location().line, 0);
  EXPECT_NE(error.describe().find("FAILED: no such table: nowhere\n"), std::string::npos);
  EXPECT_EQ(migrator.current(), Texts{"a3"});
}

TEST(Migrator, LetsAMigrationCatchAnErrorOfItsOwn) {
  const DatabasePtr database = open_database();
  Migrator migrator(
      {.sqlite = database.get(), .migrations = {{.revision = "b1", .upgrade = [](Operations& op) {
                                                   try {
                                                     op.query("SELECT * FROM missing");
                                                   } catch (const MigrationError&) {
                                                     op.execute("CREATE TABLE found (x)");
                                                   }
                                                   EXPECT_TRUE(op.has_table("found"));
                                                   EXPECT_EQ(op.column_names("found"), Texts{"x"});
                                                 }}}});
  migrator.upgrade();
  EXPECT_EQ(migrator.current(), Texts{"b1"});
}

TEST(Migrator, RefusesADowngradeThatIsNotThere) {
  const DatabasePtr database = open_database();
  Migrator migrator({.sqlite = database.get(),
                     .migrations = {{.revision = "b1",
                                     .upgrade = [](Operations& op) { op.execute("SELECT 1"); }}}});
  migrator.upgrade();
  const MigrationError error = error_of([&] { migrator.downgrade("base"); });
  EXPECT_EQ(error.kind(), ErrorKind::command);
  EXPECT_STREQ(error.what(), "Revision b1 cannot be taken back: it has no downgrade");
}

TEST(Migrator, MergesBranches) {
  const DatabasePtr database = open_database();
  Migrator migrator({
      .sqlite = database.get(),
      .migrations = {{.revision = "base1", .branch_labels = {"main"}},
                     {.revision = "left1", .revises = {"base1"}},
                     {.revision = "right", .revises = {"base1"}, .depends_on = {"left1"}},
                     {.revision = "merge", .revises = {"left1", "right"}}},
  });
  EXPECT_EQ(migrator.upgrade("main@head").after, Texts{"merge"});
  EXPECT_EQ(migrator.downgrade("base").after, Texts{});
}

TEST(Migrator, RefusesAnIdThatIsDeclaredTwice) {
  MigratorOptions options{.migrations = {shouting_names()}, .embedded = {&kDirectory}};
  options.migrations.push_back({.revision = "a3", .revises = {"a1"}});
  const MigrationError error = error_of([&] { Migrator(options).heads(); });
  EXPECT_EQ(error.kind(), ErrorKind::graph);
  EXPECT_TRUE(
      std::string(error.what())
          .starts_with("Revision a3 is declared twice: in <embedded>/people/a3_index.py and in "))
      << error.what();
}

TEST(Migrator, RefusesOptionsThatDoNotFit) {
  const DatabasePtr database = open_database();
  EXPECT_EQ(error_of([&] { Migrator({.url = "sqlite://", .sqlite = database.get()}); }).kind(),
            ErrorKind::usage);
  EXPECT_EQ(error_of([&] { Migrator({.embedded = {&kDirectory}}).upgrade(); }).kind(),
            ErrorKind::usage);
  EXPECT_EQ(error_of([&] {
              Migrator({.embedded = {&kDirectory, &kDirectory}});
            }).kind(),
            ErrorKind::usage);
  EXPECT_EQ(error_of([&] { Migrator({.directories = {"/no/such/place"}}); }).kind(), ErrorKind::io);
  EXPECT_EQ(error_of([&] { Migrator({.migrations = {{.revision = ""}}}); }).kind(),
            ErrorKind::graph);
}

TEST(Migrator, RefusesADatabaseWithAnOpenTransaction) {
  const DatabasePtr database = open_database();
  ask(database, "BEGIN");
  const MigrationError error = error_of([&] { Migrator(people(database)).upgrade(); });
  EXPECT_EQ(error.kind(), ErrorKind::usage);
}

TEST(Migrator, LeavesSignalsAlone) {
  const DatabasePtr database = open_database();
  sigset_t before, during, after;
  pthread_sigmask(SIG_BLOCK, nullptr, &before);
  Migrator(
      {.sqlite = database.get(),
       .migrations = {{.revision = "b1",
                       .upgrade =
                           [&](Operations&) { pthread_sigmask(SIG_BLOCK, nullptr, &during); }}}})
      .upgrade();
  pthread_sigmask(SIG_BLOCK, nullptr, &after);
  for (const int number : {SIGINT, SIGTERM, SIGUSR1}) {
    EXPECT_EQ(sigismember(&during, number), sigismember(&before, number));
    EXPECT_EQ(sigismember(&after, number), sigismember(&before, number));
  }
}

TEST(Migrator, WorksOnSeveralThreadsAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int round = 0; round < 5; ++round) {
        const DatabasePtr database = open_database();
        Migrator migrator(people(database));
        migrator.upgrade();
        EXPECT_EQ(migrator.current(), Texts{"a3"});
        migrator.downgrade("base");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Migrator, WaitsForAnotherRunOnTheSameFile) {
  const std::string name = testing::TempDir() + "retort_migrator_test.db";
  std::remove(name.c_str());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&name, i] {
      const DatabasePtr own = open_database(name.c_str());
      MigratorOptions options = people(own);
      if (i % 2 == 0) {
        options.sqlite = nullptr;
        options.url = "sqlite:///" + name;
      }
      Migrator migrator(options);
      migrator.upgrade();
      EXPECT_EQ(migrator.current(), Texts{"a3"});
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::remove(name.c_str());
}

TEST(Migrator, GivesUpWaitingInTime) {
  const std::string name = testing::TempDir() + "retort_migrator_locked.db";
  std::remove(name.c_str());
  const DatabasePtr other = open_database(name.c_str());
  ask(other, "BEGIN IMMEDIATE");
  const DatabasePtr own = open_database(name.c_str());
  MigratorOptions options = people(own);
  options.lock_timeout = std::chrono::milliseconds(50);
  EXPECT_EQ(error_of([&] { Migrator(options).upgrade(); }).kind(), ErrorKind::locked);
  std::remove(name.c_str());
}

TEST(Migrator, WritesSqlBothWays) {
  Migrator migrator(
      {.migrations = {{.revision = "b1",
                       .upgrade = [](Operations& op) { op.execute("CREATE TABLE x (y INT)"); },
                       .downgrade = [](Operations& op) { op.drop_table("x"); }}},
       .dialect = "postgresql"});
  EXPECT_EQ(migrator.sql("b1"),
            "BEGIN;\n\n"
            "CREATE TABLE alembic_version (\n"
            "    version_num VARCHAR(32) NOT NULL, \n"
            "    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n"
            ");\n\n"
            "-- Running upgrade  -> b1\n\n"
            "CREATE TABLE x (y INT);\n\n"
            "INSERT INTO alembic_version (version_num) VALUES ('b1') RETURNING "
            "alembic_version.version_num;\n\n"
            "COMMIT;\n\n");
  EXPECT_NE(migrator.downgrade_sql("b1:base").find("DROP TABLE x;\n"), std::string::npos);
}

TEST(Migrator, RunsAMigrationOutsideOfATransaction) {
  const DatabasePtr database = open_database();
  bool in_transaction = true;
  Migrator({.sqlite = database.get(),
            .migrations = {{.revision = "b1",
                            .upgrade =
                                [&](Operations& op) {
                                  in_transaction = sqlite3_get_autocommit(database.get()) == 0;
                                  op.execute("VACUUM");
                                },
                            .transaction = false}}})
      .upgrade();
  EXPECT_FALSE(in_transaction);
  EXPECT_EQ(ask(database, "SELECT version_num FROM alembic_version"), Texts{"b1"});
}

TEST(Values, ConvertAndRefuse) {
  EXPECT_EQ(Value(7).as_text(), "7");
  EXPECT_EQ(Value("12").as_integer(), 12);
  EXPECT_EQ(Value(2.5).as_real(), 2.5);
  EXPECT_TRUE(Value(true).as_bool());
  EXPECT_TRUE(Value(nullptr).is_null());
  EXPECT_EQ(error_of([] { (void)Value("x").as_integer(); }).kind(), ErrorKind::script);
  EXPECT_EQ(error_of([] { (void)Value().as_integer(); }).kind(), ErrorKind::script);
}

}  // namespace
}  // namespace retort
