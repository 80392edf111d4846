#include "script/timeouts.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::script {
namespace {

TEST(Timeouts, AreReadFromConstantsOfAScript) {
  const Source source{"a.py",
                      "revision = 'a'\nretort_lock_timeout = 2  # short\n"
                      "retort_statement_timeout: str = '5min'\n"
                      "def upgrade():\n    retort_lock_timeout = 9\n"};
  EXPECT_EQ(timeouts_in(source, false), (Timeouts{2.0, 300.0}));
}

TEST(Timeouts, AreReadFromTheHeaderOfAnSqlFile) {
  const Source source{"a.sql",
                      "-- retort: revision a\n-- retort: lock_timeout 500ms\n"
                      "-- retort: upgrade\nSET lock_timeout = '4s';\n"};
  EXPECT_EQ(timeouts_in(source, true), (Timeouts{0.5, std::nullopt}));
}

TEST(Timeouts, HaveUnits) {
  EXPECT_EQ(parse_seconds("2"), 2);
  EXPECT_EQ(parse_seconds("1.5 s"), 1.5);
  EXPECT_EQ(parse_seconds("0"), 0);
  EXPECT_EQ(parse_seconds("-1"), std::nullopt);
  EXPECT_EQ(parse_seconds("soon"), std::nullopt);
  EXPECT_EQ(parse_seconds("2 weeks"), std::nullopt);
}

TEST(Timeouts, AWrongOneIsAnErrorWithItsPlace) {
  try {
    timeouts_in({"a.py", "revision = 'a'\nretort_lock_timeout = LIMIT\n"}, false);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "'LIMIT' is not a time for lock_timeout");
    ASSERT_TRUE(error.place.has_value());
    EXPECT_EQ(error.place->line, 2);
  }
}

}  // namespace
}  // namespace retort::script
