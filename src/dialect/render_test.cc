// What operations print, as Alembic 1.19 with SQLAlchemy 2.0.52 prints it off-line.

#include <gtest/gtest.h>

#include "base/error.h"
#include "dialect/dialect.h"

namespace retort::dialect {
namespace {

namespace op = operation;
using namespace schema;

Type of(TypeKind kind) {
  return make_type(kind);
}
Type varchar(std::int64_t length) {
  Type type = of(TypeKind::String);
  type.length = length;
  return type;
}
Type enumeration(std::string name, std::vector<std::string> labels, bool checked = false,
                 bool native = true) {
  Type type = of(TypeKind::Enum);
  type.name = std::move(name);
  type.labels = std::move(labels);
  type.create_constraint = checked;
  type.native = native;
  return type;
}
ServerDefault sql(std::string text) {
  return {text_expr(std::move(text))};
}
Name named(std::string text) {
  return {.text = std::move(text)};
}
ForeignKeyConstraint reference(std::string table, std::string column) {
  return {.referred_table = std::move(table), .referred_columns = {std::move(column)}};
}

/// All statements of the operation as the offline writer separates them, without terminators.
std::string print(std::string_view dialect, op::OperationVariant value) {
  RenderContext context;
  context.offline = true;
  std::string text;
  for (const Statement& statement :
       find_dialect(dialect)->render({.value = std::move(value)}, context))
    text += offline_text(statement) + "\n\n";
  return text;
}

std::string refusal(std::string_view dialect, op::OperationVariant value) {
  try {
    return print(dialect, std::move(value));
  } catch (const Error& error) {
    return "!! " + error.message;
  }
}

op::CreateTable account() {
  Table table;
  table.schema = "s";
  table.name = "account";
  table.comment = "c";
  ForeignKeyConstraint owner = reference("user", "id");
  owner.actions.ondelete = "CASCADE";
  Type flag = of(TypeKind::Boolean);
  flag.create_constraint = true;
  flag.name = "ck_flag";
  Type moment = of(TypeKind::DateTime);
  moment.timezone = true;
  table.columns = {
      {.name = "id", .type = of(TypeKind::Integer), .primary_key = true},
      {.name = "Name",
       .type = varchar(50),
       .nullable = false,
       .server_default = ServerDefault{"x'y\\z"},
       .comment = "the name"},
      {.name = "flag", .type = flag, .server_default = sql("1")},
      {.name = "kind", .type = enumeration("kind", {"a", "b"}, true)},
      {.name = "owner", .type = of(TypeKind::Integer), .unique = true, .foreign_keys = {owner}},
      {.name = "d",
       .type = moment,
       .server_default = ServerDefault{make_expr(Function{.name = "now"})}},
      {.name = "ix", .type = of(TypeKind::Integer), .index = true}};
  table.constraints = {UniqueConstraint{.name = named("uq"), .columns = {"ix", "owner"}},
                       CheckConstraint{.expression = text_expr("ix > 0")}};
  return {.table = table};
}

TEST(CreateTable, OnPostgresqlBringsItsEnumTypesIndexesAndComments) {
  EXPECT_EQ(print("postgresql", account()), R"(CREATE TYPE kind AS ENUM ('a', 'b')

CREATE TABLE s.account (
    id SERIAL NOT NULL, 
    "Name" VARCHAR(50) DEFAULT 'x''y\\z' NOT NULL, 
    flag BOOLEAN DEFAULT 1, 
    kind kind, 
    owner INTEGER, 
    d TIMESTAMP WITH TIME ZONE DEFAULT now(), 
    ix INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT uq UNIQUE (ix, owner), 
    CHECK (ix > 0), 
    UNIQUE (owner), 
    FOREIGN KEY(owner) REFERENCES "user" (id) ON DELETE CASCADE
)

CREATE INDEX ix_s_account_ix ON s.account (ix)

COMMENT ON TABLE s.account IS 'c'

COMMENT ON COLUMN s.account."Name" IS 'the name'

)");
}

TEST(CreateTable, OnSqliteChecksTypesItLacks) {
  EXPECT_EQ(print("sqlite", account()), R"(CREATE TABLE s.account (
    id INTEGER NOT NULL, 
    "Name" VARCHAR(50) DEFAULT 'x''y\z' NOT NULL, 
    flag BOOLEAN DEFAULT 1, 
    kind VARCHAR(1), 
    owner INTEGER, 
    d DATETIME DEFAULT CURRENT_TIMESTAMP, 
    ix INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT uq UNIQUE (ix, owner), 
    CHECK (ix > 0), 
    CONSTRAINT ck_flag CHECK (flag IN (0, 1)), 
    CONSTRAINT kind CHECK (kind IN ('a', 'b')), 
    UNIQUE (owner)
)

CREATE INDEX s.ix_s_account_ix ON account (ix)

)");
}

TEST(CreateTable, WritesIdentityComputedAndTableOptions) {
  Table table;
  table.name = "t";
  Identity identity{.always = true, .options = {.start = 5}};
  Computed computed{.expression = text_expr("id+1"), .persisted = true};
  table.columns = {{.name = "id", .type = of(TypeKind::BigInteger)},
                   {.name = "g", .type = of(TypeKind::Integer), .identity = identity},
                   {.name = "c", .type = of(TypeKind::Integer), .computed = computed}};
  table.constraints = {PrimaryKeyConstraint{.name = named("pk"), .columns = {"id"}}};
  table.options = {{"postgresql_partition_by", std::string("RANGE (id)")},
                   {"sqlite_autoincrement", true}};
  EXPECT_EQ(print("postgresql", op::CreateTable{.table = table}), R"(CREATE TABLE t (
    id BIGSERIAL NOT NULL, 
    g INTEGER GENERATED ALWAYS AS IDENTITY (START WITH 5), 
    c INTEGER GENERATED ALWAYS AS (id+1) STORED, 
    CONSTRAINT pk PRIMARY KEY (id)
)
 PARTITION BY RANGE (id)

)");
  EXPECT_EQ(print("sqlite", op::CreateTable{.table = table}), R"(CREATE TABLE t (
    id BIGINT NOT NULL PRIMARY KEY AUTOINCREMENT, 
    g INTEGER NOT NULL, 
    c INTEGER GENERATED ALWAYS AS (id+1) STORED
)

)");
}

