#include "base/file_set.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "base/error.h"
#include "base/file.h"
#include "base/files.h"

namespace retort {
namespace {

/// A folder of its own with two files, and changes of every kind.
class FileSet : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "retort-file-set-XXXXXX";
    root_ = ::mkdtemp(name.data());
    real_files().write(path("a.py"), "old a");
    real_files().write(path("b.py"), "old b");
  }

  std::string path(const std::string& name) const { return root_ + '/' + name; }
  std::string backups() const { return path(".backup"); }
  std::vector<FileChange> changes() const {
    return {{path("a.py"), "old a", "new a"},
            {path("b.py"), "old b", std::nullopt},
            {path("c.py"), std::nullopt, "new c"}};
  }
  bool all_old() const {
    return read_file_if_exists(path("a.py")) == "old a" &&
           read_file_if_exists(path("b.py")) == "old b" && !path_exists(path("c.py"));
  }
  bool all_new() const {
    return read_file_if_exists(path("a.py")) == "new a" && !path_exists(path("b.py")) &&
           read_file_if_exists(path("c.py")) == "new c";
  }
  /// Names beside the backups.
  std::vector<std::string> names() const {
    std::vector<std::string> out = directory_names(root_);
    std::erase(out, ".backup");
    return out;
  }

  std::string root_;
};

std::size_t fatal_step = 0;

void die_at_fatal_step(std::size_t step) {
  if (step == fatal_step) ::_exit(9);
}

void fail_at_fatal_step(std::size_t step) {
  if (step == fatal_step) throw Error(ErrorCode::io, "disk full");
}

TEST_F(FileSet, MakesAllChangesAndKeepsTheOriginals) {
  const std::string backup = write_file_set(changes(), backups());
  EXPECT_TRUE(all_new());
  EXPECT_EQ(read_file(backup + "/0001-a.py.orig"), "old a");
  EXPECT_EQ(read_file(backup + "/0002-b.py.orig"), "old b");
  EXPECT_EQ(names(), (std::vector<std::string>{"a.py", "c.py"}));
  EXPECT_FALSE(recover_file_set(backups()));
}

TEST_F(FileSet, RefusesFilesThatChangedMeanwhile) {
  real_files().write(path("b.py"), "newer b");
  EXPECT_THROW(write_file_set(changes(), backups()), Error);
  EXPECT_EQ(read_file(path("a.py")), "old a");
}

TEST_F(FileSet, AnErrorAtAnyStepLeavesEveryFileAsItWas) {
  for (fatal_step = 0; fatal_step < 7; ++fatal_step) {
    EXPECT_THROW(write_file_set(changes(), backups(), fail_at_fatal_step), Error);
    EXPECT_TRUE(all_old()) << "step " << fatal_step;
    EXPECT_EQ(names(), (std::vector<std::string>{"a.py", "b.py"})) << "step " << fatal_step;
  }
}

TEST_F(FileSet, AKillAtAnyStepIsTakenBackByTheNextRun) {
  for (fatal_step = 0; fatal_step < 7; ++fatal_step) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      write_file_set(changes(), backups(), die_at_fatal_step);
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(WEXITSTATUS(status), 9) << "step " << fatal_step;
    ASSERT_TRUE(recover_file_set(backups())) << "step " << fatal_step;
    EXPECT_TRUE(all_old()) << "step " << fatal_step;
    EXPECT_EQ(names(), (std::vector<std::string>{"a.py", "b.py"})) << "step " << fatal_step;
  }
  write_file_set(changes(), backups());
  EXPECT_TRUE(all_new());
}

TEST_F(FileSet, AFileThatSomebodyChangedAfterAKillIsLeftAlone) {
  fatal_step = 4;  // a.py is new already
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    write_file_set(changes(), backups(), die_at_fatal_step);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  real_files().write(path("a.py"), "by hand");
  const auto recovery = recover_file_set(backups());
  ASSERT_TRUE(recovery);
  EXPECT_EQ(recovery->kept, std::vector<std::string>{path("a.py")});
  EXPECT_EQ(read_file(path("a.py")), "by hand");
  EXPECT_EQ(read_file(path("b.py")), "old b");
}

TEST_F(FileSet, AFinishedRunCanBeTakenBack) {
  write_file_set(changes(), backups());
  const FileSetRecovery recovery = undo_file_set(backups(), "");
  EXPECT_EQ(recovery.restored.size(), 3U);
  EXPECT_TRUE(all_old());
  EXPECT_THROW(undo_file_set(backups(), ""), Error);
}

}  // namespace
}  // namespace retort
