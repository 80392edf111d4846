// Fuzzes the two readers of migration headers against each other: where the scanner decides on a
// file that parses, the reader that works on the syntax tree must say the same.
#include <cstdint>
#include <cstdlib>

#include "base/error.h"
#include "script/constant_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  using namespace retort::script;
  const Source source{"fuzz.py", {reinterpret_cast<const char*>(data), size}};
  const std::optional<Header> scanned = scan_header(source.text);
  Header parsed;
  try {
    parsed = ConstantHeaderFallback().read(source);
  } catch (const Error& error) {
    if (error.code == ErrorCode::internal) std::abort();
    return 0;  // does not parse, or says something that cannot be known
  }
  if (!scanned) return 0;
  const auto same = [](const HeaderValue& a, const HeaderValue& b) {
    return a.kind == b.kind && a.items == b.items;
  };
  if (!same(scanned->revision, parsed.revision) ||
      !same(scanned->down_revision, parsed.down_revision) ||
      !same(scanned->depends_on, parsed.depends_on) ||
      !same(scanned->branch_labels, parsed.branch_labels) ||
      scanned->docstring != parsed.docstring) {
    std::abort();
  }
  return 0;
}
