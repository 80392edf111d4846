// Templates are a stranger's text: cutting and translating them must end in a program or an Error.
#include <cstdint>
#include <string>

#include "base/error.h"
#include "script/template_program.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  const Source source{"script.py.mako", std::string(reinterpret_cast<const char*>(data), size)};
  try {
    const script::TemplateProgram program =
        script::program_of(source, script::parse_template(source));
    for (int line = 0; line <= static_cast<int>(program.lines.size()) + 1; ++line) {
      Place place;
      place.line = line;
      place.column = line;
      script::template_place(source, program, place);
    }
  } catch (const Error&) {
  }
  return 0;
}
