// MD5 (RFC 1321), as SQLAlchemy uses it to shorten generated names. Not for security.
#pragma once

#include <string>
#include <string_view>

namespace retort {

/// The digest as 32 lower-case hexadecimal digits.
std::string md5_hex(std::string_view data);

}  // namespace retort
