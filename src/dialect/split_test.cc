#include "dialect/split.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "base/error.h"
#include "dialect/postgresql_parser.h"
#include "dialect/transaction.h"

namespace retort::dialect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<StatementPiece> pieces_of(const Source& source, std::string_view dialect) {
  return split_statements(source, {0, static_cast<std::uint32_t>(source.text.size())}, dialect);
}

std::string part(const Source& source, Span span) {
  return source.text.substr(span.begin, span.end - span.begin);
}

std::vector<std::string> split(std::string text, std::string_view dialect) {
  const Source source{"x.sql", std::move(text)};
  std::vector<std::string> out;
  for (const StatementPiece& piece : pieces_of(source, dialect)) {
    out.push_back(part(source, piece.span));
  }
  return out;
}

Error failure(std::string text, std::string_view dialect) {
  const Source source{"x.sql", std::move(text)};
  try {
    pieces_of(source, dialect);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::internal, "no error");
}

TEST(Split, FindsTheStatementsOfEveryDialect) {
  for (const std::string_view dialect : {"postgresql", "sqlite", "mysql", "mariadb"}) {
    EXPECT_THAT(split("", dialect), ElementsAre());
    EXPECT_THAT(split(" ;; -- nothing;\n ; /* ; */", dialect), ElementsAre());
    EXPECT_THAT(split("select 1", dialect), ElementsAre("select 1"));
    EXPECT_THAT(split("select 1; select ';' ;", dialect), ElementsAre("select 1", "select ';'"));
    EXPECT_THAT(split("select 1 -- a;\n + 2;select 3 /* b; */ ; -- c", dialect),
                ElementsAre("select 1 -- a;\n + 2", "select 3"));
  }
}

TEST(Split, KeepsCommentsOnTheLinesBeforeAStatement) {
  const Source source{"x.sql",
                      "select 1; -- same line\n\n-- about two\n/* more */\nselect 2;\nselect 3"};
  const std::vector<StatementPiece> pieces = pieces_of(source, "postgresql");
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0].lead, 0U);
  EXPECT_EQ(part(source, {pieces[1].lead, pieces[1].span.end}),
            "-- about two\n/* more */\nselect 2");
  EXPECT_EQ(pieces[2].lead, pieces[2].span.begin);
}

TEST(Split, KnowsDollarQuotesRulesAndBodiesOfPostgresql) {
  EXPECT_THAT(split("do $$ begin a; end $$; select $x$;$$;$x$; select 2", "postgresql"),
              ElementsAre("do $$ begin a; end $$", "select $x$;$$;$x$", "select 2"));
  EXPECT_THAT(
      split("create rule r as on insert to t do also (select 1; select 2); select 3", "postgresql"),
      ElementsAre("create rule r as on insert to t do also (select 1; select 2)", "select 3"));
  const std::string function =
      "create or replace function f() returns int begin atomic select case 1 when 1 then 2 end; "
      "select 2; end";
  EXPECT_THAT(split(function + "; select 3", "postgresql"), ElementsAre(function, "select 3"));
}

TEST(Split, SplitsSyntaxThatTheParserDoesNotKnow) {
  const std::string function =
      "create function f() returns int begin atomic select case 1 when 1 then 2 end; "
      "select 2; end";
  const std::string text = "create shiny table t ($1, 'a;b'); " + function + "; select $q$;$q$";
  EXPECT_FALSE(parse_statements(text).has_value());
  EXPECT_THAT(split(text, "postgresql"),
              ElementsAre("create shiny table t ($1, 'a;b')", function, "select $q$;$q$"));
}