TEST(AddColumn, WritesConstraintsAndIndexesAfterwards) {
  ForeignKeyConstraint foreign = reference("o", "id");
  foreign.name = named("fk");
  foreign.actions.ondelete = "SET NULL";
  const op::AddColumn add{
      .table = "t",
      .column = {
          .name = "c", .type = of(TypeKind::Integer), .index = true, .foreign_keys = {foreign}}};
  EXPECT_EQ(print("postgresql", add), R"(ALTER TABLE t ADD COLUMN c INTEGER

ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(c) REFERENCES o (id) ON DELETE SET NULL

CREATE INDEX ix_t_c ON t (c)

)");
  EXPECT_TRUE(refusal("sqlite", add).starts_with("!! No support for ALTER of constraints"));
}

TEST(AddColumn, TakesADottedSchemaApart) {
  op::AddColumn add{.schema = "a.b",
                    .table = "t",
                    .column = {.name = "c",
                               .type = varchar(5),
                               .nullable = false,
                               .server_default = ServerDefault{"q"},
                               .comment = "k"}};
  add.column.checks = {{.name = named("ck"), .expression = text_expr("c <> ''")}};
  EXPECT_EQ(print("postgresql", add),
            "ALTER TABLE a.b.t ADD COLUMN c VARCHAR(5) DEFAULT 'q' NOT NULL CONSTRAINT ck CHECK "
            "(c <> '')\n\nCOMMENT ON COLUMN \"a.b\".t.c IS 'k'\n\n");
}

