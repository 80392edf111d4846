#include "dialect/sql_scanner.h"

#include <gtest/gtest.h>

namespace retort::dialect {
namespace {

struct SeveralCase {
  std::string_view text;
  bool several;
};

TEST(ScanSql, TellsOneStatementFromSeveralOnPostgresql) {
  constexpr SeveralCase kCases[] = {
      {"", false},
      {";", false},
      {"select 1", false},
      {"select 1;", false},
      {"select 1; ; -- done; really", false},
      {"; ; select 1", false},
      {"select 1; select 2", true},
      {"select ';' ; /* ; /* nested ; */ ; */", false},
      {"select 'it''s; fine'; x", true},
      {"select E'a\\'; b'", false},
      {"select e'a\\'; b'; c", true},
      {"select 'a\\'; b", true},
      {"select \"a;b\"", false},
      {"do $$ begin a; b; end $$;", false},
      {"do $x$ a; $$ b; $x$; c", true},
      {"select $1; ", false},
      {"select a$b;c$b", true},
      {"select 'open; quote", false},
      {"select 1 -- a; b\n; select 2", true},
      {"create function f() returns int as 'a; b' language sql", false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(scan_sql(c.text, SqlSyntax::postgresql).several_statements, c.several) << c.text;
  }
}

TEST(ScanSql, TellsOneStatementFromSeveralOnSqlite) {
  EXPECT_FALSE(scan_sql("select [a;b], `c;d`", SqlSyntax::sqlite).several_statements);
  EXPECT_TRUE(scan_sql("/* /* */ select 1; select 2", SqlSyntax::sqlite).several_statements);
}

TEST(ScanSql, TellsOneStatementFromSeveralOnMysql) {
  constexpr SeveralCase kCases[] = {
      {"select 'a\\'; b'", false},
      {"select \"a\\\"; b\"", false},
      {"select `a\\`; b", true},
      {"select 1 # a; b", false},
      {"select 1 -- a; b", false},
      {"select 5--1; select 2", true},
      {"/*!40101 set names utf8; */", false},
      {"/*M!100100 x */; select 1", true},
      {"select $a$; select 2", true},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(scan_sql(c.text, SqlSyntax::mysql).several_statements, c.several) << c.text;
  }
}

TEST(NextToken, CoversTheTextWithoutGaps) {
  constexpr std::string_view kText =
      "select E'a\\'' , 1.5e3 -- x\n/* y */ from \"T\" where $1=$t$;$t$;'o";
  std::size_t at = 0;
  std::string kinds;
  for (SqlToken token = next_token(kText, 0, SqlSyntax::postgresql);
       token.kind != SqlToken::Kind::end;
       token = next_token(kText, token.end, SqlSyntax::postgresql)) {
    EXPECT_EQ(token.begin, at);
    at = token.end;
    kinds += "ebcwqos"[static_cast<int>(token.kind)];
  }
  EXPECT_EQ(at, kText.size());
  EXPECT_EQ(kinds, "wbqbsbsbccbwbqbwbsssqso");
}

TEST(ScanSql, ReadsTheFirstWordsPastComments) {
  const auto shape = scan_sql("-- x\n /* y */ create Index concurrently if", SqlSyntax::postgresql);
  const std::vector<std::string> words = {"CREATE", "INDEX", "CONCURRENTLY"};
  EXPECT_EQ(shape.first_words, words);
}

TEST(ScanSql, RecognisesTransactionControl) {
  const auto controls = [](std::string_view text) {
    return controls_transaction(scan_sql(text, SqlSyntax::postgresql));
  };
  for (const auto* text :
       {"commit", "COMMIT;", "begin", "start transaction", "rollback", "end", "abort"}) {
    EXPECT_TRUE(controls(text)) << text;
  }
  for (const auto* text : {"rollback to x", "rollback to savepoint x", "savepoint x", "select 1",
                           "start replica", "begin not atomic select 1", ""}) {
    EXPECT_FALSE(controls(text)) << text;
  }
}

}  // namespace
}  // namespace retort::dialect
