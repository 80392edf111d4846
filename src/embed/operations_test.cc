// The SQL of a C++ migration is that of the Python script that says the same.
#include <gtest/gtest.h>

#include <string>

#include "retort/retort.h"

namespace retort {
namespace {

/// The offline SQL of a migration with this upgrade function.
std::string sql_of(std::function<void(Operations&)> upgrade, const std::string& dialect) {
  Migrator migrator({
      .migrations = {{.revision = "a1", .upgrade = std::move(upgrade)}},
      .dialect = dialect,
  });
  return migrator.sql();
}

/// The offline SQL of a script whose upgrade() has this body, indented by two blanks.
std::string sql_of_script(const std::string& body, const std::string& dialect) {
  const std::string script =
      "import sqlalchemy as sa\n"
      "from alembic import op\n"
      "from sqlalchemy.dialects import mysql, postgresql\n"
      "revision = 'a1'\n"
      "down_revision = None\n"
      "def upgrade():\n" +
      body;
  const EmbeddedFile files[] = {{"a1.py", script}};
  const EmbeddedDirectory directory{"scripts", files, 1};
  Migrator migrator({.embedded = {&directory}, .dialect = dialect});
  return migrator.sql();
}

void expect_same(const std::function<void(Operations&)>& upgrade, const std::string& body,
                 std::initializer_list<const char*> dialects = {"postgresql", "sqlite"}) {
  for (const char* dialect : dialects) {
    SCOPED_TRACE(dialect);
    try {
      EXPECT_EQ(sql_of(upgrade, dialect), sql_of_script(body, dialect));
    } catch (const MigrationError& error) {
      ADD_FAILURE() << error.describe();
    }
  }
}

TEST(OperationsSql, OfTablesWithEveryKindOfColumnIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        op.create_table(
            "account",
            {
                Column("id", Integer()).primary_key(),
                Column("name", String(80)).not_null().unique(),
                Column("email", Unicode(120)).index(),
                Column("notes", Text()),
                Column("age", SmallInteger()).check(Sql("age > 0")),
                Column("total", BigInteger()).server_default("0"),
                Column("price", Numeric(10, 2)).server_default(Sql("1.5")),
                Column("ratio", Float()),
                Column("exact", Double()),
                Column("active", Boolean()).not_null().server_default(Sql("true")),
                Column("born", Date()),
                Column("seen", DateTime({.timezone = true})),
                Column("at", Time()),
                Column("data", LargeBinary()),
                Column("key", Uuid()),
                Column("extra", JSON()),
                Column("mood", Enum({"sad", "ok"}, {.name = "mood"})),
                Column("code", Char(3)),
                Column("region", SqlType("VARCHAR(9)")).comment("where it is"),
                Column("parent", Integer()).references("account", "id", {.on_delete = "CASCADE"}),
                Unique{{"name", "email"}, {.name = "uq_account_name"}},
                Check{Sql("price >= 0"), {.name = "ck_price"}},
                ForeignKey{{"region", "code"},
                           "place",
                           {"region", "code"},
                           {.name = "fk_place", .referred_schema = "world"}},
            },
            {.schema = "app", .comment = "people"});
      },
      R"py(
  op.create_table("account",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False, unique=True),
    sa.Column("email", sa.Unicode(120), index=True),
    sa.Column("notes", sa.Text()),
    sa.Column("age", sa.SmallInteger(), sa.CheckConstraint("age > 0")),
    sa.Column("total", sa.BigInteger(), server_default="0"),
    sa.Column("price", sa.Numeric(10, 2), server_default=sa.text("1.5")),
    sa.Column("ratio", sa.Float()),
    sa.Column("exact", sa.Double()),
    sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.text("true")),
    sa.Column("born", sa.Date()),
    sa.Column("seen", sa.DateTime(timezone=True)),
    sa.Column("at", sa.Time()),
    sa.Column("data", sa.LargeBinary()),
    sa.Column("key", sa.Uuid()),
    sa.Column("extra", sa.JSON()),
    sa.Column("mood", sa.Enum("sad", "ok", name="mood")),
    sa.Column("code", sa.CHAR(3)),
    sa.Column("region", sa.VARCHAR(9), comment="where it is"),
    sa.Column("parent", sa.Integer(), sa.ForeignKey("account.id", ondelete="CASCADE")),
    sa.UniqueConstraint("name", "email", name="uq_account_name"),
    sa.CheckConstraint("price >= 0", name="ck_price"),
    sa.ForeignKeyConstraint(["region", "code"], ["world.place.region", "world.place.code"],
                            name="fk_place"),
    schema="app", comment="people")
)py");
}

