#include "script/header.h"

#include <gtest/gtest.h>

namespace retort::script {
namespace {

/// The header as one line: `revision | down_revision | depends_on | branch_labels`.
std::string dump(const HeaderValue& value) {
  if (value.kind == HeaderValue::Kind::absent) return "-";
  if (value.kind == HeaderValue::Kind::none) return "None";
  if (value.kind == HeaderValue::Kind::text) return value.items.front();
  std::string out = "(";
  for (const std::string& item : value.items) out += (out.size() > 1 ? "," : "") + item;
  return out + ")";
}

std::string read(const std::string& text) {
  const std::optional<Header> header = scan_header(text);
  if (!header) return "undecided";
  return dump(header->revision) + " | " + dump(header->down_revision) + " | " +
         dump(header->depends_on) + " | " + dump(header->branch_labels);
}

TEST(Header, IsReadInEveryPlainForm) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"revision = 'a'\ndown_revision = None\n", "a | None | - | -"},
      {"revision: str = \"a\"\ndown_revision: Union[str, None] = 'b'", "a | b | - | -"},
      {"revision='a'\r\ndown_revision = 'b'  # why\r\n", "a | b | - | -"},
      {"down_revision = ('a', 'b')\n", "- | (a,b) | - | -"},
      {"down_revision = (\n    'a',  # one\n    'b',\n)\n", "- | (a,b) | - | -"},
      {"down_revision = ['a']\ndepends_on = ()\n", "- | (a) | () | -"},
      {"down_revision = 'a', 'b'\n", "- | (a,b) | - | -"},
      {"down_revision = 'a',\n", "- | (a) | - | -"},
      {"down_revision = ('a')\n", "- | a | - | -"},
      {"down_revision = ('ab'\n  'cd')\n", "- | abcd | - | -"},
      {"revision = 'ab' \"cd\" r'\\e'\n", "abcd\\e | - | - | -"},
      {"revision = '''a'''\n", "a | - | - | -"},
      {"revision = u'\\x61\\u0062\\143'\n", "abc | - | - | -"},
      {"revision = \\\n  'a'\n", "a | - | - | -"},
      {"revision = down_revision = 'a'\n", "a | a | - | -"},
      {"revision = 'a'; down_revision = 'b'\n", "a | b | - | -"},
      {"revision = 'a'\nbranch_labels = (revision,)\n", "a | - | - | (a)"},
      {"revision = 'a'\nrevision = 'b'\n", "b | - | - | -"},
      {"revision: str\nrevision = 'b'\n", "b | - | - | -"},
      {"\xEF\xBB\xBFrevision = 'b'\n", "b | - | - | -"},
      {"branch_labels: Union[str, Sequence[str], None] = None\n", "- | - | - | None"},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(read(text), expected) << text;
}

TEST(Header, IgnoresEverythingThatIsNoModuleLevelStatement) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"def upgrade():\n    revision = 'x'\n\n    op.execute('''\nrevision = 'y'\n''')\n", "-"},
      {"x = (\n'''\nrevision = 'y'\n''' # (\n)\n", "-"},
      {"class A:\n  revision = 1\n", "-"},
      {"x.revision = 1\n", "-"},
      {"def f():\n  x = f'{a[\"(\"]:{w}}' + f\"{b['(']!r:>{'('}}\" + rb'\\'('\nrevision = 'r'\n",
       "r"},
      {"s = \"# not a comment\"  # it's (\nrevision = 'r'\n", "r"},
      {"x = 'it''s' \\\n 'revision'\nrevision = 'r'\n", "r"},
      {"@decorated(revision=1)\ndef f(revision=2): pass\nrevision = 'r'\n", "r"},
  };
  for (const auto& [text, expected] : table)
    EXPECT_EQ(read(text), expected + " | - | - | -") << text;
}

TEST(Header, IsUndecidedWhereTheValueDependsOnMore) {
  for (const std::string text : {"revision = make()\n",
                                 "revision = f'a'\n",
                                 "revision = 'a' + 'b'\n",
                                 "revision = b'a'\n",
                                 "\r'docstring after a line that a return ends'\n",
                                 "\\\n'docstring after a joined line'\n",
                                 "# comment\rrevision = 'a'\n",
                                 "revision = r'''a\\\r\nb'''\n",
                                 "if x:\n    revision = 'a'\n",
                                 "try:\n  pass\nexcept E as revision:\n  pass\n",
                                 "from app import branch_labels\n",
                                 "revision += 'a'\n",
                                 "revision, x = 1, 2\n",
                                 "x = revision = 'a'\n",
                                 "def revision(): pass\n",
                                 "revision = 'a' if x else 'b'\n",
                                 "revision = 'a\n",
                                 "x = (\n",
                                 "down_revision = (None, 'a')\n",
                                 "revision = '\\N{BULLET}'\n",
                                 "from app import *\nrevision = 'a'\n",
                                 "for revision in x: pass\n",
                                 "revision = ID\n",
                                 "import x; revision = 'a'\n",
                                 "('doc')\n",
                                 "x = 1\n__doc__ = 'other'\n"}) {
    EXPECT_EQ(read(text), "undecided") << text;
  }
}

std::string docstring(const std::string& text) {
  const std::optional<Header> header = scan_header(text);
  return header ? header->docstring : "undecided";
}

TEST(Header, TheFirstStatementIsTheDocstringIfItIsAString) {
  EXPECT_EQ(docstring("# c\n\n\"\"\"add\n\nRevision ID: x\n\"\"\"\n"), "add\n\nRevision ID: x\n");
  EXPECT_EQ(docstring("'one' 'two'\n"), "onetwo");
  EXPECT_EQ(docstring("r'''a\\n'''\r\n"), "a\\n");
  EXPECT_EQ(docstring("'''a\r\nb'''\r\n"), "a\nb");
  EXPECT_EQ(docstring("'a'.strip()\n"), "");
  EXPECT_EQ(docstring("b'a'\n"), "");
  EXPECT_EQ(docstring("import os\n'late'\n"), "");
  EXPECT_FALSE(scan_header("'a'; revision = 'b'\n"));
  EXPECT_EQ(long_doc_of("\n  add\n\nmore\n"), "add\n\nmore");
}

TEST(Header, KnowsWhereEachVariableIsAssigned) {
  const std::string text = "'''d'''\nrevision = 'a'\ndown_revision: str = (\n 'b', 'c')\n";
  const std::optional<Header> header = scan_header(text);
  ASSERT_TRUE(header);
  const Source source{"v.py", text};
  EXPECT_EQ(to_string(place_in(source, header->down_revision.span)), "v.py:3:1");
  EXPECT_EQ(place_in(source, header->revision.span).width, 14);
}

}  // namespace
}  // namespace retort::script
