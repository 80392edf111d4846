// `alembic.op` and `alembic.operations`: the directives, as tables. Each makes an Operation for the
// host, or adds it to the batch it was called on.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "operation/operation.h"
#include "python/classes.h"
#include "script/tables.h"

namespace retort::script {

extern const python::NativeClassSpec kOperationsClass;
extern const python::NativeClassSpec kBatchOperationsClass;
extern const python::NativeClassSpec kMigrateOperationClass;

/// What `op` stands for; or what `with op.batch_alter_table(...)` gives.
class OperationsObject final : public python::Instance {
 public:
  using Instance::Instance;
  /// The batch that operations are added to; null outside of one.
  std::unique_ptr<operation::BatchAlterTable> batch;
  /// The columns that add_column() got, by their places in the batch.
  std::vector<std::pair<std::size_t, python::Ref<ColumnObject>>> added;

  python::Value get_attribute(python::Interpreter& interpreter, python::Symbol name) override;
  python::Value enter(python::Interpreter& interpreter) override;
  bool exit(python::Interpreter& interpreter, const python::Value& exception) override;
};

/// The one object behind `alembic.op` in this run.
python::Value operations_object(python::Interpreter& interpreter);
/// A name of the module `alembic.op`, or absent.
python::Value find_operation(python::Interpreter& interpreter, python::ModuleObject& module,
                             python::Symbol name);

}  // namespace retort::script
