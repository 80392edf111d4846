// Runs upgrade() and downgrade() of migration files against an offline host, each file alone, and
// prints for each function `ok` or the first line of its error: what the bindings cannot do yet.
//
//     run_scripts [--sql] [--dialect sqlite] FILE...
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/files.h"
#include "python/parser.h"
#include "script/runner.h"

namespace {

using namespace retort;

/// Renders every operation as the offline writer would, without the version table.
class PrintingHost final : public script::Host {
 public:
  PrintingHost(const dialect::Dialect& dialect, bool print) : dialect_(dialect), print_(print) {
    context_.offline = true;
  }
  const dialect::Dialect& dialect() const override { return dialect_; }
  bool offline() const override { return true; }
  const schema::NamingConvention& naming_convention() const override { return convention_; }
  const std::vector<std::string>& x_arguments() const override { return arguments_; }
  const std::optional<std::string>& tag() const override { return tag_; }
  void emit(operation::Operation operation) override {
    for (const dialect::Statement& statement : dialect_.render(operation, context_)) {
      if (print_) std::printf("%s;\n\n", statement.text.c_str());
    }
  }
  std::unique_ptr<script::RowSource> query(schema::ExprPtr statement, const Origin&) override {
    std::string text = dialect_.compile(statement, dialect::BindStyle::literal).text;
    if (print_) std::printf("%s;\n\n", text.c_str());
    return nullptr;
  }
  std::unique_ptr<script::RowSource> query_text(const std::string& sql,
                                                const std::vector<schema::Literal>&,
                                                const Origin&) override {
    if (print_) std::printf("%s;\n\n", sql.c_str());
    return nullptr;
  }
  void run_sql(script::SqlCommand command) override {
    if (print_) std::printf("%s;\n\n", command.text.c_str());
  }
  schema::Catalog& catalog() override {
    throw Error(ErrorCode::script, "the database cannot be looked at offline");
  }
  void enter_autocommit(const Origin&) override {}
  void leave_autocommit() override {}
  void commit() override {}
  void rollback(const Origin&) override {}
  void savepoint(const std::string&) override {}
  void release_savepoint(const std::string&) override {}
  void rollback_to_savepoint(const std::string&) override {}
  void write_output(std::string_view) override {}
  void log(std::string_view, std::string_view, std::string_view) override {}

 private:
  const dialect::Dialect& dialect_;
  bool print_;
  dialect::RenderContext context_;
  schema::NamingConvention convention_;
  std::vector<std::string> arguments_;
  std::optional<std::string> tag_;
};

int run_one(const std::string& path, script::Direction direction, const dialect::Dialect& dialect,
            bool print) {
  const char* name = direction == script::Direction::upgrade ? "upgrade" : "downgrade";
  try {
    PrintingHost host(dialect, print);
    script::RunnerOptions options;
    options.project.files = &real_files();
    script::Runner runner(host, std::move(options));
    runner.run(python::parse_module(read_source(path)), "", direction);
    std::printf("%s %s: ok\n", path.c_str(), name);
    return 0;
  } catch (const Error& error) {
    std::printf("%s %s: %s\n", path.c_str(), name,
                error.message.substr(0, error.message.find('\n')).c_str());
    if (print) std::printf("%s\n", describe(error).c_str());
    return 1;
  }
}

}  // namespace

int main(int count, char** arguments) {
  bool print = false;
  std::string dialect = "postgresql";
  int failures = 0;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--sql") == 0) {
      print = true;
    } else if (std::strcmp(arguments[i], "--dialect") == 0 && i + 1 < count) {
      dialect = arguments[++i];
    } else {
      for (auto direction : {script::Direction::upgrade, script::Direction::downgrade}) {
        failures += run_one(arguments[i], direction, *dialect::find_dialect(dialect), print);
      }
    }
  }
  return failures == 0 ? 0 : 1;
}
