#include "script/template.h"

#include <gtest/gtest.h>

#include <map>

#include "base/error.h"

namespace retort::script {
namespace {

class Options final : public ConfigReader {
 public:
  std::optional<ConfigValue> main_option(std::string_view name) override {
    if (name == "databases") return ConfigValue{"one, two", {}};
    return std::nullopt;
  }
  std::map<std::string, ConfigValue> section(std::string_view) override { return {}; }
  void set_option(std::string_view, std::string_view, ConfigValue, const Origin&) override {}
  std::string config_file_name() override { return "alembic.ini"; }
  std::string section_name() override { return "alembic"; }
};

std::string render(const std::string& text) {
  Options options;
  TemplateSurroundings surroundings;
  surroundings.config = &options;
  surroundings.arguments = {{"answer", "42"}};
  NewRevision revision;
  revision.id = "ab12";
  revision.message = "it's <new>";
  revision.down_revisions = {"a1", "b1"};
  revision.date = {1'767'323'045'678'901, 3600, std::nullopt};
  return render_python_revision({"script.py.mako", text}, revision, surroundings, "utf-8");
}

std::string error_of(const std::string& text) {
  try {
    return "no error, but: " + render(text);
  } catch (const Error& error) {
    return describe(error);
  }
}

TEST(Template, WritesExpressionsThroughTheirFilters) {
  EXPECT_EQ(render("${up_revision} ${message}"), "ab12 it's <new>");
  EXPECT_EQ(render("${down_revision | comma,n} ${repr(down_revision)}"), "a1, b1 ('a1', 'b1')");
  EXPECT_EQ(render("${message | h} ${'a b&c' | u}${' x ' | trim}"),
            "it&#39;s &lt;new&gt; a+b%26cx");
  EXPECT_EQ(render("${repr(depends_on)} ${repr(branch_labels)} ${create_date}"),
            "None None 2026-01-02 04:04:05.678901");
  EXPECT_EQ(render("${ {'}': 1}['}'] } ${(1 | 2)} ${answer}"), "1 3 42");
}

TEST(Template, TakesMissingNamesAsFalse) {
  EXPECT_EQ(render("${upgrades if upgrades else 'pass'}"), "pass");
  EXPECT_EQ(render("${context.get('x_upgrades', 'pass')}"), "pass");
  EXPECT_EQ(render("${'none' if imports is UNDEFINED else 1}"), "none");
}

TEST(Template, FollowsControlLines) {
  EXPECT_EQ(render("% for x in [1, 2]:\n${x}\n% endfor\n"), "1\n2\n");
  EXPECT_EQ(render("% if upgrades:\nno\n% elif answer:\n  yes\n% else:\nno\n% endif\nend"),
            "  yes\nend");
  EXPECT_EQ(render("% for x in 'ab':\n${loop.index}${x}${'' if loop.last else ','}\\\n% endfor\n"),
            "0a,1b");
  EXPECT_EQ(render("  ## gone\n  %% kept\n10 % 3\n"), "  % kept\n10 % 3\n");
}

TEST(Template, RunsBlocksOfCode) {
  EXPECT_EQ(
      render("<%!\nimport re\n\n%>start\n<%\n    names = config.get_main_option('databases')\n"
             "%>\n% for name in re.split(r',\\s*', names):\n[${name}]\n% endfor\n"),
      "start\n\n[one]\n[two]\n");
  EXPECT_EQ(render("<%\n    text = '''a\n  b'''\n    if True:\n        text += 'c'\n%>${text}"),
            "a\n  bc");
  EXPECT_EQ(render("${hello('x')}<%def name=\"hello(who)\">Hello ${who}</%def>!"), "Hello x!");
  EXPECT_EQ(render("<%doc>x ${y}</%doc><%text>${raw} % x</%text>"), "${raw} % x");
}

TEST(Template, PointsAtWhatFails) {
  EXPECT_EQ(error_of("line\n  ${author}\n"),
            "FAILED: Template rendering failed: NameError: Undefined\n"
            "  at script.py.mako:2:5\n"
            "      ${author}\n"
            "        ^^^^^^\n"
            "  next: The template uses a name or a filter that neither Alembic nor `template_args` "
            "of env.py "
            "gives it: correct the name, or test it with `if`.\n");
  EXPECT_EQ(error_of("<%\n    x = 1\n    y = x.foo\n%>"),
            "FAILED: Template rendering failed: AttributeError: 'int' object has no attribute "
            "'foo'\n"
            "  at script.py.mako:3:9\n"
            "        y = x.foo\n"
            "            ^^^^^\n"
            "  next: Correct the template, and run again: no migration was written.\n");
  EXPECT_EQ(error_of("% for x in [1]:\n${x +}\n% endfor\n"),
            "FAILED: SyntaxError: invalid syntax\n"
            "  at script.py.mako:2:5\n"
            "    ${x +}\n"
            "        ^\n"
            "  next: Correct the template, and run again: no migration was written.\n");
  EXPECT_EQ(error_of("a\n% for x in [1]:\nb\n"),
            "FAILED: Unterminated control keyword: 'for'\n"
            "  at script.py.mako:2:3\n"
            "    % for x in [1]:\n"
            "      ^^^^^^^^^^^^^\n"
            "  next: Correct the template, and run again: no migration was written.\n");
  EXPECT_EQ(error_of("<%inherit file=\"base.mako\"/>"),
            "FAILED: <%inherit> is beyond what Retort evaluates in a template.\n"
            "  at script.py.mako:1:1\n"
            "    <%inherit file=\"base.mako\"/>\n"
            "    ^^^^^^^^^\n"
            "  next: Understood are ${...}, % lines, <% %>, <%! %>, <%def>, <%doc> and <%text>: "
            "write this part with them.\n");
}

}  // namespace
}  // namespace retort::script
