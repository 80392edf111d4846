#include "base/files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/error.h"

namespace retort {
namespace {

std::string temporary_directory() {
  std::string path = testing::TempDir() + "/retort_files_XXXXXX";
  return mkdtemp(path.data());
}

TEST(Files, WritesReadsListsAndRemoves) {
  FileSystem& files = real_files();
  const std::string root = temporary_directory();
  files.make_directories(root + "/a/b");
  files.write(root + "/a/z.txt", "one");
  files.write(root + "/a/z.txt", std::string(200'000, 'x'));
  files.write(root + "/a/c.txt", "");
  EXPECT_EQ(files.read(root + "/a/z.txt").size(), 200'000U);
  EXPECT_EQ(files.read(root + "/a/c.txt"), "");
  const std::vector<DirectoryEntry> expected = {
      {"b", true, false}, {"c.txt", false, false}, {"z.txt", false, false}};
  EXPECT_EQ(files.list(root + "/a"), expected);
  files.remove(root + "/a/c.txt");
  EXPECT_FALSE(files.exists(root + "/a/c.txt"));
  EXPECT_EQ(files.list(root + "/none"), std::nullopt);
  EXPECT_EQ(files.read_if_exists(root + "/none"), std::nullopt);
}

TEST(Files, AMissingFileIsNamedWithTheReason) {
  try {
    real_files().read("/nowhere/at/all");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "Can't open '/nowhere/at/all': No such file or directory");
    EXPECT_EQ(error.code, ErrorCode::io);
  }
}

TEST(MemoryFiles, BehavesLikeFiles) {
  MemoryFiles files({{"/p/a.py", "A"}, {"/p/sub/b.py", "B"}});
  files.link("/q", "/p/sub");
  EXPECT_EQ(files.read("/q/b.py"), "B");
  EXPECT_EQ(files.real_path("/q/b.py"), "/p/sub/b.py");
  const std::vector<DirectoryEntry> expected = {{"a.py", false, false}, {"sub", true, false}};
  EXPECT_EQ(files.list("/p"), expected);
  EXPECT_TRUE(files.is_directory("/p/sub"));
  EXPECT_FALSE(files.exists("/p/c.py"));
}

}  // namespace
}  // namespace retort
