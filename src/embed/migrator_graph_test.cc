// .py, .sql and C++ migrations in one graph: branches, labels, dependencies, and where errors
// point.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "embed/migrator_test.h"
#include "retort/migrator.h"

namespace retort {
namespace {

Texts tables(const DatabasePtr& database) {
  Texts out;
  sqlite3_exec(
      database.get(),
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'retort_%' ORDER BY "
      "name",
      [](void* texts, int, char** cells, char**) {
        static_cast<Texts*>(texts)->emplace_back(cells[0]);
        return 0;
      },
      &out, nullptr);
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

/// Of `--option` and `` `retort command` `` a program knows nothing.
void expect_api_words(const MigrationError& error) {
  const std::string text = error.describe();
  EXPECT_EQ(text.find(" --"), text.npos) << text;
  EXPECT_EQ(text.find("`retort "), text.npos) << text;
}

// orders:  a1.py -- a2.sql -- a4 (C++, merges b2)
// reports: b1 (C++, label reports) -- b2.sql, depends on a2
constexpr EmbeddedFile kFiles[] = {
    {"a1_orders.py",
     "'''orders'''\n"
     "from alembic import op\nimport sqlalchemy as sa\n"
     "revision = 'a1'\ndown_revision = None\nbranch_labels = 'orders'\n"
     "def upgrade():\n  op.create_table('orders', sa.Column('id', sa.Integer(), "
     "primary_key=True))\n"
     "def downgrade():\n  op.drop_table('orders')\n"},
    {"a2_lines.sql",
     "-- retort: revises a1\n-- retort: message lines of orders\n"
     "-- retort: upgrade\n"
     "CREATE TABLE lines (id integer PRIMARY KEY, text text DEFAULT ';');\n"
     "CREATE TRIGGER no_empty BEFORE INSERT ON lines WHEN new.text = '' BEGIN\n"
     "  SELECT RAISE(ABORT, 'empty'); END;\n"
     "-- retort: downgrade\nDROP TABLE lines;\n"},
    {"b2_totals.sql",
     "-- retort: revises b1\n-- retort: depends_on a2\n"
     "-- retort: upgrade\nCREATE TABLE totals (id integer);\n"
     "-- retort: downgrade\nDROP TABLE totals;\n"},
};
constexpr EmbeddedDirectory kDirectory{"shop", kFiles, 3};

std::vector<Migration> functions() {
  return {
      {.revision = "b1",
       .branch_labels = {"reports"},
       .upgrade = [](Operations& op) { op.create_table("reports", {Column("id", Integer())}); },
       .downgrade = [](Operations& op) { op.drop_table("reports"); }},
  };
}

MigratorOptions shop(const DatabasePtr& database) {
  return {.sqlite = database.get(), .migrations = functions(), .embedded = {&kDirectory}};
}

TEST(MigratorGraph, RunsSqlPythonAndFunctionsInSeveralBranches) {
  const DatabasePtr database = open_database();
  Migrator migrator(shop(database));
  EXPECT_EQ(migrator.heads(), (Texts{"a2", "b2"}));
  EXPECT_EQ(migrator.upgrade("reports@head").after, (Texts{"b2"}));
  EXPECT_EQ(tables(database), (Texts{"alembic_version", "lines", "orders", "reports", "totals"}));
  EXPECT_EQ(migrator.downgrade("reports@base").after, (Texts{"a2"}));
  EXPECT_EQ(tables(database), (Texts{"alembic_version", "lines", "orders"}));
  EXPECT_EQ(migrator.upgrade("heads").after, (Texts{"b2"}));
  EXPECT_EQ(migrator.downgrade("orders@base").after, (Texts{"b1"}));
  EXPECT_EQ(migrator.downgrade("base").after, Texts{});
}

TEST(MigratorGraph, MergesBranchesOfEachKind) {
  const DatabasePtr database = open_database();
  MigratorOptions options = shop(database);
  options.migrations.push_back({.revision = "a4", .revises = {"a2", "b2"}});
  Migrator migrator(std::move(options));
  EXPECT_EQ(migrator.heads(), Texts{"a4"});
  EXPECT_EQ(migrator.upgrade().after, Texts{"a4"});
  EXPECT_EQ(migrator.downgrade("reports@base").after, (Texts{"a2"}));
}

TEST(MigratorGraph, TellsTheLanguageOfEachRevision) {
  const DatabasePtr database = open_database();
  Migrator migrator(shop(database));
  std::string text;
  for (const RevisionInfo& info : migrator.history()) {
    constexpr const char* kNames[] = {"python", "sql", "c++"};
    text += info.revision + ' ' + kNames[static_cast<int>(info.language)] + '\n';
  }
  EXPECT_EQ(text, "b2 sql\nb1 c++\na2 sql\na1 python\n");
}

TEST(MigratorGraph, AmbiguousTargetsSpeakOfTheApi) {
  const DatabasePtr database = open_database();
  MigratorOptions options = shop(database);
  options.migrations.push_back({.revision = "a3", .revises = {"a2"}});
  Migrator migrator(std::move(options));
  const MigrationError error = error_of([&] { migrator.upgrade("head"); });
  EXPECT_EQ(error.kind(), ErrorKind::command);
  expect_api_words(error);
  EXPECT_EQ(migrator.upgrade("heads").after.size(), 2U);
}

TEST(MigratorGraph, PointsIntoAnEmbeddedSqlFile) {
  constexpr static EmbeddedFile kBroken[] = {
      {"c1_broken.sql",
       "-- retort: upgrade\nCREATE TABLE fine (id integer);\n"
       "UPDATE fine\nSET nothing = 1;\n-- retort: downgrade\n"}};
  constexpr static EmbeddedDirectory kBrokenDirectory{"broken", kBroken, 1};
  const DatabasePtr database = open_database();
  Migrator migrator({.sqlite = database.get(), .embedded = {&kBrokenDirectory}});
  const MigrationError error = error_of([&] { migrator.upgrade(); });
  EXPECT_EQ(error.kind(), ErrorKind::database);
  EXPECT_EQ(error.location(), (Location{"<embedded>/broken/c1_broken.sql", 4, 5}));
  EXPECT_EQ(error.revision(), "c1");
  EXPECT_NE(error.describe().find("    SET nothing = 1;\n        ^^^^^^^\n"), std::string::npos)
      << error.describe();
  EXPECT_EQ(tables(database), Texts{});
}

TEST(MigratorGraph, PointsIntoAnEmbeddedScript) {
  constexpr static EmbeddedFile kBroken[] = {
      {"c1_broken.py",
       "from alembic import op\nfrom app.settings import size\nfrom app.types import GUID\n"
       "import sqlalchemy as sa\nrevision = 'c1'\ndown_revision = None\n"
       "def upgrade():\n"
       "  op.create_table('t', sa.Column('id', GUID()), sa.Column('s', sa.String(size)))\n"}};
  constexpr static EmbeddedDirectory kBrokenDirectory{"broken", kBroken, 1};
  const DatabasePtr database = open_database();
  MigratorOptions options{.sqlite = database.get(), .embedded = {&kBrokenDirectory}};
  const MigrationError type = error_of([&] { Migrator(options).upgrade(); });
  EXPECT_EQ(type.kind(), ErrorKind::unknown_value);
  EXPECT_EQ(type.location().file, "<embedded>/broken/c1_broken.py");
  EXPECT_EQ(type.location().line, 8);
  ASSERT_FALSE(type.hints().empty());
  EXPECT_EQ(type.hints()[0],
            "Name a SQLAlchemy type for it: MigratorOptions::types = {{\"app.types.GUID\", "
            "\"String(36)\"}}.");
  options.types = {{"app.types.GUID", "String(36)"}};
  const MigrationError value = error_of([&] { Migrator(options).upgrade(); });
  ASSERT_FALSE(value.hints().empty());
  EXPECT_EQ(value.hints()[0],
            "Supply it: MigratorOptions::values = {{\"app.settings.size\", \"true\"}}.");
  expect_api_words(value);
  options.values = {{"app.settings.size", "20"}};
  EXPECT_EQ(Migrator(options).upgrade().after, Texts{"c1"});
}

TEST(MigratorGraph, ErrorsOfWrongCallsSpeakOfTheApi) {
  const DatabasePtr database = open_database();
  Migrator migrator(shop(database));
  expect_api_words(error_of([&] { Migrator({}).current(); }));
  expect_api_words(error_of([&] { Migrator({}).sql(); }));
  expect_api_words(error_of([&] { migrator.upgrade("nowhere"); }));
  expect_api_words(error_of([&] { migrator.upgrade("a1:b2"); }));
  expect_api_words(error_of([&] { migrator.downgrade_sql("a1"); }));
  expect_api_words(error_of([&] { migrator.downgrade("+5"); }));
}

TEST(MigratorGraph, RefusesAMigrationThatLeavesATransactionOpen) {
  const DatabasePtr database = open_database();
  MigratorOptions options = shop(database);
  options.migrations.push_back({.revision = "d1",
                                .upgrade =
                                    [](Operations& op) {
                                      op.execute("CREATE TABLE kept (id integer)");
                                      op.execute("BEGIN");
                                      op.execute("CREATE TABLE lost (id integer)");
                                    },
                                .transaction = false});
  Migrator migrator(std::move(options));
  const MigrationError error = error_of([&] { migrator.upgrade("d1"); });
  EXPECT_STREQ(error.what(), "Revision d1 leaves a transaction open");
  EXPECT_TRUE(error.location().file.ends_with("migrator_graph_test.cc")) << error.describe();
  EXPECT_EQ(tables(database), (Texts{"alembic_version", "kept"}));
  EXPECT_EQ(migrator.current(), Texts{});
}

}  // namespace
}  // namespace retort
