#include "database/mysql_options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::database {
namespace {

MysqlOptions options_of(const char* url) {
  return mysql_options(parse_url(url), {});
}

TEST(MysqlOptionsTest, ReadsThePlaceOfTheServer) {
  const MysqlOptions options =
      options_of("mysql+pymysql://app:p%40ss@db.example:3307/shop?charset=utf8mb4");
  EXPECT_EQ(options.user, "app");
  EXPECT_EQ(options.password->reveal(), "p@ss");
  EXPECT_EQ(options.host, "db.example");
  EXPECT_EQ(options.port, 3307U);
  EXPECT_EQ(options.database, "shop");
  EXPECT_TRUE(options.tcp);
  EXPECT_EQ(options.connect_timeout, 30U);
}

TEST(MysqlOptionsTest, TakesALocalhostAsTheDriverDoes) {
  EXPECT_TRUE(options_of("mysql+pymysql://localhost/a").tcp);
  EXPECT_TRUE(options_of("mysql+aiomysql://localhost/a").tcp);
  EXPECT_FALSE(options_of("mysql://localhost/a").tcp);
  EXPECT_FALSE(options_of("mysql+mysqldb://localhost/a").tcp);
  EXPECT_FALSE(options_of("mariadb+mariadbconnector://localhost/a").tcp);
  const MysqlOptions options = options_of("mysql+pymysql://localhost/a?unix_socket=/run/s");
  EXPECT_FALSE(options.tcp);
  EXPECT_EQ(options.unix_socket, "/run/s");
}

TEST(MysqlOptionsTest, ReadsEncryption) {
  EXPECT_FALSE(options_of("mysql://h/a").tls);
  EXPECT_TRUE(options_of("mysql://h/a?ssl_ca=/ca.pem").tls);
  EXPECT_FALSE(options_of("mysql://h/a?ssl_ca=/ca.pem").verify);
  EXPECT_TRUE(options_of("mysql://h/a?ssl_ca=/ca.pem&ssl_verify_identity=true").verify);
  // The drivers in Python check at once what they can check.
  EXPECT_TRUE(options_of("mysql+pymysql://h/a?ssl_ca=/ca.pem").verify);
  EXPECT_FALSE(options_of("mysql+pymysql://h/a?ssl_ca=/ca.pem&ssl_check_hostname=false").verify);
  EXPECT_TRUE(options_of("mysql://h/a?ssl_mode=VERIFY_CA").verify);
  EXPECT_TRUE(options_of("mysql://h/a?ssl_mode=REQUIRED").tls);
  EXPECT_FALSE(options_of("mysql://h/a?ssl_disabled=true").tls);
}

TEST(MysqlOptionsTest, RefusesWhatNoDriverHas) {
  const auto message = [](const char* url) {
    try {
      options_of(url);
    } catch (const Error& error) {
      return error.message;
    }
    return std::string("no error");
  };
  EXPECT_EQ(message("mysql://h/a?sll=1"), "The database URL has the unknown option 'sll'");
  EXPECT_EQ(message("mysql://h/a?connect_timeout=s3cret"),
            "The option 'connect_timeout' of the database URL cannot be read");
  EXPECT_EQ(message("mysql://h/a?read_default_file=/nowhere/my.cnf"),
            "The option file /nowhere/my.cnf does not exist");
  EXPECT_EQ(message("mysql://h/a?use_unicode=1&autocommit=true"), "no error");
}

}  // namespace
}  // namespace retort::database
