#include "embed/embedded_files.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::embed {
namespace {

constexpr EmbeddedFile kFiles[] = {
    {"a.py", {"one\0two", 7}}, {"core/b.py", "b"}, {"core/old/c.sql", "c"}, {"z.py", ""}};
constexpr EmbeddedDirectory kDirectory{"app", kFiles, 4};
constexpr EmbeddedDirectory kEmpty{"empty", nullptr, 0};

TEST(EmbeddedFiles, AreFoundByTheirPaths) {
  const EmbeddedFiles files({&kDirectory, &kEmpty});
  EXPECT_EQ(files.read("<embedded>/app/a.py"), std::string("one\0two", 7));
  EXPECT_EQ(files.read("<embedded>/app/core/old/c.sql"), "c");
  EXPECT_EQ(files.read_if_exists("<embedded>/app/z.py"), "");
  for (const char* missing : {"<embedded>/app/b.py", "<embedded>/app/core", "<embedded>/other/a.py",
                              "<embedded>/empty/a.py"}) {
    EXPECT_FALSE(files.read_if_exists(missing)) << missing;
  }
}

TEST(EmbeddedFiles, AreListedLikeADirectory) {
  const EmbeddedFiles files({&kDirectory, &kEmpty});
  using Entries = std::vector<DirectoryEntry>;
  EXPECT_EQ(files.list("<embedded>/app"),
            (Entries{{"a.py", false, false}, {"core", true, false}, {"z.py", false, false}}));
  EXPECT_EQ(files.list("<embedded>/app/core/old"), (Entries{{"c.sql", false, false}}));
  EXPECT_EQ(files.list("<embedded>/empty"), Entries{});
  EXPECT_EQ(files.list("<embedded>/other"), std::nullopt);
  EXPECT_EQ(files.folders(),
            (std::vector<std::string>{"<embedded>/app", "<embedded>/app/core",
                                      "<embedded>/app/core/old", "<embedded>/empty"}));
}

TEST(EmbeddedFiles, CannotBeWritten) {
  EmbeddedFiles files({&kDirectory});
  EXPECT_THROW(files.write("<embedded>/app/a.py", ""), Error);
  EXPECT_THROW(files.remove("<embedded>/app/a.py"), Error);
  EXPECT_THROW(files.make_directories("<embedded>/app/new"), Error);
}

}  // namespace
}  // namespace retort::embed
