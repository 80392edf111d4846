// Constraints, indexes, sequences and defaults as Python objects: their constructors.
#pragma once

#include <string_view>

#include "python/classes.h"
#include "schema/table.h"
#include "script/tables.h"

namespace retort::script {

struct FetchedValue {};
using FetchedValueObject = ItemObject<FetchedValue>;
using DefaultClauseObject = ItemObject<schema::ServerDefault>;

/// `nextval('sequence')`.
schema::ExprPtr next_value_of(const schema::Sequence& sequence);

/// Numbers of Identity() and Sequence().
class Arguments;
schema::SequenceOptions sequence_options_of(const Arguments& arguments);

/// ON DELETE, DEFERRABLE and the like of a foreign key.
schema::ForeignKeyActions actions_of(const Arguments& arguments);

/// What stands in `Column.server_default`: a DefaultClause, Identity or Computed; None without one.
python::Value default_object(python::Interpreter& interpreter, const DefaultValue& value);

/// The class of that name among ForeignKey, PrimaryKeyConstraint, Index, ...; null for another.
const python::NativeClassSpec* constraint_class_named(std::string_view name);

}  // namespace retort::script
