// The server that tests use: its URL comes from RETORT_TEST_MYSQL_URL, which the test harness sets
// to a private server. Without it every such test fails.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/environment.h"
#include "base/error.h"
#include "database/connection.h"

namespace retort::database {

class MysqlTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto url = environment_variable("RETORT_TEST_MYSQL_URL");
    ASSERT_TRUE(url) << "RETORT_TEST_MYSQL_URL is not set: run these tests through ctest";
    url_ = parse_url(*url);
    // One database a test, away by the end of it.
    name_ = "t_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name());
    for (char& c : name_) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    name_.resize(std::min<std::size_t>(name_.size(), 60));
    const auto server = connect(url_);
    server->execute("DROP DATABASE IF EXISTS " + name_);
    server->execute("CREATE DATABASE " + name_);
    url_.database = name_;
    connection_ = connect(url_);
  }

  void TearDown() override {
    if (!connection_) return;
    connect(url_)->execute("DROP DATABASE IF EXISTS " + name_);
  }

  template <class Action>
  static Error error_of(Action action) {
    try {
      action();
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "no error";
    return Error(ErrorCode::internal, "");
  }

  static Statement tagged(std::string text, std::uint64_t tag) {
    Statement statement;
    statement.text = std::move(text);
    statement.tag = tag;
    return statement;
  }

  Value scalar(const std::string& sql) { return connection_->execute(sql).rows.at(0).at(0); }

  Url url_;
  std::string name_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace retort::database
