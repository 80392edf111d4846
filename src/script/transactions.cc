#include "script/transactions.h"

#include "python/interpreter.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/run.h"

namespace retort::script {

using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

class TransactionObject final : public python::Instance {
 public:
  using Instance::Instance;
  std::shared_ptr<Host> own;  ///< Null: the run's connection.
  std::string savepoint;      ///< Empty: the whole transaction.
  bool open = true;
  bool is_root = false;  ///< commit() commits, also on the run's connection.

  void finish(Interpreter& interpreter, bool keep) {
    if (!open) return;
    Host& target = own ? *own : interpreter.context<Run>().host;
    // What fails late must still find the savepoint open.
    if (keep) with_database_errors(interpreter, [&] { target.settle(); });
    open = false;
    Run& run = interpreter.context<Run>();
    with_database_errors(interpreter, [&] {
      if (savepoint.empty()) {
        if (!keep) return target.rollback(interpreter.origin());
        if (own || is_root) target.commit();
        return;
      }
      if (!own) --run.open_savepoints;
      keep ? target.release_savepoint(savepoint) : target.rollback_to_savepoint(savepoint);
    });
  }
  Value enter(Interpreter&) override { return Value(this); }
  bool exit(Interpreter& interpreter, const Value& exception) override {
    try {
      finish(interpreter, exception.is_none());
    } catch (const python::PythonError&) {
      finish(interpreter, false);
      throw;
    }
    return false;
  }
};

Value commit(Arguments& arguments) {
  arguments.self_as<TransactionObject>().finish(arguments.interpreter(), true);
  return Value::none();
}
Value rollback(Arguments& arguments) {
  arguments.self_as<TransactionObject>().finish(arguments.interpreter(), false);
  return Value::none();
}
Value is_active(Arguments& arguments) {
  return Value::boolean(arguments.self_as<TransactionObject>().open);
}
const MemberTable& transaction_members() {
  static const MemberTable kMembers = {
      method<"commit()", commit>(),        method<"rollback()", rollback>(),
      method<"close()", rollback>(),       property<"is_active()", is_active>(),
      property<"is_valid()", is_active>(),
  };
  return kMembers;
}
const NativeClassSpec kTransactionClass = {"Transaction", "sqlalchemy.engine", nullptr,
                                           &transaction_members()};

}  // namespace

Value make_transaction(Interpreter& interpreter, std::shared_ptr<Host> own, bool is_root) {
  auto transaction =
      python::make<TransactionObject>(Ref(&interpreter.native_class(kTransactionClass)));
  transaction->own = std::move(own);
  transaction->is_root = is_root;
  return transaction;
}

Value make_savepoint(Interpreter& interpreter, std::shared_ptr<Host> own) {
  Run& run = interpreter.context<Run>();
  auto transaction =
      python::make<TransactionObject>(Ref(&interpreter.native_class(kTransactionClass)));
  transaction->savepoint = "sa_savepoint_" + std::to_string(++run.savepoints);
  Host& host = own ? *own : run.host;
  with_database_errors(interpreter, [&] { host.savepoint(transaction->savepoint); });
  if (!own) ++run.open_savepoints;
  transaction->own = std::move(own);
  return transaction;
}

}  // namespace retort::script
