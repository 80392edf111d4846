// Python text to tokens, in one pass. Pure: any thread may call it.
#pragma once

#include <string_view>
#include <vector>

#include "python/token.h"

namespace retort::python {

/// Splits `text` (valid UTF-8, `\n` line ends, no byte order mark, below 4 GiB) into tokens. Never
/// throws for a defect of the text: that is the stream's failure. `memory` becomes that of the
/// stream's tokens.
TokenStream tokenize(std::string_view text, std::vector<Token> memory = {});

}  // namespace retort::python
