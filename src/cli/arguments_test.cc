#include "cli/arguments.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "cli/commands.h"

namespace retort::cli {
namespace {

Arguments parse(std::vector<const char*> arguments) {
  return parse_arguments(arguments, shared_options(), commands());
}

std::string error_of(std::vector<const char*> arguments) {
  try {
    parse(std::move(arguments));
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::usage);
    return error.message;
  }
  return "no error";
}

TEST(Arguments, TakesSharedOptionsOnBothSidesOfTheCommand) {
  const Arguments before = parse({"-c", "x.ini", "-nother", "heads", "-v"});
  EXPECT_EQ(before.command->name, "heads");
  EXPECT_EQ(before.value("config"), "x.ini");
  EXPECT_EQ(before.value("name"), "other");
  EXPECT_TRUE(before.has("verbose"));
  EXPECT_EQ(parse({"heads", "--config=y.ini"}).value("config"), "y.ini");
}

TEST(Arguments, GivesTheCommandsOwnShortOptionPrecedence) {
  const Arguments given = parse({"-c", "x.ini", "current", "-c"});
  EXPECT_EQ(given.value("config"), "x.ini");
  EXPECT_TRUE(given.has("check-heads"));
}

TEST(Arguments, TakesNegativeNumbersAsValues) {
  EXPECT_EQ(parse({"downgrade", "-1"}).positionals, std::vector<std::string>{"-1"});
  EXPECT_EQ(parse({"history", "-r-3:current"}).value("rev-range"), "-3:current");
  EXPECT_EQ(parse({"history", "-r", "-3:"}).value("rev-range"), "-3:");
}

TEST(Arguments, AcceptsUniqueBeginningsOfLongOptions) {
  EXPECT_TRUE(parse({"upgrade", "head", "--sq"}).has("sql"));
  EXPECT_EQ(error_of({"upgrade", "head", "--version-t", "x"}),
            "ambiguous option: --version-t could match --version-table, --version-table-schema");
}

TEST(Arguments, EndsOptionsAtTwoDashes) {
  EXPECT_EQ(parse({"show", "--", "-x"}).positionals, std::vector<std::string>{"-x"});
}

TEST(Arguments, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(error_of({"heads", "--foo"}), "unrecognized arguments: --foo");
  EXPECT_EQ(error_of({"heads", "a", "b"}), "unrecognized arguments: a b");
  EXPECT_EQ(error_of({"upgrade"}), "the following arguments are required: revision");
  EXPECT_EQ(error_of({"upgrade", "head", "--url"}), "argument --url: expected one argument");
  EXPECT_EQ(error_of({}), "too few arguments");
}

}  // namespace
}  // namespace retort::cli
