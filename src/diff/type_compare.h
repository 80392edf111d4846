// Whether two types differ, as Alembic sees it: by the words and arguments of their SQL.
#pragma once

#include <string>
#include <string_view>

#include "dialect/dialect.h"
#include "dialect/family.h"
#include "schema/type.h"

namespace retort::diff {

/// The same for types already written as SQL.
bool type_texts_differ(dialect::Family family, std::string_view live, std::string_view desired);

/// Errors: those of Dialect::type_sql().
bool types_differ(const dialect::Dialect& dialect, dialect::Family family, const schema::Type& live,
                  const schema::Type& desired);

}  // namespace retort::diff