TEST(AlterColumn, MakesOneStatementOfEveryChange) {
  op::AlterColumn alter{.table = "t",
                        .column = "c",
                        .nullable = false,
                        .type = of(TypeKind::Text),
                        .new_name = "d",
                        .existing_type = of(TypeKind::Integer)};
  alter.server_default = op::AlterColumn::DefaultChange{.value = sql("now()")};
  alter.comment = "k";
  alter.options = {{"postgresql_using", std::string("c::text")}};
  EXPECT_EQ(print("postgresql", alter), R"(ALTER TABLE t ALTER COLUMN c TYPE TEXT USING c::text

ALTER TABLE t ALTER COLUMN c SET NOT NULL

ALTER TABLE t ALTER COLUMN c SET DEFAULT now()

COMMENT ON COLUMN t.c IS 'k'

ALTER TABLE t RENAME c TO d

)");
}

TEST(AlterColumn, ExchangesTheChecksOfTypes) {
  const op::AlterColumn alter{.table = "t",
                              .column = "c",
                              .type = enumeration("n", {"a", "b"}, true, false),
                              .existing_type = enumeration("o", {"a"}, true, false)};
  EXPECT_EQ(print("postgresql", alter), R"(ALTER TABLE t DROP CONSTRAINT o

ALTER TABLE t ALTER COLUMN c TYPE VARCHAR(1)

ALTER TABLE t ADD CONSTRAINT n CHECK (c IN ('a', 'b'))

)");
  EXPECT_EQ(print("sqlite", alter), "ALTER TABLE t ALTER COLUMN c TYPE VARCHAR(1)\n\n");
}

TEST(AlterColumn, ChangesIdentities) {
  op::AlterColumn alter{.table = "t", .column = "id"};
  alter.server_default = op::AlterColumn::DefaultChange{
      .identity = Identity{.always = true, .options = {.start = 3, .cache = 4}}};
  alter.existing_server_default =
      op::AlterColumn::DefaultChange{.identity = Identity{.options = {.start = 2}}};
  EXPECT_EQ(print("postgresql", alter),
            "ALTER TABLE t ALTER COLUMN id SET GENERATED ALWAYS SET CACHE 4 SET START WITH 3\n\n");
  alter.existing_server_default = op::AlterColumn::DefaultChange{};
  EXPECT_EQ(print("postgresql", alter),
            "ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START WITH 3 CACHE "
            "4)\n\n");
}

TEST(CreateIndex, WritesEveryOption) {
  Index index{.name = named("ix"), .table_schema = "s", .table = "t", .unique = true};
  index.elements = {column_expr("a"), text_expr("lower(b)"),
                    make_expr(Unary{.op = "DESC", .postfix = true, .operand = column_expr("c")})};
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  index.options = {{"postgresql_using", std::string("GIN")},
                   {"postgresql_ops", Pairs{{"a", "gin_trgm_ops"}}},
                   {"postgresql_where", text_expr("a is not null")},
                   {"sqlite_where", text_expr("a > 1")},
                   {"postgresql_include", std::vector<std::string>{"z"}},
                   {"postgresql_concurrently", true},
                   {"postgresql_with", Pairs{{"fillfactor", "50"}}},
                   {"postgresql_nulls_not_distinct", true},
                   {"postgresql_tablespace", std::string("TS")}};
  const op::CreateIndex create{.index = index, .if_not_exists = true};
  EXPECT_EQ(print("postgresql", create),
            "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON s.t USING gin (a gin_trgm_ops, "
            "lower(b), c DESC) INCLUDE (z) NULLS NOT DISTINCT WITH (fillfactor = 50) TABLESPACE "
            "\"TS\" WHERE a is not null\n\n");
  EXPECT_EQ(print("sqlite", create),
            "CREATE UNIQUE INDEX IF NOT EXISTS s.ix ON t (a, lower(b), c DESC) WHERE a > 1\n\n");
}

TEST(CreateIndex, GroupsExpressionsOnPostgresqlOnly) {
  Index index{.name = named("ix"), .table = "t"};
  index.elements = {
      make_expr(Function{.name = "lower", .args = {column_expr("a")}}),
      make_expr(Binary{.op = "+", .left = column_expr("a"), .right = column_expr("b")})};
  EXPECT_EQ(print("postgresql", op::CreateIndex{.index = index}),
            "CREATE INDEX ix ON t (lower(a), (a + b))\n\n");
  EXPECT_EQ(print("sqlite", op::CreateIndex{.index = index}),
            "CREATE INDEX ix ON t (lower(a), a + b)\n\n");
}