TEST(OperationsSql, OfPostgresqlTypesAndOptionsIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        const postgresql::Enum color({"red", "green"}, "color", false);
        op.create_enum(color, false);
        op.create_table(
            "thing",
            {
                Column("id", BigInteger()).server_default(Identity{true}),
                Column("color", color),
                Column("doc", postgresql::Jsonb()),
                Column("tags", Array(Text())),
                Column("at", postgresql::Timestamp({}, 3)),
                Column("from", postgresql::Inet()),
                Column("area", Integer()).server_default(Computed{Sql("width * height"), true}),
                PrimaryKey{{"id"}, {.name = "thing_pk"}},
                Exclude{.elements = {{"from", "="}}, .options = {.name = "x"}},
            });
        op.create_index("ix_doc", "thing", {"doc"},
                        {.dialect = {{"postgresql_using", "gin"},
                                     {"postgresql_where", Sql("color IS NOT NULL")}}});
        op.create_index("ix_lower", "thing", {Sql("lower(tags)"), "id"}, {.unique = true});
        op.drop_index("ix_doc", {.table = "thing", .dialect = {{"postgresql_concurrently", true}}});
        op.create_sequence("counter", {.start = 5, .increment = 2});
        op.drop_sequence("counter");
        op.create_schema("other");
        op.drop_schema("other", true);
        op.drop_enum(color, false);
      },
      R"py(
  color = postgresql.ENUM("red", "green", name="color", create_type=False)
  postgresql.ENUM("red", "green", name="color").create(op.get_bind(), checkfirst=False)
  op.create_table("thing",
    sa.Column("id", sa.BigInteger(), sa.Identity(always=True)),
    sa.Column("color", color),
    sa.Column("doc", postgresql.JSONB()),
    sa.Column("tags", postgresql.ARRAY(sa.Text())),
    sa.Column("at", postgresql.TIMESTAMP(precision=3)),
    sa.Column("from", postgresql.INET()),
    sa.Column("area", sa.Integer(), sa.Computed("width * height", persisted=True)),
    sa.PrimaryKeyConstraint("id", name="thing_pk"),
    postgresql.ExcludeConstraint(("from", "="), name="x"))
  op.create_index("ix_doc", "thing", ["doc"], postgresql_using="gin",
                  postgresql_where=sa.text("color IS NOT NULL"))
  op.create_index("ix_lower", "thing", [sa.text("lower(tags)"), "id"], unique=True)
  op.drop_index("ix_doc", table_name="thing", postgresql_concurrently=True)
  op.execute(sa.schema.CreateSequence(sa.Sequence("counter", start=5, increment=2)))
  op.execute(sa.schema.DropSequence(sa.Sequence("counter")))
  op.execute(sa.schema.CreateSchema("other"))
  op.execute(sa.schema.DropSchema("other", cascade=True))
  postgresql.ENUM("red", "green", name="color").drop(op.get_bind(), checkfirst=False)
)py",
      {"postgresql"});
}

