// What stands behind retort::Operations.
#pragma once

#include <string_view>

#include "operation/operation.h"
#include "retort/operations.h"
#include "script/host.h"

namespace retort {

class Operations::State {
 public:
  explicit State(script::Host& run_host) : host(run_host) {}

  /// Carries an operation out, or adds it to the open batch.
  void emit(operation::OperationVariant value, const Caller& caller);
  /// Errors: ErrorCode::script where SQL is written out.
  void need_database(std::string_view what, const Caller& caller) const;

  script::Host& host;
  operation::BatchAlterTable* batch = nullptr;  ///< Open: operations are collected.
};

/// Makes the Operations of one migration's run.
class CompiledRun {
 public:
  static Operations operations(script::Host& host);
};

}  // namespace retort