TEST(Constraints, AreAddedWithTheirOptions) {
  ForeignKeyConstraint foreign = reference("o", "b");
  foreign.name = named("fk");
  foreign.columns = {"a"};
  foreign.referred_schema = "r";
  foreign.actions = {
      .ondelete = "CASCADE", .initially = "DEFERRED", .match = "FULL", .deferrable = true};
  foreign.options = {{"postgresql_not_valid", true}};
  EXPECT_EQ(
      print("postgresql", op::AddConstraint{.schema = "s", .table = "t", .constraint = foreign}),
      "ALTER TABLE s.t ADD CONSTRAINT fk FOREIGN KEY(a) REFERENCES r.o (b) MATCH FULL ON DELETE "
      "CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID\n\n");
  ExcludeConstraint exclude{.name = named("ex"),
                            .elements = {{.expression = column_expr("period"), .op = "&&"},
                                         {.expression = column_expr("grp"), .op = "="}},
                            .where = text_expr("grp <> 1")};
  EXPECT_EQ(print("postgresql", op::AddConstraint{.table = "t", .constraint = exclude}),
            "ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING gist (period WITH &&, grp WITH =) WHERE "
            "(grp <> 1)\n\n");
}

struct OperationCase {
  op::OperationVariant operation;
  std::string postgresql;
};

TEST(Operations, PrintOneStatementEach) {
  const Column plain{.name = "c", .type = of(TypeKind::Integer)};
  Column key = plain;
  key.primary_key = true;
  Column referring = plain;
  referring.foreign_keys = {reference("o", "id")};
  Column inheriting{.name = "k", .type = enumeration("k", {"a"})};
  inheriting.type.inherit_schema = true;
  const std::vector<OperationCase> cases = {
      {op::DropTable{.schema = "S", .table = "t", .if_exists = true},
       "DROP TABLE IF EXISTS \"S\".t"},
      {op::RenameTable{"c.d", "a", "B"}, "ALTER TABLE c.d.a RENAME TO \"B\""},
      {op::DropColumn{.table = "t", .column = "c", .if_exists = true},
       "ALTER TABLE t DROP COLUMN IF EXISTS c"},
      {op::AddColumn{.table = "t", .column = plain, .if_not_exists = true},
       "ALTER TABLE t ADD COLUMN IF NOT EXISTS c INTEGER"},
      {op::AddColumn{.table = "t", .column = key, .inline_primary_key = true},
       "ALTER TABLE t ADD COLUMN c SERIAL NOT NULL PRIMARY KEY"},
      {op::AddColumn{.table = "t", .column = referring, .inline_references = true},
       "ALTER TABLE t ADD COLUMN c INTEGER REFERENCES o (id)"},
      {op::AddColumn{.schema = "s", .table = "t", .column = inheriting},
       "ALTER TABLE s.t ADD COLUMN k s.k"},
      {op::DropIndex{.name = named("ix"),
                     .schema = "s",
                     .table = "t",
                     .if_exists = true,
                     .options = {{"postgresql_concurrently", true}}},
       "DROP INDEX CONCURRENTLY IF EXISTS s.ix"},
      {op::CreateTableComment{.table = "t", .comment = "x\\y%'s"},
       "COMMENT ON TABLE t IS 'x\\\\y%''s'"},
      {op::DropTableComment{.table = "t"}, "COMMENT ON TABLE t IS NULL"},
      {op::CreateSequence{.sequence = {.name = "s",
                                       .options = {.start = 5, .increment = 2},
                                       .data_type = of(TypeKind::BigInteger)}},
       "CREATE SEQUENCE s AS BIGINT INCREMENT BY 2 START WITH 5"},
      {op::DropSchema{.name = "x", .cascade = true}, "DROP SCHEMA x CASCADE"},
      {op::Execute{.statement = text_expr("\tSELECT :a, :e$f, '%' ")}, "SELECT NULL, :e$f, '%'"},
  };
  for (const OperationCase& one : cases)
    EXPECT_EQ(print("postgresql", one.operation), one.postgresql + "\n\n");
}