TEST(OperationsSql, OfMysqlTypesAndOptionsIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        op.create_table(
            "thing",
            {
                Column("id", mysql::BigInteger({.is_unsigned = true})).primary_key(),
                Column("flag", mysql::TinyInteger({.display_width = 1})),
                Column("small", mysql::SmallInteger()),
                Column("medium", mysql::MediumInteger({.is_unsigned = true, .zerofill = true})),
                Column("number", mysql::Integer({.display_width = 11})),
                Column("story", mysql::LongText()),
                Column("note", mysql::MediumText()),
                Column("data", mysql::LongBlob()),
                Column("picture", mysql::MediumBlob()),
                Column("at", mysql::DateTime(6)),
                Column("state", mysql::Enum({"new", "old"})),
                Column("colors", mysql::Set({"red", "blue"})),
                Column("text", Text().with_variant(mysql::LongText(), "mysql")),
            },
            {.comment = "things", .dialect = {{"mysql_engine", "InnoDB"}}});
        op.alter_column("thing", "note", {.nullable = false, .existing_type = mysql::MediumText()});
        op.drop_index("ix_thing", {.table = "thing"});
        op.drop_constraint("fk_thing", "thing", {.type = "foreignkey"});
      },
      R"py(
  op.create_table("thing",
    sa.Column("id", mysql.BIGINT(unsigned=True), primary_key=True),
    sa.Column("flag", mysql.TINYINT(display_width=1)),
    sa.Column("small", mysql.SMALLINT()),
    sa.Column("medium", mysql.MEDIUMINT(unsigned=True, zerofill=True)),
    sa.Column("number", mysql.INTEGER(display_width=11)),
    sa.Column("story", mysql.LONGTEXT()),
    sa.Column("note", mysql.MEDIUMTEXT()),
    sa.Column("data", mysql.LONGBLOB()),
    sa.Column("picture", mysql.MEDIUMBLOB()),
    sa.Column("at", mysql.DATETIME(fsp=6)),
    sa.Column("state", mysql.ENUM("new", "old")),
    sa.Column("colors", mysql.SET("red", "blue")),
    sa.Column("text", sa.Text().with_variant(mysql.LONGTEXT(), "mysql")),
    comment="things", mysql_engine="InnoDB")
  op.alter_column("thing", "note", nullable=False, existing_type=mysql.MEDIUMTEXT())
  op.drop_index("ix_thing", table_name="thing")
  op.drop_constraint("fk_thing", "thing", type_="foreignkey")
)py",
      {"mysql"});
}

TEST(OperationsSql, OfChangesIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        op.rename_table("old", "new", "app");
        op.add_column("new", Column("size", Integer()).server_default("3"), {.schema = "app"});
        op.drop_column("new", "color");
        op.drop_table("gone", {.if_exists = true});
        op.drop_index("ix_new", {.table = "new"});
      },
      R"py(
  op.rename_table("old", "new", schema="app")
  op.add_column("new", sa.Column("size", sa.Integer(), server_default="3"), schema="app")
  op.drop_column("new", "color")
  op.drop_table("gone", if_exists=True)
  op.drop_index("ix_new", table_name="new")
)py");
}

TEST(OperationsSql, OfAlteredColumnsAndConstraintsIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        op.alter_column("t", "a", {.nullable = false, .type = String(9), .new_name = "b"});
        op.alter_column("t", "a", {.server_default = Sql("now()"), .comment = "when"});
        op.alter_column("t", "a", {.server_default = NoDefault(), .drop_comment = true});
        op.alter_column("t", "a",
                        {.type = Integer(), .dialect = {{"postgresql_using", "a::integer"}}});
        op.create_table_comment("t", "about t");
        op.drop_table_comment("t");
        op.create_primary_key("t_pk", "t", {"a"});
        op.create_unique_constraint("t_uq", "t", {"a", "b"}, {.deferrable = true});
        op.create_check_constraint("t_ck", "t", Sql("a <> b"), {.schema = "app"});
        op.create_foreign_key("t_fk", "t", "other", {"a"}, {"id"},
                              {.on_update = "CASCADE", .schema = "app", .referred_schema = "app"});
        op.create_exclude_constraint("t_ex", "t", {.elements = {{Sql("lower(a)"), "="}}});
        op.drop_constraint("t_fk", "t", {.type = "foreignkey", .schema = "app"});
      },
      R"py(
  op.alter_column("t", "a", nullable=False, type_=sa.String(9), new_column_name="b")
  op.alter_column("t", "a", server_default=sa.text("now()"), comment="when")
  op.alter_column("t", "a", server_default=None, comment=None)
  op.alter_column("t", "a", type_=sa.Integer(), postgresql_using="a::integer")
  op.create_table_comment("t", "about t")
  op.drop_table_comment("t")
  op.create_primary_key("t_pk", "t", ["a"])
  op.create_unique_constraint("t_uq", "t", ["a", "b"], deferrable=True)
  op.create_check_constraint("t_ck", "t", "a <> b", schema="app")
  op.create_foreign_key("t_fk", "t", "other", ["a"], ["id"], onupdate="CASCADE",
                        source_schema="app", referent_schema="app")
  op.create_exclude_constraint("t_ex", "t", (sa.text("lower(a)"), "="))
  op.drop_constraint("t_fk", "t", type_="foreignkey", schema="app")
)py",
      {"postgresql"});
}

