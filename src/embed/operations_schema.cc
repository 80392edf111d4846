// Operations on indexes, constraints, types, sequences and schemas, and batches.
#include <utility>

#include "embed/convert.h"
#include "embed/failure.h"
#include "embed/operations_state.h"

namespace retort {

namespace op = operation;

// ---- Indexes and constraints ------------------------------------------------------------------

void Operations::create_index(std::string name, std::string table,
                              const std::vector<IndexElement>& elements,
                              const IndexOptions& options, Caller caller) {
  op::CreateIndex create;
  create.index.name = embed::name_of(std::move(name));
  create.index.table_schema = options.schema;
  create.index.table = std::move(table);
  for (const IndexElement& element : elements) {
    create.index.elements.push_back(embed::element_of(element));
  }
  create.index.unique = options.unique;
  create.index.options = embed::options_of(options.dialect);
  create.if_not_exists = options.if_not_exists;
  state_->emit(std::move(create), caller);
}

void Operations::drop_index(std::string name, const DropIndexOptions& options, Caller caller) {
  op::DropIndex drop;
  drop.name = embed::name_of(std::move(name));
  drop.schema = options.schema;
  drop.table = options.table;
  drop.if_exists = options.if_exists;
  drop.options = embed::options_of(options.dialect);
  state_->emit(std::move(drop), caller);
}

namespace {

/// The options of a constraint with this name.
template <class Options>
Options named(Options options, std::string name) {
  if (!name.empty()) options.name = std::move(name);
  return options;
}

op::AddConstraint add_constraint(std::string schema, std::string table,
                                 schema::Constraint constraint) {
  return {std::move(schema), std::move(table), std::move(constraint)};
}

}  // namespace

void Operations::create_primary_key(std::string name, std::string table,
                                    std::vector<std::string> columns,
                                    const ConstraintOptions& options, Caller caller) {
  const PrimaryKey key{std::move(columns), named(options, std::move(name))};
  state_->emit(add_constraint(options.schema, std::move(table), embed::primary_key_of(key)),
               caller);
}

void Operations::create_unique_constraint(std::string name, std::string table,
                                          std::vector<std::string> columns,
                                          const ConstraintOptions& options, Caller caller) {
  const Unique unique{std::move(columns), named(options, std::move(name))};
  state_->emit(add_constraint(options.schema, std::move(table), embed::unique_of(unique)), caller);
}

void Operations::create_check_constraint(std::string name, std::string table, Sql condition,
                                         const ConstraintOptions& options, Caller caller) {
  const Check check{std::move(condition), named(options, std::move(name))};
  state_->emit(add_constraint(options.schema, std::move(table), embed::check_of(check)), caller);
}

void Operations::create_foreign_key(std::string name, std::string table, std::string referred_table,
                                    std::vector<std::string> columns,
                                    std::vector<std::string> referred_columns,
                                    const ForeignKeyOptions& options, Caller caller) {
  const ForeignKey key{std::move(columns), std::move(referred_table), std::move(referred_columns),
                       named(options, std::move(name))};
  state_->emit(add_constraint(options.schema, std::move(table), embed::foreign_key_of(key)),
               caller);
}

void Operations::create_exclude_constraint(std::string name, std::string table,
                                           const Exclude& constraint, Caller caller) {
  Exclude exclude = constraint;
  exclude.options = named(exclude.options, std::move(name));
  state_->emit(add_constraint(exclude.options.schema, std::move(table), embed::exclude_of(exclude)),
               caller);
}

void Operations::drop_constraint(std::string name, std::string table,
                                 const DropConstraintOptions& options, Caller caller) {
  op::DropConstraint drop;
  drop.schema = options.schema;
  drop.table = std::move(table);
  drop.name = embed::name_of(std::move(name));
  drop.type = options.type;
  drop.if_exists = options.if_exists;
  state_->emit(std::move(drop), caller);
}

// ---- Types, sequences, schemas ----------------------------------------------------------------

namespace {

/// The type as PostgreSQL knows it; nothing where no type is created.
std::optional<schema::Type> enum_type(const Type& type, std::string_view dialect) {
  schema::Type own = schema::for_dialect(type.definition(), dialect);
  const bool native =
      own.kind == schema::TypeKind::PgENUM || (own.kind == schema::TypeKind::Enum && own.native);
  if (!native || dialect != "postgresql") return std::nullopt;
  own.kind = schema::TypeKind::PgENUM;
  return own;
}

}  // namespace

void Operations::create_enum(const Type& type, bool check_first, Caller caller) {
  if (std::optional<schema::Type> own = enum_type(type, dialect())) {
    state_->emit(op::CreateEnumType{*std::move(own), check_first}, caller);
  }
}

void Operations::drop_enum(const Type& type, bool check_first, Caller caller) {
  if (std::optional<schema::Type> own = enum_type(type, dialect())) {
    state_->emit(op::DropEnumType{*std::move(own), check_first}, caller);
  }
}

void Operations::create_sequence(std::string name, const SequenceOptions& options,
                                 std::string schema, Caller caller) {
  op::CreateSequence create;
  create.sequence.schema = std::move(schema);
  create.sequence.name = std::move(name);
  create.sequence.options = embed::sequence_options_of(options);
  state_->emit(std::move(create), caller);
}

void Operations::drop_sequence(std::string name, const DropOptions& options, Caller caller) {
  op::DropSequence drop;
  drop.sequence.schema = options.schema;
  drop.sequence.name = std::move(name);
  drop.if_exists = options.if_exists;
  state_->emit(std::move(drop), caller);
}

void Operations::create_schema(std::string name, bool if_not_exists, Caller caller) {
  state_->emit(op::CreateSchema{std::move(name), if_not_exists}, caller);
}

void Operations::drop_schema(std::string name, bool cascade, bool if_exists, Caller caller) {
  state_->emit(op::DropSchema{std::move(name), cascade, if_exists}, caller);
}

// ---- Batches ----------------------------------------------------------------------------------

void Operations::batch_alter_table(std::string table,
                                   const std::function<void(BatchOperations&)>& body,
                                   const BatchOptions& options, Caller caller) {
  op::BatchAlterTable batch;
  batch.schema = options.schema;
  batch.table = table;
  batch.naming_convention = state_->host.naming_convention();
  switch (options.recreate) {
    case BatchOptions::Recreate::automatic:
      batch.recreate = op::BatchAlterTable::Recreate::automatic;
      break;
    case BatchOptions::Recreate::always:
      batch.recreate = op::BatchAlterTable::Recreate::always;
      break;
    case BatchOptions::Recreate::never:
      batch.recreate = op::BatchAlterTable::Recreate::never;
      break;
  }
  BatchOperations operations(*this, options.schema, std::move(table));
  state_->batch = &batch;
  try {
    body(operations);
  } catch (...) {
    state_->batch = nullptr;
    throw;
  }
  state_->batch = nullptr;
  state_->emit(std::move(batch), caller);
}

void BatchOperations::add_column(const Column& column, const AddColumnOptions& options,
                                 Caller caller) {
  AddColumnOptions own = options;
  own.schema = schema_;
  operations_.add_column(table_, column, own, caller);
}

void BatchOperations::drop_column(std::string column, Caller caller) {
  operations_.drop_column(table_, std::move(column), {.schema = schema_}, caller);
}

void BatchOperations::alter_column(std::string column, const AlterColumn& change, Caller caller) {
  AlterColumn own = change;
  own.schema = schema_;
  operations_.alter_column(table_, std::move(column), own, caller);
}

void BatchOperations::create_index(std::string name, const std::vector<IndexElement>& elements,
                                   const IndexOptions& options, Caller caller) {
  IndexOptions own = options;
  own.schema = schema_;
  operations_.create_index(std::move(name), table_, elements, own, caller);
}

void BatchOperations::drop_index(std::string name, Caller caller) {
  operations_.drop_index(std::move(name), {.table = table_, .schema = schema_}, caller);
}

void BatchOperations::create_primary_key(std::string name, std::vector<std::string> columns,
                                         Caller caller) {
  operations_.create_primary_key(std::move(name), table_, std::move(columns), {.schema = schema_},
                                 caller);
}

void BatchOperations::create_unique_constraint(std::string name, std::vector<std::string> columns,
                                               Caller caller) {
  operations_.create_unique_constraint(std::move(name), table_, std::move(columns),
                                       {.schema = schema_}, caller);
}

void BatchOperations::create_check_constraint(std::string name, Sql condition, Caller caller) {
  operations_.create_check_constraint(std::move(name), table_, std::move(condition),
                                      {.schema = schema_}, caller);
}

void BatchOperations::create_foreign_key(std::string name, std::string referred_table,
                                         std::vector<std::string> columns,
                                         std::vector<std::string> referred_columns,
                                         const ForeignKeyOptions& options, Caller caller) {
  ForeignKeyOptions own = options;
  own.schema = schema_;
  operations_.create_foreign_key(std::move(name), table_, std::move(referred_table),
                                 std::move(columns), std::move(referred_columns), own, caller);
}

void BatchOperations::drop_constraint(std::string name, std::string type, Caller caller) {
  operations_.drop_constraint(std::move(name), table_, {.type = std::move(type), .schema = schema_},
                              caller);
}

}  // namespace retort
