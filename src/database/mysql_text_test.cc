#include "database/mysql_text.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::database {
namespace {

std::string filled(std::string_view text) {
  const std::vector<Value> values = {std::int64_t{11}, std::int64_t{22}, std::int64_t{33}};
  return with_values(text, values,
                     [](const Value& value, std::string& out) { out += to_string(value); });
}

TEST(MysqlText, ReplacesParametersOutsideOfQuotesAndComments) {
  EXPECT_EQ(filled("SELECT ?, '?', \"?\", `?`, ?"), "SELECT 11, '?', \"?\", `?`, 22");
  EXPECT_EQ(filled("SELECT $2, $1, a$1, '$1'"), "SELECT 22, 11, a$1, '$1'");
  EXPECT_EQ(filled("SELECT 'it''s ?', 'a\\'?', ?"), "SELECT 'it''s ?', 'a\\'?', 11");
  EXPECT_EQ(filled("SELECT 1 -- ?\n, ? # ?\n, ? /* ? */"), "SELECT 1 -- ?\n, 11 # ?\n, 22 /* ? */");
  EXPECT_EQ(filled("SELECT 5--?"), "SELECT 5--11");
  EXPECT_THROW(filled("SELECT ?, ?, ?, ?"), Error);
  EXPECT_THROW(filled("SELECT $4, $0"), Error);
}

TEST(MysqlText, FindsThePlaceOfASyntaxError) {
  const std::string message = "You have an error ...; check ... to use near 'FORM t' at line 2";
  EXPECT_EQ(syntax_error_offset("FORM t\nFORM t", message), 7U);
  EXPECT_EQ(syntax_error_offset("SELECT FORM t", message), 7U);
  EXPECT_EQ(syntax_error_offset("SELECT 1", message), std::string::npos);
  EXPECT_EQ(syntax_error_offset("SELECT", "near '' at line 1"), 6U);
  EXPECT_EQ(syntax_error_offset("SELECT 1", "Table 'a.b' doesn't exist"), std::string::npos);
}

}  // namespace
}  // namespace retort::database