TEST(Split, TakesTheRowsOfCopy) {
  const Source source{
      "x.sql",
      "select 1;\n-- rows\nCOPY public.t (a, b) FROM stdin WITH (NULL '');\n"
      "1\tit's; $$\n2\t\n\\.\n\nselect 'stdin';\ncopy t from 'f';copy t from STDIN;\r\n"
      "\\.\r\nselect 2;"};
  const std::vector<StatementPiece> pieces = pieces_of(source, "postgresql");
  ASSERT_EQ(pieces.size(), 6U);
  EXPECT_EQ(part(source, pieces[1].span), "COPY public.t (a, b) FROM stdin WITH (NULL '')");
  EXPECT_EQ(part(source, {pieces[1].lead, pieces[1].lead + 7}), "-- rows");
  ASSERT_TRUE(pieces[1].data);
  EXPECT_EQ(part(source, *pieces[1].data), "1\tit's; $$\n2\t\n");
  EXPECT_EQ(part(source, pieces[2].span), "select 'stdin'");
  EXPECT_FALSE(pieces[3].data);
  ASSERT_TRUE(pieces[4].data);
  EXPECT_EQ(part(source, *pieces[4].data), "");
  EXPECT_EQ(part(source, pieces[5].span), "select 2");
}

TEST(Split, RefusesCopyWithoutRows) {
  for (const auto* text : {"copy t from stdin", "copy t from stdin;", "copy t from stdin;\n1\n",
                           "copy t from stdin;\n1\n \\.\n"}) {
    const Error error = failure(text, "postgresql");
    EXPECT_EQ(error.message, "The rows of COPY FROM STDIN have no end") << text;
    EXPECT_EQ(to_string(error.place.value()), "x.sql:1:1");
  }
  const Error error = failure("copy t from stdin; select 1;\n\\.\n", "postgresql");
  EXPECT_EQ(to_string(error.place.value()), "x.sql:1:20");
}

TEST(Split, ReadsTriggersAsSqliteDoes) {
  const std::string trigger =
      "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN SELECT 'end;'; UPDATE t SET a = CASE WHEN 1 "
      "THEN 2 END; END";
  EXPECT_THAT(split(trigger + "; select 1;", "sqlite"), ElementsAre(trigger, "select 1"));
  EXPECT_THAT(split("explain query plan " + trigger + "; select 1", "sqlite"),
              ElementsAre("explain query plan " + trigger, "select 1"));
  EXPECT_THAT(split("create table trigger_x (a); create table t (\"trigger\");", "sqlite"),
              ElementsAre("create table trigger_x (a)", "create table t (\"trigger\")"));
}

TEST(Split, AgreesWithSqliteOnWhatIsComplete) {
  constexpr const char* kTexts[] = {
      "create trigger t begin select 1;",
      "create trigger t begin select 1; end",
      "create trigger t begin select 1; end;",
      "create temporary trigger t begin select 1; /* x */ end -- y\n ;",
      "create table trigger (a);",
      "create view trigger as select 1; end;",
      "explain create trigger t begin select 1;",
      "explain select 1;",
      "create /* x */ trigger t begin; ; end;",
      "create trigger t begin select 1; end end;",
      "create trigger t begin select 1; [end];",
  };
  for (const char* text : kTexts) {
    // A statement that is complete leaves what follows to the next one.
    const bool complete = split(std::string(text) + " xyz", "sqlite").back() == "xyz";
    EXPECT_EQ(complete, sqlite3_complete(text) == 1) << text;
  }
}

TEST(Split, FollowsMysqlsDelimiter) {
  const Source source{"x.sql",
                      "/*!40101 SET NAMES utf8; */;\nselect 'a\\'; b';\ndelimiter //\n"
                      "create procedure p() begin select 1; select 2; end//\n"
                      "select 3 //\nDELIMITER ;\n# done; really\nselect 4;"};
  const std::vector<StatementPiece> pieces = pieces_of(source, "mysql");
  ASSERT_EQ(pieces.size(), 5U);
  EXPECT_EQ(part(source, pieces[0].span), "/*!40101 SET NAMES utf8; */");
  EXPECT_EQ(part(source, pieces[1].span), "select 'a\\'; b'");
  EXPECT_EQ(part(source, pieces[2].span), "create procedure p() begin select 1; select 2; end");
  EXPECT_EQ(pieces[2].delimiter, "//");
  EXPECT_EQ(part(source, pieces[3].span), "select 3");
  EXPECT_EQ(part(source, pieces[4].span), "select 4");
  EXPECT_EQ(pieces[4].delimiter, ";");
  EXPECT_THAT(split("DELIMITER $$\nselect a$$ select b$$", "mysql"),
              ElementsAre("select a", "select b"));
  EXPECT_EQ(failure("DELIMITER\nselect 1", "mysql").message, "DELIMITER does not say which");
}

