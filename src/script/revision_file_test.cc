#include "script/revision_file.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::script {
namespace {

constexpr CreateDate kDate = {1'767'323'045'678'901, 3600, std::nullopt};  // 2026-01-02 03:04:05

std::string stem(const std::string& message) {
  return revision_file_stem({}, "ab12", message, kDate);
}

TEST(RevisionFile, IsNamedByTheWordsOfTheMessage) {
  EXPECT_EQ(stem("Add Users, and \"more\"!"), "ab12_add_users_and_more");
  EXPECT_EQ(stem("Größe ändern"), "ab12_größe_ändern");
  EXPECT_EQ(revision_file_stem({}, "ab12", std::nullopt, kDate), "ab12_");
}

TEST(RevisionFile, CutsLongMessagesAtAWord) {
  EXPECT_EQ(stem("one two three four five six seven eight nine ten"),
            "ab12_one_two_three_four_five_six_seven_eight_");
  EXPECT_EQ(revision_file_stem({.truncate_slug_length = 5}, "ab12", "abcdefgh", kDate),
            "ab12_abcde_");
}

TEST(RevisionFile, FollowsTheTemplate) {
  const FileNaming naming{
      .file_template =
          "%(year)d/%(month).2d-%(day).2d_%(hour).2d%(minute).2d%(second).2d_%(epoch)s"};
  EXPECT_EQ(revision_file_stem(naming, "ab12", "x", kDate), "2026/01-02_040405_1767323045");
}

TEST(RevisionFile, RefusesATemplateThatAsksForMore) {
  try {
    revision_file_stem({.file_template = "%(author)s"}, "ab12", "x", kDate);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "file_template cannot be used: KeyError: 'author'");
  }
}

TEST(RevisionFile, HasAnIdOfTwelveHexadecimalDigits) {
  const std::string id = random_revision_id();
  EXPECT_EQ(id.size(), 12U);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(id, random_revision_id());
}

}  // namespace
}  // namespace retort::script
