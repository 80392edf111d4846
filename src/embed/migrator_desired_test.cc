// Migrator::differences() and check().
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "embed/migrator_test.h"
#include "retort/migrator.h"

namespace retort {
namespace {

void run(const DatabasePtr& database, const std::string& sql) {
  char* message = nullptr;
  sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, &message);
  EXPECT_EQ(message, nullptr) << message << "\n" << sql;
  sqlite3_free(message);
}

void make_author(Operations& op) {
  op.create_table("author", {Column("id", Integer()).primary_key(),
                             Column("name", String(80)).not_null().unique(),
                             Column("active", Boolean()).server_default(Sql("1")).not_null()});
}

void make_book(Operations& op) {
  op.create_table("book", {Column("id", Integer()).primary_key(),
                           Column("title", Text()).server_default("untitled"),
                           Column("author_id", Integer()).references("author", "id").index(),
                           Check{Sql("title <> ''"), {.name = "ck_title"}}});
  op.create_index("ix_title", "book", {"title"});
}

MigratorOptions library(const DatabasePtr& database) {
  return {
      .sqlite = database.get(),
      .migrations = {{.revision = "a1", .upgrade = make_author},
                     {.revision = "b2", .revises = {"a1"}, .upgrade = make_book}},
      .desired =
          [](Operations& op) {
            make_author(op);
            make_book(op);
          },
  };
}

template <class Work>
std::string error_of(Work work) {
  try {
    work();
  } catch (const MigrationError& error) {
    return error.describe();
  }
  return "no error";
}

TEST(DesiredTables, AreWhatTheMigrationsLeadTo) {
  const DatabasePtr database = open_database();
  Migrator migrator(library(database));
  migrator.upgrade();
  EXPECT_TRUE(migrator.check().empty());
  EXPECT_TRUE(migrator.differences().empty());
}

TEST(DesiredTables, NeedNoMigrations) {
  const DatabasePtr database = open_database();
  MigratorOptions options = library(database);
  options.migrations.clear();
  Migrator migrator(options);
  const std::vector<TableDifference> found = migrator.differences();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].table, "author");
  EXPECT_EQ(found[1].table, "book");
  EXPECT_EQ(found[2].changes.size(), 2U);  // Its indexes.
  for (const TableDifference& difference : found) {
    EXPECT_FALSE(difference.drops);
    for (const std::string& statement : difference.statements) run(database, statement);
  }
  EXPECT_TRUE(migrator.differences().empty());
  EXPECT_TRUE(migrator.check().empty());
}

TEST(DesiredTables, DifferFromADatabaseByWhatIsNewOtherAndGone) {
  const DatabasePtr database = open_database();
  MigratorOptions options = library(database);
  Migrator(options).upgrade();
  run(database, "CREATE TABLE old (id INTEGER PRIMARY KEY)");
  options.desired = [](Operations& op) {
    op.create_table("author",
                    {Column("id", Integer()).primary_key(),
                     Column("name", String(80)).nullable(true).unique(), Column("born", Date())});
    make_book(op);
  };
  Migrator migrator(options);
  const std::vector<TableDifference> found = migrator.check();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].table, "old");
  EXPECT_TRUE(found[0].drops);
  EXPECT_EQ(found[0].statements, Texts{"DROP TABLE old"});
  EXPECT_EQ(found[1].table, "author");
  EXPECT_TRUE(found[1].drops);  // `active` goes.
  EXPECT_EQ(found[1].changes.size(), 3U);
  for (const TableDifference& difference : found) {
    for (const std::string& statement : difference.statements) run(database, statement);
  }
  EXPECT_TRUE(migrator.check().empty());
}

TEST(DesiredTables, TellWhatCannotBe) {
  const DatabasePtr database = open_database();
  MigratorOptions options = library(database);
  EXPECT_NE(error_of([&] { Migrator(options).check(); }).find("Call upgrade(\"heads\") first"),
            std::string::npos);
  options.desired = [](Operations& op) { op.execute("SELECT 1"); };
  EXPECT_NE(error_of([&] {
              Migrator(options).differences();
            }).find("MigratorOptions::desired describes tables, and nothing else"),
            std::string::npos);
  options.desired = [](Operations& op) { op.create_index("ix", "nowhere", {"id"}); };
  EXPECT_NE(error_of([&] {
              Migrator(options).differences();
            }).find("MigratorOptions::desired has no table nowhere before this"),
            std::string::npos);
  options.desired = nullptr;
  EXPECT_NE(error_of([&] {
              Migrator(options).differences();
            }).find("MigratorOptions name no desired tables"),
            std::string::npos);
}

}  // namespace
}  // namespace retort
