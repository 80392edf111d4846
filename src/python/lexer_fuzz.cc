// libFuzzer: any text without null bytes becomes tokens that follow each other and end properly.
#include "python/lexer.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort::python;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.find('\0') != std::string_view::npos) return 0;
  const TokenStream stream = tokenize(text);
  if (stream.tokens.empty()) std::abort();
  const TokenKind last = stream.tokens.back().kind;
  if ((last == TokenKind::Error) != stream.failure.has_value()) std::abort();
  if (last != TokenKind::Error && last != TokenKind::EndMarker) std::abort();
  std::uint32_t end = 0;
  for (const Token& token : stream.tokens) {
    if (token.kind == TokenKind::Error) break;
    if (token.begin < end || token.end < token.begin || token.end > size) std::abort();
    end = token.end;
  }
  return 0;
}
