// Prints the syntax tree of every file named on standard input, one line a file:
// `ok<TAB>dump`, or `error<TAB>line<TAB>column<TAB>message`. Option --places adds positions.
// Option --quiet prints only the number of bytes parsed, for timing.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "python/dump.h"
#include "python/parser.h"

namespace {

std::string read_file(const std::string& path) {
  std::ifstream input(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int argc, char** argv) {
  using namespace retort;
  const std::string_view option = argc > 1 ? argv[1] : "";
  const auto places = option == "--places" ? python::DumpPlaces::All : python::DumpPlaces::None;
  std::size_t bytes = 0;
  for (std::string path; std::getline(std::cin, path);) {
    const auto source = std::make_shared<const Source>(Source{path, read_file(path)});
    bytes += source->text.size();
    try {
      const auto module = python::parse_module(source);
      if (option != "--quiet") std::cout << "ok\t" << python::dump(*module, places) << std::endl;
    } catch (const Error& error) {
      const Place place = error.place.value_or(Place());
      std::cout << "error\t" << place.line << '\t' << place.column << '\t' << error.message
                << std::endl;
    }
  }
  if (option == "--quiet") std::cout << bytes << " bytes\n";
  return 0;
}
