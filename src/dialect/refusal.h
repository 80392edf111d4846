// An operation that cannot be written as SQL, in the words of SQLAlchemy and Alembic.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace retort::dialect {

/// Scripts can catch it as `exception`, a class of sqlalchemy.exc or a builtin one.
class Refusal : public Error {
 public:
  /// REQUIRES: `exception_class` is a literal.
  Refusal(ErrorCode error_code, std::string_view exception_class, std::string text,
          std::string hint = {})
      : Error(error_code, std::move(text)), exception(exception_class) {
    if (!hint.empty()) with_hint(std::move(hint));
  }

  std::string_view exception;
};

}  // namespace retort::dialect
