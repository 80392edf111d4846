#include "script/sql_outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "script/migration_reading.h"

namespace retort::script {
namespace {

using testing::ElementsAre;

SqlOutline outline(std::string text, const std::string& name = "a1_add_users.sql") {
  return read_sql_outline({name, std::move(text)}, "/p/" + name);
}

/// The message, the place and the first hint.
std::string error_of(std::string text, const std::string& name = "a1_add_users.sql") {
  try {
    outline(std::move(text), name);
  } catch (const Error& error) {
    return error.message + " | " + to_string(error.place.value_or(Place{})) + " | " +
           (error.hints.empty() ? "" : error.hints.front());
  }
  return "no error";
}

TEST(SqlOutline, ReadsEveryLineOfTheHeader) {
  const std::string text =
      "-- Licence\n"
      "-- retort: revision ae10\n"
      "-- retort: revises a1, b2 c3\n"
      "--retort:depends_on d4\r\n"
      "  -- Retort : branch_labels left,right\n"
      "-- retort: message Add users, and more \n"
      "--\n"
      "-- Why.\n"
      "-- retort: transaction off\n"
      "-- retort: env APP_SCHEMA TABLESPACE=pg_default\n"
      "-- retort: secret TOKEN\n"
      "/* nothing yet */\n"
      "\n"
      "-- retort: upgrade\n"
      "CREATE TABLE t (a int);\n"
      "-- retort: upgrade sqlite, mysql\n"
      "-- retort: downgrade\n"
      "DROP TABLE t;\n";
  const SqlOutline read = outline(text);
  EXPECT_EQ(read.spec.id, "ae10");
  EXPECT_THAT(read.spec.down_revisions, ElementsAre("a1", "b2", "c3"));
  EXPECT_THAT(read.spec.depends_on, ElementsAre("d4"));
  EXPECT_THAT(read.spec.branch_labels, ElementsAre("left", "right"));
  EXPECT_EQ(read.spec.doc(), "Add users, and more");
  EXPECT_EQ(read.spec.long_doc, "Add users, and more\n\nWhy.");
  EXPECT_EQ(read.spec.path, "/p/a1_add_users.sql");
  const Source source{"a1.sql", text};
  EXPECT_EQ(place_in(source, read.spec.id_mark.span).line, 2);
  EXPECT_EQ(place_in(source, read.spec.down_mark.span).line_text, "-- retort: revises a1, b2 c3");
  EXPECT_FALSE(read.transaction);
  ASSERT_EQ(read.variables.size(), 3U);
  EXPECT_EQ(read.variables[1].name, "TABLESPACE");
  EXPECT_EQ(read.variables[1].fallback, "pg_default");
  EXPECT_TRUE(read.variables[2].secret);
  ASSERT_EQ(read.sections.size(), 3U);
  EXPECT_THAT(read.sections[1].dialects, ElementsAre("sqlite", "mysql"));
  EXPECT_EQ(read.sections[1].body.begin, read.sections[1].body.end);
  EXPECT_EQ(read.sections[2].direction, Direction::downgrade);
}

TEST(SqlOutline, TakesFromTheNameWhatTheHeaderLeavesOut) {
  const SqlOutline read = outline("-- retort: upgrade", "0002_add_users.sql");
  EXPECT_EQ(read.spec.id, "0002");
  EXPECT_EQ(read.spec.doc(), "add users");
  EXPECT_EQ(outline("-- retort: upgrade", "base.sql").spec.id, "base");
  EXPECT_EQ(outline("-- retort: revision x\n", "1975ea83b71_x.sql").spec.id, "x");
}

TEST(SqlOutline, NamesEveryMistakeWithItsPlace) {
  const std::string file = "a1_add_users.sql";
  struct Case {
    std::string text, expected;
  };
  const Case cases[] = {
      {"-- retort: upgrad\n",
       "`upgrad` is not a keyword of SQL migrations | a1_add_users.sql:1:12 | Did you mean "
       "`upgrade`?"},
      {"-- retort: up\n",
       "`up` is not a keyword of SQL migrations | a1_add_users.sql:1:12 | Did you mean `upgrade`?"},
      {"-- retort: down_revision a\n",
       "`down_revision` is not a keyword of SQL migrations | a1_add_users.sql:1:12 | Did you mean "
       "`revises`?"},
      {"-- retort: xyzzy\n",
       "`xyzzy` is not a keyword of SQL migrations | a1_add_users.sql:1:12 | The keywords are "
       "revision, revises, depends_on, branch_labels, message, transaction, lock_timeout, "
       "statement_timeout, env, secret, upgrade, "
       "downgrade."},
      {"-- retort:\n",
       "`-- retort:` does not say what | a1_add_users.sql:1:11 | Write a keyword after it, such as "
       "`-- retort: upgrade`."},
      {"-- retort upgrade\n",
       "The colon after `-- retort` is missing | a1_add_users.sql:1:11 | Write `-- retort: "
       "upgrade`."},
      {"-- retort: revision\n",
       "`revision` takes one id | a1_add_users.sql:1:12 | Write it as `-- retort: revision "
       "1975ea83b712`."},
      {"-- retort: revision a\n-- retort: revision a\n",
       "`revision` is given twice | a1_add_users.sql:2:12 | Keep one of the two lines; the other "
       "is "
       "line 1."},
      {"-- retort: revises a, b, a\n",
       "`a` is named twice | a1_add_users.sql:1:26 | Remove one of the two."},
      {"-- retort: transaction maybe\n",
       "`transaction` takes `on` or `off` | a1_add_users.sql:1:12 | `-- retort: transaction off` "
       "runs each statement outside of a transaction."},
      {"-- retort: env\n",
       "`env` names no variable | a1_add_users.sql:1:12 | Write it as `-- retort: env NAME "
       "OTHER=default`."},
      {"-- retort: env 1A\n",
       "`1A` is not the name of a variable | a1_add_users.sql:1:16 | Use letters, digits and `_`; "
       "a "
       "default follows `=` without blanks."},
      {"-- retort: env A\n-- retort: secret A\n",
       "`A` is named twice | a1_add_users.sql:2:19 | Remove one of the two."},
      {"-- retort: upgrade postgres\n",
       "`postgres` is not a dialect | a1_add_users.sql:1:20 | Did you mean `postgresql`?"},
      {"-- retort: upgrade oracle\n",
       "`oracle` is not a dialect | a1_add_users.sql:1:20 | The dialects are postgresql, sqlite, "
       "mysql, mariadb."},
      {"-- retort: upgrade\n-- retort: upgrade\n",
       "This section `upgrade` follows one that is called the same | a1_add_users.sql:2:12 | Join "
       "it with the one in line 1, or correct its name."},
      {"-- retort: upgrade\n-- retort: revises a\n",
       "`revises` stands below the first section | a1_add_users.sql:2:12 | Move the line above the "
       "first `-- retort: upgrade` or `-- retort: downgrade`."},
      {"-- retort: revision a\nSELECT 1;\n-- retort: upgrade\n",
       "This stands above the first section | a1_add_users.sql:2:1 | Write `-- retort: upgrade` on "
       "the line before the statements that upgrade."},
  };
  for (const Case& c : cases) EXPECT_EQ(error_of(c.text), c.expected) << c.text;
  EXPECT_EQ(error_of("-- retort: revision ae1027a6acf0\n", "1975ea83b712_x.sql"),
            "The file is named after the revision 1975ea83b712, but this is ae1027a6acf0 | "
            "1975ea83b712_x.sql:1:21 | Give both the same id.");
}

TEST(SqlOutline, LetsCommentsSpeakOfRetort) {
  EXPECT_EQ(error_of("-- retort upgrade runs this file\n-- retorts: x\n-- a retort: b\n"
                     "-- retort: upgrade\n"),
            "no error");
}

TEST(SqlDirectory, MixesSqlFilesWithScripts) {
  const MemoryFiles files(std::map<std::string, std::string>{
      {"/p/a_x.sql", "-- retort: upgrade\n"},
      {"/p/b.py", "revision = 'b'\ndown_revision = 'a'\n"},
      {"/p/data.sql", "INSERT INTO t VALUES (1);\n"},
      {"/q/c_x.sql", "-- retort: revises b\n-- retort: upgrade\n"},
      {"/q/d.sql", "SELECT 1;\n"}});
  std::vector<std::string> warnings;
  struct NoFallback final : HeaderFallback {
    Header read(const Source&) const override { return {}; }
  };
  const auto specs = load_migrations(files, {{"/p", "/q"}}, NoFallback(), warnings);
  std::vector<std::string> ids;
  for (const revision::RevisionSpec& spec : specs) ids.push_back(spec.id);
  EXPECT_THAT(ids, ElementsAre("a", "b", "c"));
  EXPECT_THAT(warnings, ElementsAre("/q/d.sql is left out: it has no line `-- retort: upgrade`, so "
                                    "it is not a migration."));
}

}  // namespace
}  // namespace retort::script
