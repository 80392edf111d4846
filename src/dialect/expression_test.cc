// Expressions, statements, literals and types as SQLAlchemy 2.0.52 prints them with literal_binds.

#include "dialect/expression.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "dialect/types.h"

namespace retort::dialect {
namespace {

using namespace schema;

const Type kInteger = make_type(TypeKind::Integer);
const Type kString = make_type(TypeKind::String);

ExprPtr column(std::string name, Type type = kString) {
  return make_expr(ColumnRef{.table = "t", .name = std::move(name), .type = std::move(type)});
}
ExprPtr constant(Literal value) {
  return make_expr(Constant{.value = std::move(value)});
}
ExprPtr number(std::int64_t value) {
  return constant({value});
}
ExprPtr text(std::string value) {
  return constant({std::move(value)});
}
ExprPtr binary(std::string op, ExprPtr left, ExprPtr right) {
  return make_expr(Binary{.op = std::move(op), .left = std::move(left), .right = std::move(right)});
}
ExprPtr negate(ExprPtr operand) {
  return make_expr(Unary{.op = "NOT", .operand = std::move(operand)});
}
ExprPtr all(std::vector<ExprPtr> items) {
  return make_expr(Junction{.items = std::move(items)});
}
ExprPtr any(std::vector<ExprPtr> items) {
  return make_expr(Junction{.is_or = true, .items = std::move(items)});
}
ExprPtr list(std::vector<ExprPtr> items) {
  return make_expr(ExprList{.items = std::move(items)});
}
ExprPtr null() {
  return make_expr(Keyword{});
}

std::string on(std::string_view dialect, const ExprPtr& expression,
               BindStyle binds = BindStyle::literal) {
  return find_dialect(dialect)->compile(expression, binds).text;
}

struct Case {
  ExprPtr expression;
  std::string postgresql;
  std::string sqlite;  ///< Empty: the same.
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    EXPECT_EQ(on("postgresql", one.expression), one.postgresql);
    EXPECT_EQ(on("sqlite", one.expression), one.sqlite.empty() ? one.postgresql : one.sqlite);
  }
}

TEST(Expressions, AreGroupedByPrecedence) {
  const ExprPtr a = column("a", kInteger), b = column("b");
  expect_all({
      {any({binary(">", a, number(3)), all({binary("=", b, text("x")), binary("<", a, number(2))}),
            negate(binary("=", b, text("x"))),
            negate(any({binary("=", a, number(1)), binary("=", a, number(2))}))}),
       "t.a > 3 OR t.b = 'x' AND t.a < 2 OR t.b != 'x' OR NOT (t.a = 1 OR t.a = 2)", ""},
      {all({a, any({binary("=", b, text("1")), binary("=", b, text("2"))})}),
       "t.a AND (t.b = '1' OR t.b = '2')", ""},
      {binary("=", binary("||", b, text("x")), text("y")), "(t.b || 'x') = 'y'", ""},
      {binary("=", make_expr(Unary{.op = "-", .operand = a}), number(5)), "-t.a = 5", ""},
      {binary("+", binary("+", a, number(1)), number(2)), "t.a + 1 + 2", ""},
      {binary("*", binary("+", a, number(1)), number(2)), "(t.a + 1) * 2", ""},
      {binary("=",
              binary("||",
                     make_expr(Binary{.op = "@@", .left = b, .right = text("y"), .custom = true}),
                     text("z")),
              text("q")),
       "((t.b @@ 'y') || 'z') = 'q'", ""},
  });
}

TEST(Expressions, KnowMembershipNullsAndPatterns) {
  const ExprPtr a = column("a", kInteger), b = column("b");
  expect_all({
      {binary("IN", a, list({number(1), number(2)})), "t.a IN (1, 2)", ""},
      {negate(binary("IN", a, list({number(1)}))), "(t.a NOT IN (1))", ""},
      {binary("IN", a, list({})), "t.a IN (NULL) AND (1 != 1)",
       "t.a IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)"},
      {binary("IS", b, null()), "t.b IS NULL", ""},
      {negate(binary("IS", b, null())), "t.b IS NOT NULL", ""},
      {make_expr(Binary{.op = "ILIKE", .left = b, .right = text("x%"), .escape = "/"}),
       "t.b ILIKE 'x%' ESCAPE '/'", "lower(t.b) LIKE lower('x%') ESCAPE '/'"},
      {binary("BETWEEN", a, make_expr(ExprList{{number(1), number(2)}, false})),
       "t.a BETWEEN 1 AND 2", ""},
  });
}

TEST(Expressions, WriteBooleansInTheDialectsWay) {
  const ExprPtr flag = column("f", make_type(TypeKind::Boolean));
  expect_all({
      {all({flag}), "t.f", "t.f = 1"},
      {all({negate(flag)}), "NOT t.f", "t.f = 0"},
      {all({flag, binary("=", column("b"), text("x"))}), "t.f AND t.b = 'x'",
       "t.f = 1 AND t.b = 'x'"},
      {binary("=", flag, constant({true})), "t.f = true", "t.f = 1"},
      {binary("IS", flag, make_expr(Keyword{Keyword::Kind::true_})), "t.f IS true", "t.f IS 1"},
  });
}

TEST(Expressions, KnowFunctionsCastsAndCases) {
  const ExprPtr b = column("b");
  expect_all({
      {make_expr(Function{.name = "now"}), "now()", "CURRENT_TIMESTAMP"},
      {make_expr(Function{.name = "CURRENT_TIMESTAMP"}), "CURRENT_TIMESTAMP", ""},
      {make_expr(Function{.name = "count"}), "count(*)", ""},
      {make_expr(Function{.packages = {"pg_catalog"}, .name = "Lower", .args = {b}}),
       "pg_catalog.Lower(t.b)", ""},
      {make_expr(Function{.name = "concat",
                          .args = {b, text("x"), number(5), constant({}), constant({true})}}),
       "concat(t.b, 'x', 5, NULL, true)", "concat(t.b, 'x', 5, NULL, 1)"},
      {make_expr(Cast{.operand = b, .type = kInteger}), "CAST(t.b AS INTEGER)", ""},
      {make_expr(
           schema::Case{.whens = {{binary("=", b, text("x")), number(1)}}, .otherwise = number(2)}),
       "CASE WHEN (t.b = 'x') THEN 1 ELSE 2 END", ""},
  });
}

TEST(Expressions, ReachIntoJson) {
  const ExprPtr a = column("a", make_type(TypeKind::PgJSONB));
  EXPECT_EQ(on("postgresql", binary("=", binary("->>", a, text("x")), text("y"))),
            "(t.a ->> 'x') = 'y'");
}

TEST(TextClauses, ReplaceParametersOutsideOfCastsAndEscapes) {
  TextClause clause{.text = R"(set a=:x, b=:y, z='a\:b' and d::int=1 and e=':foo' '12:30')"};
  clause.binds = {{"x", number(5)}, {"y", text("q'r")}};
  EXPECT_EQ(on("postgresql", make_expr(clause)),
            "set a=5, b='q''r', z='a:b' and d::int=1 and e='NULL' '12:30'");
  clause.text = "a=:x and b=:y and c=:x";
  const Compiled compiled =
      find_dialect("postgresql")->compile(make_expr(clause), BindStyle::numeric);
  EXPECT_EQ(compiled.text, "a=5 and b='q''r' and c=5");
  EXPECT_TRUE(compiled.parameters.empty());
  EXPECT_EQ(on("sqlite", make_expr(clause), BindStyle::question), "a=? and b=? and c=?");
  clause.binds.clear();
  EXPECT_THROW(on("postgresql", make_expr(clause), BindStyle::numeric), Error);
}

TEST(DriverLiterals, AreSafeWhateverTheyHold) {
  const auto online = [](Literal value, Type type = {}) {
    return on("postgresql", make_expr(Constant{.value = std::move(value), .type = std::move(type)}),
              BindStyle::numeric);
  };
  EXPECT_EQ(online({"it's"}), "'it''s'");
  EXPECT_EQ(online({R"(\'; DROP TABLE t; --)"}), R"( E'\\''; DROP TABLE t; --')");
  EXPECT_EQ(online({std::int64_t{-5}}), " -5");
  EXPECT_EQ(online({std::int64_t{1}}, make_type(TypeKind::Boolean)), "true");
  EXPECT_EQ(online({Bytes{std::string("\0\xff'", 3)}}), R"( E'\\x00ff27'::bytea)");
  EXPECT_EQ(online({Decimal{"NaN"}}), "'NaN'::numeric");
  EXPECT_EQ(online({Temporal{Temporal::Kind::datetime, "2020-01-02 03:04:05+01:00"}}),
            "'2020-01-02 03:04:05+01:00'::timestamptz");
  EXPECT_EQ(online({Temporal{Temporal::Kind::interval, "90.5"}}),
            "'0 days 90.500000 seconds'::interval");
  EXPECT_EQ(online({Temporal{Temporal::Kind::interval, "-86399.5"}}),
            "'-1 days 0.500000 seconds'::interval");
  EXPECT_EQ(online({LiteralList{}}), "'{}'");
  EXPECT_EQ(online({LiteralList{{"a'b"}, {std::monostate{}}}}), "ARRAY['a''b', NULL]");
  EXPECT_THROW(online({std::string("a\0b", 3)}), Error);
}

TEST(Statements, AreWritten) {
  const ExprPtr a = column("a", kInteger), b = column("b");
  Insert insert{.table = {.name = "t"}, .columns = {"a", "b"}, .types = {kInteger, kString}};
  insert.rows = {{number(1), text("z")}, {number(2), constant({})}};
  Update update{.table = {.name = "t"},
                .values = {{"a", binary("+", a, number(1))}, {"b", text("x")}},
                .types = {kInteger, kString},
                .where = {binary("=", a, number(5))}};
  Select select{.columns = {a, make_expr(Label{"q", b})},
                .from = {make_expr(TableRef{.name = "t"})},
                .where = {binary("=", a, number(1))},
                .order_by = {make_expr(Unary{.op = "DESC", .postfix = true, .operand = a})},
                .limit = number(3)};
  Select count{.columns = {make_expr(Function{.name = "count"})},
               .from = {make_expr(TableRef{.name = "t"})}};
  Delete remove{
      .table = {.schema = "S", .name = "t"},
      .where = {negate(make_expr(Unary{
          .op = "EXISTS", .operand = make_expr(SubSelect{std::make_shared<Select>(count)})}))}};
  expect_all({
      {make_expr(insert), "INSERT INTO t (a, b) VALUES (1, 'z'), (2, NULL)", ""},
      {make_expr(update), "UPDATE t SET a=(t.a + 1), b='x' WHERE t.a = 5", ""},
      {make_expr(select),
       "SELECT t.a, t.b AS q \nFROM t \nWHERE t.a = 1 ORDER BY t.a DESC \n LIMIT 3",
       "SELECT t.a, t.b AS q \nFROM t \nWHERE t.a = 1 ORDER BY t.a DESC\n LIMIT 3 OFFSET 0"},
      {make_expr(count), "SELECT count(*) AS count_1 \nFROM t", ""},
      {make_expr(remove),
       "DELETE FROM \"S\".t WHERE NOT (EXISTS (SELECT count(*) AS count_1 \nFROM t))", ""},
  });
}

TEST(Statements, ResolveConflicts) {
  Insert insert{.table = {.name = "t"}, .columns = {"a"}, .types = {kInteger}};
  insert.rows = {{number(1)}};
  insert.on_conflict = OnConflict{.index_elements = {column_expr("a")}, .do_nothing = true};
  EXPECT_EQ(on("postgresql", make_expr(insert)),
            "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING");
  insert.on_conflict = OnConflict{.constraint = "uq", .set = {{"a", number(2)}}};
  EXPECT_EQ(on("postgresql", make_expr(insert)),
            "INSERT INTO t (a) VALUES (1) ON CONFLICT ON CONSTRAINT uq DO UPDATE SET a = 2");
}

struct LiteralCase {
  Literal value;
  TypeKind type;
  std::string postgresql;
  std::string sqlite;
};

TEST(Literals, FollowTheirType) {
  using Kind = Temporal::Kind;
  const Temporal moment{Kind::datetime, "2020-01-02 03:04:05"};
  const std::vector<LiteralCase> cases = {
      {{moment}, TypeKind::DateTime, "'2020-01-02 03:04:05'", "'2020-01-02 03:04:05.000000'"},
      {{moment}, TypeKind::Date, "'2020-01-02'", "'2020-01-02'"},
      {{Temporal{Kind::datetime, "2020-01-02 03:04:05+00:00"}},
       TypeKind::DateTime,
       "'2020-01-02 03:04:05+00:00'",
       "'2020-01-02 03:04:05.000000'"},
      {{Temporal{Kind::time, "03:04:05"}}, TypeKind::Time, "'03:04:05'", "'03:04:05.000000'"},
      {{Temporal{Kind::interval, "86405.000007"}},
       TypeKind::Interval,
       "make_interval(secs=>86405.000007)",
       "'1970-01-02 00:00:05.000007'"},
      {{Bytes{"a'b\\"}}, TypeKind::LargeBinary, "'a''b\\'", "'a''b\\'"},
      {{UuidValue{"00000000-0000-0000-0000-000000000005"}},
       TypeKind::Uuid,
       "'00000000-0000-0000-0000-000000000005'",
       "'00000000000000000000000000000005'"},
      {{true}, TypeKind::Boolean, "true", "1"},
      {{std::int64_t{1}}, TypeKind::Boolean, "true", "1"},
      {{1.5}, TypeKind::Float, "1.5", "1.5"},
      {{3.0}, TypeKind::Null, "3.0", "3.0"},
      {{Decimal{"10.20"}}, TypeKind::Numeric, "10.20", "10.20"},
      {{JsonText{R"({"a": 1})"}}, TypeKind::Json, R"('{"a": 1}')", R"('{"a": 1}')"},
      {{LiteralList{{std::string("x'")}, {std::string("y")}}},
       TypeKind::Array,
       "ARRAY['x''', 'y']",
       "ARRAY['x''', 'y']"},
  };
  for (const LiteralCase& one : cases) {
    const Type type = make_type(one.type);
    EXPECT_EQ(find_dialect("postgresql")->literal_sql(one.value, type), one.postgresql);
    EXPECT_EQ(find_dialect("sqlite")->literal_sql(one.value, type), one.sqlite);
  }
}

TEST(Literals, DoubleBackslashesOfflineOnPostgresqlOnly) {
  const ExprPtr value = text("a\\b");
  EXPECT_EQ(on("postgresql", value), "'a\\\\b'");
  EXPECT_EQ(on("postgresql", value, BindStyle::inlined), "'a\\b'");
  EXPECT_EQ(on("sqlite", value), "'a\\b'");
}

TEST(Types, TakeTheirArguments) {
  Type type = make_type(TypeKind::Array);
  type.item = {make_type(TypeKind::Text)};
  type.item[0].collation = "C";
  type.dimensions = 2;
  EXPECT_EQ(type_text(Family::postgresql, type), "TEXT[][] COLLATE \"C\"");
  EXPECT_THROW(type_text(Family::sqlite, type), Error);

  type = make_type(TypeKind::PgINTERVAL);
  type.fields = "DAY";
  type.precision = 4;
  EXPECT_EQ(type_text(Family::postgresql, type), "INTERVAL DAY (4)");

  type = make_type(TypeKind::Enum);
  type.labels = {"a", "bcd"};
  EXPECT_EQ(type_text(Family::sqlite, type), "VARCHAR(3)");
  EXPECT_THROW(type_text(Family::postgresql, type), Error);
  type.name = "x";
  type.schema = "S";
  EXPECT_EQ(type_text(Family::postgresql, type), "\"S\".x");

  type = make_type(TypeKind::Integer);
  type.variants = {{"sqlite", make_type(TypeKind::BigInteger)}};
  EXPECT_EQ(type_text(Family::sqlite, type), "BIGINT");
  EXPECT_EQ(type_text(Family::postgresql, type), "INTEGER");
}

TEST(Identifiers, AreQuotedWhenTheyNeedIt) {
  const Dialect& dialect = *find_dialect("postgresql");
  EXPECT_EQ(dialect.quote("user"), "\"user\"");
  EXPECT_EQ(dialect.quote("a_b$1"), "a_b$1");
  EXPECT_EQ(dialect.quote("1a"), "\"1a\"");
  EXPECT_EQ(dialect.quote("Mixed"), "\"Mixed\"");
  EXPECT_EQ(dialect.quote("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(find_dialect("sqlite")->quote("user"), "user");
}

}  // namespace
}  // namespace retort::dialect