TEST(OperationsSql, OfDataIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        op.execute("UPDATE t SET a = '12:30', b = c::text");
        op.execute(Sql("UPDATE t SET a = :a WHERE b = :b").bind("a", "it's").bind("b", 7));
        op.bulk_insert("t", {.columns = {Column("id", Integer()), Column("name", String()),
                                         Column("ok", Boolean()), Column("price", Numeric(8, 2))},
                             .rows = {{1, "one", true, Decimal{"1.50"}}, {2, Null(), false, 2}}});
      },
      R"py(
  from decimal import Decimal
  op.execute("UPDATE t SET a = '12\:30', b = c::text")
  op.execute(sa.text("UPDATE t SET a = :a WHERE b = :b").bindparams(a="it's", b=7))
  t = sa.table("t", sa.column("id", sa.Integer()), sa.column("name", sa.String()),
               sa.column("ok", sa.Boolean()), sa.column("price", sa.Numeric(8, 2)))
  op.bulk_insert(t, [
    {"id": 1, "name": "one", "ok": True, "price": Decimal("1.50")},
    {"id": 2, "name": None, "ok": False, "price": 2}])
)py");
}

TEST(OperationsSql, OutsideOfATransactionIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        op.without_transaction([&] { op.execute("VACUUM"); });
        op.execute("SELECT 1");
      },
      R"py(
  with op.get_context().autocommit_block():
    op.execute("VACUUM")
  op.execute("SELECT 1")
)py");
}

TEST(OperationsSql, OfABatchIsThatOfTheScript) {
  expect_same(
      [](Operations& op) {
        op.batch_alter_table("t", [](BatchOperations& batch) {
          batch.add_column(Column("x", Integer()));
          batch.create_index("ix_x", {"x"});
          batch.drop_column("y");
        });
      },
      R"py(
  with op.batch_alter_table("t") as batch:
    batch.add_column(sa.Column("x", sa.Integer()))
    batch.create_index("ix_x", ["x"])
    batch.drop_column("y")
)py",
      {"postgresql"});
}

TEST(Operations, RefuseQueriesWhereSqlIsWrittenOut) {
  try {
    sql_of([](Operations& op) { op.query("SELECT 1"); }, "sqlite");
    FAIL() << "no error";
  } catch (const MigrationError& error) {
    EXPECT_EQ(error.kind(), ErrorKind::script);
    EXPECT_EQ(error.revision(), "a1");
    EXPECT_TRUE(error.location().file.ends_with("operations_test.cc")) << error.location().file;
    EXPECT_GT(error.location().line, 1);
  }
}

TEST(Operations, RefuseRowsOfAnotherLength) {
  try {
    sql_of(
        [](Operations& op) {
          op.bulk_insert("t", {.columns = {Column("id", Integer())}, .rows = {{1, 2}}});
        },
        "sqlite");
    FAIL() << "no error";
  } catch (const MigrationError& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_STREQ(error.what(), "A row of bulk_insert() has 2 values for 1 columns");
  }
}

}  // namespace
}  // namespace retort