TEST(BulkInsert, WritesARowAStatementInTheOrderOfTheTable) {
  op::BulkInsert insert{.table = "t"};
  insert.columns = {{.name = "a", .type = of(TypeKind::Integer)},
                    {.name = "b", .type = of(TypeKind::String)}};
  const auto value = [](Literal literal) {
    return make_expr(Constant{.value = std::move(literal)});
  };
  insert.rows = {{{{"b", value({std::string("x")})}, {"a", value({std::int64_t{1}})}}},
                 {{{"b", value({})}}}};
  EXPECT_EQ(print("postgresql", insert),
            "INSERT INTO t (a, b) VALUES (1, 'x')\n\nINSERT INTO t (b) VALUES (NULL)\n\n");
}

TEST(Names, FollowConventions) {
  RenderContext context;
  context.offline = true;
  context.naming_convention = {
      {"uq", "uq_%(table_name)s_%(column_0_N_name)s"},
      {"ck", "ck_%(table_name)s_%(constraint_name)s"},
      {"fk", "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}};
  const Dialect& dialect = *find_dialect("postgresql");
  const auto add = [&](Constraint constraint) {
    return dialect
        .render({.value = op::AddConstraint{.table = "t", .constraint = std::move(constraint)}},
                context)
        .front()
        .text;
  };
  EXPECT_EQ(add(UniqueConstraint{.columns = {"a", "b"}}),
            "ALTER TABLE t ADD CONSTRAINT uq_t_a_b UNIQUE (a, b)");
  EXPECT_EQ(add(CheckConstraint{.name = named("pos"), .expression = text_expr("a > 0")}),
            "ALTER TABLE t ADD CONSTRAINT ck_t_pos CHECK (a > 0)");
  ForeignKeyConstraint foreign = reference("o", "id");
  foreign.columns = {"a"};
  EXPECT_EQ(add(foreign), "ALTER TABLE t ADD CONSTRAINT fk_t_a_o FOREIGN KEY(a) REFERENCES o (id)");
  EXPECT_THROW(add(CheckConstraint{.expression = text_expr("a > 0")}), Error);
}

TEST(Names, AreCutWhenGeneratedAndRefusedWhenWritten) {
  op::DropConstraint drop{.table = "t", .name = named(std::string(70, 'x')), .type = "check"};
  EXPECT_EQ(refusal("postgresql", drop),
            "!! Identifier '" + std::string(70, 'x') + "' exceeds maximum length of 63 characters");
  drop.name.final = true;
  EXPECT_EQ(print("postgresql", drop),
            "ALTER TABLE t DROP CONSTRAINT " + std::string(55, 'x') + "_eedd\n\n");
}

TEST(EnumTypes, AreCreatedOnceARun) {
  RenderContext context;
  context.offline = true;
  Table table;
  table.name = "t";
  table.columns = {{.name = "k", .type = enumeration("kind", {"a"})}};
  const Dialect& dialect = *find_dialect("postgresql");
  EXPECT_EQ(dialect.render({.value = op::CreateTable{.table = table}}, context).size(), 2u);
  table.name = "u";
  EXPECT_EQ(dialect.render({.value = op::CreateTable{.table = table}}, context).size(), 1u);
}

Table batch_source() {
  Table table;
  table.name = "t";
  table.columns = {{.name = "id", .type = of(TypeKind::Integer), .primary_key = true},
                   {.name = "a", .type = varchar(5)},
                   {.name = "b", .type = of(TypeKind::Integer)}};
  table.constraints = {UniqueConstraint{.name = named("uq"), .columns = {"a"}}};
  table.indexes = {{.name = named("ix_b"), .table = "t", .elements = {column_expr("b")}}};
  return table;
}

TEST(Batch, RebuildsTheTable) {
  op::BatchAlterTable batch{.table = "t", .copy_from = batch_source()};
  ForeignKeyConstraint foreign = reference("o", "id");
  foreign.name = named("fk");
  foreign.columns = {"b"};
  batch.operations = {{op::DropConstraint{.table = "t", .name = named("uq"), .type = "unique"}},
                      {op::DropColumn{.table = "t", .column = "a"}},
                      {op::AddConstraint{.table = "t", .constraint = foreign}},
                      {op::AddColumn{.table = "t",
                                     .column = {.name = "n", .type = of(TypeKind::Text)},
                                     .insert_after = "id"}}};
  EXPECT_EQ(print("sqlite", batch), R"(CREATE TABLE _alembic_tmp_t (
    id INTEGER NOT NULL, 
    n TEXT, 
    b INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk FOREIGN KEY(b) REFERENCES o (id)
)

INSERT INTO _alembic_tmp_t (id, b) SELECT t.id, t.b 
FROM t

DROP TABLE t

ALTER TABLE _alembic_tmp_t RENAME TO t

CREATE INDEX ix_b ON t (b)

)");
}

TEST(Batch, CastsRenamedColumnsAndFollowsThemInConstraints) {
  op::BatchAlterTable batch{.table = "t", .copy_from = batch_source()};
  batch.operations = {{op::AlterColumn{.table = "t",
                                       .column = "a",
                                       .nullable = false,
                                       .type = of(TypeKind::Integer),
                                       .new_name = "z",
                                       .existing_type = varchar(5)}}};
  EXPECT_EQ(print("sqlite", batch), R"(CREATE TABLE _alembic_tmp_t (
    id INTEGER NOT NULL, 
    z INTEGER NOT NULL, 
    b INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT uq UNIQUE (z)
)

INSERT INTO _alembic_tmp_t (id, z, b) SELECT t.id, CAST(t.a AS INTEGER) AS a, t.b 
FROM t

DROP TABLE t

ALTER TABLE _alembic_tmp_t RENAME TO t

CREATE INDEX ix_b ON t (b)

)");
}

