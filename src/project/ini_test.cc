#include "project/ini.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/error.h"

namespace retort::project {
namespace {

IniFile parse(std::string text) {
  return IniFile(std::make_shared<const Source>(Source{"alembic.ini", std::move(text)}));
}

std::string error_of(const std::string& text) {
  try {
    parse(text);
  } catch (const Error& error) {
    return describe(error);
  }
  return "no error";
}

TEST(IniFile, ReadsBothDelimitersAndAnyCaseOfKeys) {
  const IniFile ini = parse("[alembic]\nScript_Location = a b \nurl: x=y\n");
  EXPECT_EQ(ini.get("alembic", "script_location", {}), "a b");
  EXPECT_EQ(ini.get("alembic", "URL", {}), "x=y");
  EXPECT_EQ(ini.get("alembic", "missing", {}), std::nullopt);
  EXPECT_EQ(ini.get("other", "url", {}), std::nullopt);
}

TEST(IniFile, ContinuesValuesInIndentedLinesAndSkipsComments) {
  const IniFile ini = parse("[a]\nk = one\n   two\n# no\n\n   three\n\nn =\n  x\n; end\n");
  EXPECT_EQ(ini.get("a", "k", {}), "one\ntwo\n\nthree");
  EXPECT_EQ(ini.get("a", "n", {}), "\nx");
}

TEST(IniFile, FallsBackToDefaultSection) {
  const IniFile ini = parse("[DEFAULT]\nhost = db\n[a]\nurl = //%(host)s/%(name)s%%\nname = x\n");
  EXPECT_EQ(ini.get("a", "url", {}), "//db/x%");
  EXPECT_FALSE(ini.has_section("DEFAULT"));
  EXPECT_EQ(ini.items("a", {}).size(), 3U);
}

TEST(IniFile, InterpolatesGivenVariablesAfterItsOwn) {
  const IniFile ini = parse("[a]\npath = %(here)s/x\n");
  EXPECT_EQ(ini.get("a", "path", {{"here", "/srv"}}), "/srv/x");
}

TEST(IniFile, NamesLineOfUnknownReference) {
  const IniFile ini = parse("[a]\nurl = %(nope)s\n");
  try {
    ini.get("a", "url", {});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(describe(error),
              "FAILED: The value of 'url' refers to 'nope', which is not set.\n"
              "  at alembic.ini:2:1\n"
              "    url = %(nope)s\n"
              "    ^^^^^^^^^^^^^^\n"
              "  next: Set nope in [a] or [DEFAULT], or write %% for a percent sign.\n");
  }
}

TEST(IniFile, RefusesEndlessInterpolation) {
  EXPECT_THROW(parse("[a]\nx = %(y)s\ny = %(x)s\n").get("a", "x", {}), Error);
  EXPECT_THROW(parse("[a]\nx = 5%\n").get("a", "x", {}), Error);
}

TEST(IniFile, RefusesWhatConfigparserRefuses) {
  EXPECT_EQ(error_of("x = 1\n"),
            "FAILED: File contains no section headers.\n"
            "  at alembic.ini:1:1\n"
            "    x = 1\n"
            "    ^^^^^\n"
            "  next: Put a section header such as [alembic] above the first option.\n");
  EXPECT_EQ(error_of("[a]\nx = 1\nx = 2\n").substr(0, 49),
            "FAILED: Option 'x' in section 'a' already exists.");
  EXPECT_EQ(error_of("[a]\n[b]\n[a]\n").substr(0, 36), "FAILED: Section 'a' already exists.\n");
  EXPECT_NE(error_of("[a]\njunk\n").find("alembic.ini:2:1"), std::string::npos);
}

}  // namespace
}  // namespace retort::project
