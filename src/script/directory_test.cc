#include "script/migration_reading.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::script {
namespace {

using Strings = std::vector<std::string>;
using Texts = std::map<std::string, std::string>;

/// Refuses every file, so that a test sees that the scanner left it undecided.
class NoFallback final : public HeaderFallback {
 public:
  Header read(const Source& source) const override {
    throw Error(ErrorCode::unknown_value, "undecided " + source.path);
  }
};

std::string migration(const std::string& id) {
  return "\"\"\"add " + id + "\n\nmore\n\"\"\"\n\nrevision = '" + id +
         "'\ndown_revision = None\nbranch_labels = ('l',)\n";
}

std::string error_of(const std::string& name, const std::string& text) {
  const MemoryFiles files(Texts{{"/p/" + name, text}});
  Strings warnings;
  try {
    load_migrations(files, {{"/p"}}, NoFallback(), warnings);
  } catch (const Error& error) {
    return describe(error);
  }
  return "no error";
}

TEST(Directory, FindsMigrationsInLoadOrder) {
  MemoryFiles files({{"/p/two/b.py", ""},
                     {"/p/two/a.py", ""},
                     {"/p/two/__init__.py", ""},
                     {"/p/two/.#a.py", ""},
                     {"/p/two/a.pyc", ""},
                     {"/p/two/README", ""},
                     {"/p/two/sub/z.py", ""},
                     {"/p/two/__pycache__/a.py", ""},
                     {"/p/one/c.py", ""}});
  files.link("/p/one/d.py", "/p/two/a.py");
  Strings warnings;
  EXPECT_EQ(find_migrations(files, {{"/p/two", "/p/none", "/p/one"}}, warnings),
            (Strings{"/p/two/a.py", "/p/two/b.py", "/p/one/c.py"}));
  EXPECT_EQ(warnings, Strings{"File /p/two/a.py loaded twice! ignoring. Please ensure "
                              "version_locations is unique."});
  EXPECT_EQ(find_migrations(files, {{"/p/two"}, true}, warnings),
            (Strings{"/p/two/a.py", "/p/two/b.py", "/p/two/sub/z.py"}));
}

TEST(Directory, ReadsWhatAMigrationDeclares) {
  const MemoryFiles files(
      Texts{{"/p/x.py", migration("abc")}, {"/p/0a1.py", "down_revision = 'abc'\n"}});
  Strings warnings;
  const std::vector<revision::RevisionSpec> specs =
      load_migrations(files, {{"/p"}}, NoFallback(), warnings, true);
  ASSERT_EQ(specs.size(), 2U);
  EXPECT_EQ(specs[0].id, "0a1");
  EXPECT_EQ(specs[0].down_revisions, Strings{"abc"});
  EXPECT_EQ(specs[1].id, "abc");
  EXPECT_EQ(specs[1].doc(), "add abc");
  EXPECT_EQ(specs[1].long_doc, "add abc\n\nmore");
  EXPECT_EQ(specs[1].branch_labels, Strings{"l"});
  EXPECT_EQ(specs[1].path, "/p/x.py");
  EXPECT_EQ(place_of(specs[1], specs[1].down_mark),
            (Place{"/p/x.py", 7, 1, "down_revision = None", 20}));
}

TEST(Directory, ManyFilesAreReadInOrder) {
  std::map<std::string, std::string> texts;
  for (int at = 1000; at < 2500; ++at) {
    texts["/p/" + std::to_string(at) + ".py"] = migration("r" + std::to_string(at));
  }
  Strings warnings;
  const std::vector<revision::RevisionSpec> specs =
      load_migrations(MemoryFiles(texts), {{"/p"}}, NoFallback(), warnings);
  ASSERT_EQ(specs.size(), 1500U);
  for (std::size_t at = 0; at < specs.size(); ++at) {
    EXPECT_EQ(specs[at].id, "r" + std::to_string(1000 + at));
  }
}

TEST(Directory, SaysWhatIsMissing) {
  EXPECT_EQ(error_of("x.py", "down_revision = None\n"),
            "FAILED: Could not determine revision id from filename x.py. Be sure the 'revision' "
            "variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to "
            "0.2' in the documentation).\n  at /p/x.py\n");
  EXPECT_EQ(error_of("x.py", "revision = 'a'\n"),
            "FAILED: Revision a does not declare `down_revision`\n"
            "  at /p/x.py:1:1\n"
            "    revision = 'a'\n"
            "    ^^^^^^^^^^^^^^\n"
            "  next: Add `down_revision = None` for a base, or the id that it follows.\n");
  EXPECT_EQ(error_of("x.py", "revision = None\n"),
            "FAILED: The variable `revision` must be a string\n"
            "  at /p/x.py:1:1\n"
            "    revision = None\n"
            "    ^^^^^^^^^^^^^^^\n");
  EXPECT_EQ(error_of("x.py", "revision = f()\n"), "FAILED: undecided /p/x.py\n");
}

TEST(Directory, RefusesCompiledMigrations) {
  const MemoryFiles files({{"/p/a.py", migration("a")},
                           {"/p/a.pyc", ""},
                           {"/p/__pycache__/a.cpython-311.pyc", ""},
                           {"/p/__pycache__/b.cpython-311.pyc", ""}});
  Strings warnings;
  VersionLocations locations{{"/p"}};
  EXPECT_EQ(find_migrations(files, locations, warnings).size(), 1U);
  locations.sourceless = true;
  try {
    find_migrations(files, locations, warnings);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "Can't read the compiled migration /p/__pycache__/b.cpython-311.pyc");
  }
}

}  // namespace
}  // namespace retort::script
