// libFuzzer: any text parses or is refused with an Error; a tree can be dumped and its spans nest.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "base/error.h"
#include "python/dump.h"
#include "python/parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const auto source = std::make_shared<const Source>(Source{"fuzz.py", text});
    const auto module = python::parse_module(source);
    for (const python::Stmt* statement : module->body) {
      const Span span = statement->span;
      if (span.begin > span.end || span.end > module->source->text.size()) std::abort();
    }
    if (python::dump(*module, python::DumpPlaces::All).empty()) std::abort();
  } catch (const Error& error) {
    if (error.code != ErrorCode::parse && error.code != ErrorCode::limit) std::abort();
    if (!error.place || error.place->line < 1) std::abort();
  }
  return 0;
}
