#include "base/new_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/file.h"

namespace retort {
namespace {

class NewFile : public testing::Test {
 protected:
  NewFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "retort.XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~NewFile() override { std::filesystem::remove_all(folder); }

  std::string folder;
};

TEST_F(NewFile, AppearsWithItsWholeContentAndNothingElseIsLeft) {
  EXPECT_TRUE(create_file(folder + "/a.py", "text"));
  EXPECT_EQ(read_file(folder + "/a.py"), "text");
  EXPECT_EQ(directory_names(folder), std::vector<std::string>{"a.py"});
}

TEST_F(NewFile, NeverTakesThePlaceOfAnother) {
  EXPECT_TRUE(create_file(folder + "/a.py", "first"));
  EXPECT_FALSE(create_file(folder + "/a.py", "second"));
  EXPECT_EQ(read_file(folder + "/a.py"), "first");
  EXPECT_EQ(directory_names(folder).size(), 1U);
}

TEST_F(NewFile, IsWonByExactlyOneOfManyThreads) {
  std::atomic<int> winners = 0;
  {
    std::vector<std::jthread> threads;
    for (int number = 0; number < 8; ++number) {
      threads.emplace_back([&, number] {
        if (create_file(folder + "/a.py", std::string(1000, static_cast<char>('a' + number)))) {
          ++winners;
        }
      });
    }
  }
  EXPECT_EQ(winners, 1);
  const std::string text = read_file(folder + "/a.py");
  EXPECT_EQ(text, std::string(1000, text.front()));
}

TEST_F(NewFile, SaysWhyItCannotBeWritten) {
  try {
    create_file(folder + "/missing/a.py", "text");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "Can't write " + folder + "/missing/a.py: No such file or directory");
  }
}

}  // namespace
}  // namespace retort
