// From the bytes of a file to the text that the lexer reads.
#pragma once

#include "base/source.h"

namespace retort::python {

/// `source` itself if it is UTF-8 without a byte order mark and without CR; else a copy that is.
/// Honours an encoding declaration (PEP 263) for UTF-8, ASCII and Latin-1/Latin-9.
/// Throws Error{ErrorCode::parse} for other encodings, malformed UTF-8 and null bytes.
SourcePtr decode_source(SourcePtr source);

}  // namespace retort::python
