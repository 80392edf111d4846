#include "dialect/hidden_literals.h"

#include <gtest/gtest.h>

namespace retort::dialect {
namespace {

TEST(HidePasswords, EverywhereThatAPasswordStands) {
  EXPECT_EQ(hide_passwords("CREATE ROLE app LOGIN PASSWORD 's3''cret' VALID UNTIL '2030-01-01'"),
            "CREATE ROLE app LOGIN PASSWORD '***' VALID UNTIL '2030-01-01'");
  EXPECT_EQ(hide_passwords("alter user app with encrypted password E's\\'x'"),
            "alter user app with encrypted password E'***'");
  EXPECT_EQ(hide_passwords("CREATE USER app@'%' IDENTIFIED BY 'x', b IDENTIFIED BY PASSWORD '*1'"),
            "CREATE USER app@'%' IDENTIFIED BY '***', b IDENTIFIED BY PASSWORD '***'");
  EXPECT_EQ(hide_passwords("CREATE USER a IDENTIFIED VIA ed25519 USING PASSWORD('x')"),
            "CREATE USER a IDENTIFIED VIA ed25519 USING PASSWORD('***')");
  EXPECT_EQ(hide_passwords("SET PASSWORD FOR 'app'@'%' = PASSWORD('x')"),
            "SET PASSWORD FOR '***'@'***' = PASSWORD('***')");
  EXPECT_EQ(hide_passwords("CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password 'x')"),
            "CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password '***')");
  EXPECT_EQ(hide_passwords("CREATE SUBSCRIPTION s CONNECTION 'host=db password=x y=1' WITH (a)"),
            "CREATE SUBSCRIPTION s CONNECTION 'host=db password=*** y=1' WITH (a)");
  EXPECT_EQ(hide_passwords("DO $$BEGIN EXECUTE 'ALTER ROLE a PASSWORD ''x'''; END$$"),
            "DO $$BEGIN EXECUTE 'ALTER ROLE a PASSWORD ''***'''; END$$");
  EXPECT_EQ(hide_passwords("UPDATE users SET password = 'x' WHERE id = 1"),
            "UPDATE users SET password = '***' WHERE id = 1");
}

TEST(HidePasswords, LeavesTheRest) {
  for (const char* sql : {"", "SELECT 1", "CREATE TABLE t (password text, x int DEFAULT 1)",
                          "ALTER TABLE users RENAME COLUMN password TO password_hash",
                          "SELECT 'password' || x FROM passwords WHERE password_ = 'y'"}) {
    EXPECT_EQ(hide_passwords(sql), sql);
  }
}

TEST(HideStrings, AllOfThemButNames) {
  using enum SqlSyntax;
  EXPECT_EQ(hide_strings("SELECT 'a''b', \"c\", E'x\\'y', $q$z$q$, 1 FROM t WHERE x = 'cut o",
                         postgresql),
            "SELECT '***', \"c\", '***', '***', 1 FROM t WHERE x = '***'");
  EXPECT_EQ(hide_strings("SELECT \"a\", 'b\\'c', `d` FROM t", mysql),
            "SELECT '***', '***', `d` FROM t");
}

}  // namespace
}  // namespace retort::dialect
