// Runs one Python file in the evaluator and prints what it prints; its errors go to standard error.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "base/error.h"
#include "python/interpreter.h"
#include "python/parser.h"

namespace {

class StandardOutput final : public retort::python::Host {
 public:
  void write_output(std::string_view text) override {
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: retort_python_eval FILE\n", stderr);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", argv[1]);
    return 2;
  }
  std::string text{std::istreambuf_iterator<char>(file), {}};
  StandardOutput host;
  try {
    retort::python::Interpreter interpreter(host);
    auto source = std::make_shared<const retort::Source>(retort::Source{argv[1], std::move(text)});
    interpreter.run_module(retort::python::parse_module(std::move(source)), "__main__", argv[1]);
  } catch (const retort::Error& error) {
    std::fflush(stdout);
    std::fputs(retort::describe(error).c_str(), stderr);
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "defect: %s\n", error.what());
    return 3;
  }
  return 0;
}
