#include "inspect/sqlite_catalog.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "inspect/catalog.h"
#include "inspect/catalog_dump.h"
#include "inspect/sqlite_ddl.h"
#include "inspect/sqlite_types.h"

namespace retort::inspect {
namespace {

class SqliteCatalogTest : public testing::Test {
 protected:
  SqliteCatalogTest()
      : connection_(database::connect(database::parse_url("sqlite://"))),
        catalog_(open_catalog(*connection_)) {}
  void run(const char* sql) { connection_->execute(sql); }

  std::unique_ptr<database::Connection> connection_;
  std::unique_ptr<schema::Catalog> catalog_;
};

TEST_F(SqliteCatalogTest, ReadsEveryKindOfConstraint) {
  run(R"(CREATE TABLE parent (id INTEGER PRIMARY KEY, "a b" TEXT);
CREATE TABLE t (
    id INTEGER NOT NULL, -- a comment, with (parentheses
    code VARCHAR(10) DEFAULT 'x,(y' UNIQUE,
    amount DECIMAL(10, 2) CONSTRAINT positive CHECK (amount > 0),
    parent_id INTEGER REFERENCES parent ON DELETE CASCADE,
    other INTEGER,
    twice INTEGER GENERATED ALWAYS AS (other * 2) STORED,
    note TEXT CHECK (note <> ')'),
    CONSTRAINT pk_t PRIMARY KEY (id),
    CONSTRAINT "uq t" UNIQUE (code, other),
    UNIQUE (note),
    CHECK (other in (1, 2)),
    CONSTRAINT fk_o FOREIGN KEY(other) REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(note) REFERENCES parent ("a b")
);
CREATE UNIQUE INDEX ix_b ON t (code) WHERE code <> ') where';
CREATE INDEX ix_a ON t (other, note);
CREATE INDEX ix_e ON t (lower(note)))");
  EXPECT_EQ(
      dump_table(*catalog_, "", "t"),
      "column id: type " + std::to_string(static_cast<int>(schema::TypeKind::INTEGER)) +
          ", not null\n" + "column code: type " +
          std::to_string(static_cast<int>(schema::TypeKind::VARCHAR)) +
          " length=10, default 'x,(y'\n" + "column amount: type " +
          std::to_string(static_cast<int>(schema::TypeKind::DECIMAL)) + " precision=10 scale=2\n" +
          "column parent_id: type " + std::to_string(static_cast<int>(schema::TypeKind::INTEGER)) +
          "\n" + "column other: type " +
          std::to_string(static_cast<int>(schema::TypeKind::INTEGER)) + "\n" +
          "column twice: type " + std::to_string(static_cast<int>(schema::TypeKind::INTEGER)) +
          ", computed other * 2 stored\n" + "column note: type " +
          std::to_string(static_cast<int>(schema::TypeKind::TEXT)) + "\n" +
          "primary key pk_t(id)\n"
          "foreign key fk_o(other) -> parent(id) onupdate=CASCADE ondelete=SET NULL deferrable "
          "initially=DEFERRED\n"
          "foreign key -(note) -> parent(a b)\n"
          "foreign key -(parent_id) -> parent(id)\n"
          "unique uq t(code,other)\n"
          "unique -(note)\n"
          "unique -(code)\n"
          "check positive [amount > 0]\n"
          "check - [note <> ')']\n"
          "check - [other in (1, 2)]\n"
          "index ix_a(other,note)\n"
          "index ix_b(code) unique sqlite_where=code <> ') where'\n");
}

TEST_F(SqliteCatalogTest, ListsNames) {
  run("CREATE TABLE b (x); CREATE TABLE a (x INTEGER PRIMARY KEY AUTOINCREMENT); CREATE VIEW v AS "
      "SELECT 1 AS one;"
      "CREATE TEMP TABLE tt (x)");
  EXPECT_EQ(catalog_->table_names(""), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(catalog_->view_names(""), (std::vector<std::string>{"v"}));
  EXPECT_EQ(catalog_->schema_names(), (std::vector<std::string>{"main"}));
  for (const auto* name : {"a", "v", "tt"}) EXPECT_TRUE(catalog_->has_table("", name)) << name;
  EXPECT_FALSE(catalog_->has_table("", "nix"));
  EXPECT_FALSE(catalog_->has_table("nix", "a"));
  EXPECT_EQ(catalog_->columns("", "v").at(0).column.name, "one");
}

TEST_F(SqliteCatalogTest, NamesAMissingTable) {
  const auto check = [&](auto action) {
    try {
      action();
      ADD_FAILURE() << "no error";
    } catch (const Error& error) {
      EXPECT_EQ(error.message, "No such table: nix");
      EXPECT_EQ(error.code, ErrorCode::command);
    }
  };
  check([&] { catalog_->columns("", "nix"); });
  check([&] { catalog_->primary_key("", "nix"); });
  check([&] { catalog_->foreign_keys("", "nix"); });
  check([&] { catalog_->unique_constraints("", "nix"); });
  check([&] { catalog_->check_constraints("", "nix"); });
  check([&] { catalog_->indexes("", "nix"); });
  check([&] { catalog_->table("", "nix"); });
}

TEST_F(SqliteCatalogTest, MarksTheColumnsOfThePrimaryKeyInItsOrder) {
  run("CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (c, a))");
  const schema::Table table = catalog_->table("", "t");
  EXPECT_TRUE(table.columns.at(0).primary_key);
  EXPECT_FALSE(table.columns.at(1).primary_key);
  const auto& key = std::get<schema::PrimaryKeyConstraint>(table.constraints.at(0));
  EXPECT_EQ(key.columns, (std::vector<std::string>{"c", "a"}));
}

TEST(SqliteTypes, FollowTheDeclaredNameThenTheAffinity) {
  const auto kind = [](std::string_view declared) { return sqlite_type(declared).kind; };
  EXPECT_EQ(kind("bigint"), schema::TypeKind::BIGINT);
  EXPECT_EQ(kind("TINYINT(1)"), schema::TypeKind::INTEGER);
  EXPECT_EQ(kind("LONG VARCHAR"), schema::TypeKind::TEXT);
  EXPECT_EQ(kind(""), schema::TypeKind::Null);
  EXPECT_EQ(kind("DOUBLE PRECISION"), schema::TypeKind::REAL);
  EXPECT_EQ(kind("MONEY"), schema::TypeKind::NUMERIC);
  EXPECT_EQ(sqlite_type("VARCHAR(30)").length, 30);
  EXPECT_EQ(sqlite_type("NUMERIC(8)").scale, std::nullopt);
}

TEST(SqliteDdl, SurvivesOddText) {
  for (const auto* sql :
       {"", "(", "CREATE TABLE", "CREATE TABLE t (", "CREATE TABLE t (a CHECK",
        "CREATE TABLE t (,)", "CREATE TABLE t (a, FOREIGN KEY", "CREATE TABLE t ('",
        "CREATE TABLE t (CONSTRAINT", "CREATE TABLE t (FOREIGN KEY (a) REFERENCES b ON",
        "CREATE TABLE t AS SELECT 1"}) {
    EXPECT_TRUE(read_table_ddl(sql).uniques.empty()) << sql;
  }
}

}  // namespace
}  // namespace retort::inspect
