// The values of string and bytes literals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace retort::python {

/// What the letters before the quotes say, and how many quotes there are.
struct LiteralPrefix {
  bool raw = false;
  bool bytes = false;
  bool unicode = false;
  std::string_view body;  ///< Between the quotes.
};

/// Takes a whole string literal apart. REQUIRES: a well-formed String token.
LiteralPrefix split_literal(std::string_view token);

/// Appends the text that `body` stands for, as UTF-8. `in_fstring` also halves doubled braces.
/// Returns CPython's words for what is wrong, without a value for a well-formed body.
std::optional<std::string> decode_text(std::string& out, std::string_view body, bool raw,
                                       bool in_fstring);

/// Appends the bytes that `body` stands for. Errors as decode_text.
std::optional<std::string> decode_bytes(std::string& out, std::string_view body, bool raw);

}  // namespace retort::python
