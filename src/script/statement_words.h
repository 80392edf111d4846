// Words that statements carry beside their clauses: prefixes, suffixes, hints and options of one
// dialect; and a statement as it is shown.
#pragma once

#include <vector>

#include "python/classes.h"
#include "script/statements.h"

namespace retort::script {

/// prefix_with(), suffix_with(), with_hint() and with_statement_hint() of SELECT.
std::vector<python::NativeMember> select_word_members();
/// prefix_with(), with_hint() and with_dialect_options() of INSERT, UPDATE and DELETE.
std::vector<python::NativeMember> dml_word_members();

/// The statement as str() and compile() show it: an INSERT or UPDATE without values names a
/// parameter for every column of its table.
schema::ExprPtr shown_expression(const Element& element);

}  // namespace retort::script
