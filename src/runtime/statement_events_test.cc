#include "runtime/statement_events.h"

#include <gtest/gtest.h>

namespace retort::runtime {
namespace {

TEST(StatementEvents, CutLongTextsBetweenCharacters) {
  EXPECT_EQ(cut_sql("\nSELECT 1\n\n"), "SELECT 1");
  EXPECT_EQ(cut_sql(" \n"), "");
  const std::string text = std::string(3999, 'x') + "\xC3\xA4" + std::string(10, 'y');
  EXPECT_EQ(cut_sql(text), std::string(3999, 'x') + " ... (12 more bytes)");
}

}  // namespace
}  // namespace retort::runtime