TEST(Split, NamesWhatIsNotClosed) {
  struct Case {
    std::string_view dialect, text, message, place;
  };
  constexpr Case kCases[] = {
      {"postgresql", "select 1;\nselect 'é', 'abc", "This quote is not closed", "x.sql:2:13"},
      {"postgresql", "do $body$ begin end $$", "This quote is not closed", "x.sql:1:4"},
      {"postgresql", "select 1 /* a /* b */", "This comment is not closed", "x.sql:1:10"},
      {"mysql", "select `a", "This quote is not closed", "x.sql:1:8"},
      {"sqlite", "select [a", "This quote is not closed", "x.sql:1:8"},
      {"postgresql", "select 1;\n\\connect x\nselect 2",
       "`\\connect` is a command of psql, not SQL", "x.sql:2:1"},
      {"sqlite", ".mode csv", "`.mode` is a command of SQLite's shell, not SQL", "x.sql:1:1"},
  };
  for (const Case& c : kCases) {
    const Error error = failure(std::string(c.text), c.dialect);
    EXPECT_EQ(error.message, c.message) << c.text;
    EXPECT_EQ(to_string(error.place.value_or(Place{})), c.place) << c.text;
    EXPECT_FALSE(error.hints.empty());
  }
}

struct ConflictCase {
  std::string_view dialect, statement, command;
};

TEST(TransactionConflict, KnowsWhatStandsOutside) {
  if (!parse_statements("")) GTEST_SKIP() << "built without libpg_query";
  constexpr ConflictCase kCases[] = {
      {"postgresql", "create unique index concurrently i on t (a)", "CREATE INDEX CONCURRENTLY"},
      {"postgresql", "create index \"concurrently\" on t (a)", ""},
      {"postgresql", "drop index concurrently i", "DROP INDEX CONCURRENTLY"},
      {"postgresql", "reindex (concurrently, verbose) table t", "REINDEX CONCURRENTLY"},
      {"postgresql", "reindex (concurrently false) table t", ""},
      {"postgresql", "reindex table t", ""},
      {"postgresql", "reindex schema s", "REINDEX SCHEMA"},
      {"postgresql", "-- x\nvacuum analyze t", "VACUUM"},
      {"postgresql", "analyze t", ""},
      {"postgresql", "cluster", "CLUSTER"},
      {"postgresql", "cluster t using i", ""},
      {"postgresql", "create database d", "CREATE DATABASE"},
      {"postgresql", "alter system set work_mem = '1MB'", "ALTER SYSTEM"},
      {"postgresql", "alter table a detach partition b concurrently",
       "ALTER TABLE ... DETACH PARTITION CONCURRENTLY"},
      {"postgresql", "create table t (a int) tablespace fast", ""},
      {"postgresql", "create subscription s connection 'x' publication p", "CREATE SUBSCRIPTION"},
      {"postgresql", "create subscription s connection 'x' publication p with (connect = false)",
       ""},
      {"postgresql", "commit", "COMMIT"},
      {"postgresql", "savepoint a", ""},
      {"sqlite", "vacuum", "VACUUM"},
      {"sqlite", "pragma foreign_keys = off", "PRAGMA foreign_keys"},
      {"sqlite", "pragma foreign_keys", ""},
      {"sqlite", "pragma user_version = 3", ""},
      {"mysql", "start transaction", "START TRANSACTION"},
      {"mysql", "begin not atomic select 1; end", ""},
  };
  for (const ConflictCase& c : kCases) {
    EXPECT_EQ(transaction_conflict(std::string(c.statement), c.dialect).command, c.command)
        << c.statement;
  }
}

}  // namespace
}  // namespace retort::dialect
