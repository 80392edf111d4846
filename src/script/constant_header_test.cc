#include "script/constant_header.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::script {
namespace {

std::string read(const std::string& text) {
  try {
    const Header header = ConstantHeaderFallback().read({"v.py", text});
    std::string out;
    for (const HeaderValue* value : {&header.revision, &header.down_revision}) {
      if (!out.empty()) out += " | ";
      if (value->kind == HeaderValue::Kind::none) out += "None";
      if (value->kind == HeaderValue::Kind::sequence) out += "()";
      for (const std::string& item : value->items) out += item + ",";
    }
    return out;
  } catch (const Error& error) {
    return describe(error);
  }
}

TEST(ConstantHeader, FollowsConstantsThroughTheModuleLevel) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"ID = 'a'\nrevision = ID + 'b'\n", "ab, | "},
      {"ID = 'a'\nrevision = f'{ID}c'\ndown_revision = (ID, *('x',))\n", "ac, | ()a,x,"},
      {"if True:\n  revision = 'a'\nelse:\n  revision = 'b'\n", "a, | "},
      {"try:\n  revision = 'a'\nfinally:\n  pass\n", "a, | "},
      {"revision, down_revision = 'a', None\n", "a, | None"},
      {"x = revision = 'a'\n", "a, | "},
      {"revision = None or 'a'\ndel revision\nrevision = 'b' if not None else x\n", "b, | "},
      {"import x\nif x.y:\n  revision = 'a'\nelse:\n  revision = 'a'\n", "a, | "},
      {"def f():\n  revision = 'a'\n", ""},
      {"revision = 'a'\nrevision += 'b'\n", "ab, | "},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(read(text), expected) << text;
}

TEST(ConstantHeader, NamesTheVariableThatCannotBeKnown) {
  EXPECT_EQ(read("revision = make()\n"),
            "FAILED: The value of `revision` can't be known without running the migration\n"
            "  at v.py:1:1\n"
            "    revision = make()\n"
            "    ^^^^^^^^^^^^^^^^^\n"
            "  next: Write it as a plain string, a tuple of strings or None.\n");
  for (const std::string text :
       {"if x:\n  revision = 'a'\n", "from a import revision\n", "for revision in 'ab': pass\n",
        "try:\n  revision = x\nexcept E:\n  revision = 'a'\n", "revision = 5\n"}) {
    EXPECT_NE(read(text).find("can't be known"), std::string::npos) << text;
  }
}

/// Where the scanner decides, the parser finds the same.
TEST(ConstantHeader, AgreesWithTheScanner) {
  for (const std::string text :
       {"'''doc\\x41'''\nrevision: str = 'a' 'b'\ndown_revision = ('c',\n 'd')\n",
        "revision = down_revision = r'a\\n'\nbranch_labels = [revision]\ndepends_on = ()\n",
        "revision = 'a'; down_revision = None # c\n",
        "x = f'{a[\"(\"]:{w}}'\nrevision = \\\n 'r'\n"}) {
    const std::optional<Header> scanned = scan_header(text);
    ASSERT_TRUE(scanned) << text;
    Header parsed = ConstantHeaderFallback().read({"v.py", text});
    for (const std::string name : {"revision", "down_revision", "depends_on", "branch_labels"}) {
      Header copy = *scanned;
      EXPECT_EQ(copy.variable(name)->items, parsed.variable(name)->items) << text;
      EXPECT_EQ(copy.variable(name)->kind, parsed.variable(name)->kind) << text;
    }
    EXPECT_EQ(scanned->docstring, parsed.docstring);
  }
}

}  // namespace
}  // namespace retort::script