TEST(Batch, AltersInPlaceWhenThatIsEnough) {
  op::BatchAlterTable batch{.table = "t"};
  batch.operations = {
      {op::AddColumn{.table = "t",
                     .column = {.name = "n",
                                .type = of(TypeKind::Text),
                                .server_default = ServerDefault{"x"}}}},
      {op::CreateIndex{
          .index = {.name = named("ix_n"), .table = "t", .elements = {column_expr("n")}}}}};
  EXPECT_EQ(print("sqlite", batch),
            "ALTER TABLE t ADD COLUMN n TEXT DEFAULT 'x'\n\nCREATE INDEX ix_n ON t (n)\n\n");
}

TEST(Batch, NeedsTheTableOffline) {
  op::BatchAlterTable batch{.table = "t"};
  batch.operations = {{op::DropColumn{.table = "t", .column = "a"}}};
  EXPECT_TRUE(
      refusal("sqlite", batch)
          .starts_with(
              "!! This operation cannot proceed in --sql mode; batch mode with dialect sqlite"));
}

TEST(Transactions, AreForbiddenToSomeStatements) {
  const Dialect& dialect = *find_dialect("postgresql");
  for (const char* text :
       {"create index concurrently x on t (a)", "/* a /* b */ */ DROP INDEX CONCURRENTLY x",
        "-- c\nVACUUM", "REINDEX TABLE CONCURRENTLY t", "CREATE DATABASE d", "ALTER SYSTEM SET a=1",
        "CREATE UNIQUE INDEX CONCURRENTLY x ON t (a)"})
    EXPECT_TRUE(dialect.forbids_transaction(text)) << text;
  for (const char* text : {"CREATE INDEX x ON t (a)", "ALTER TYPE x ADD VALUE 'y'", "SELECT 1"})
    EXPECT_FALSE(dialect.forbids_transaction(text)) << text;
}

}  // namespace
}  // namespace retort::dialect
