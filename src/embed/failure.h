// Between the engine's Error and the library's MigrationError: neither knows the other.
#pragma once

#include <exception>
#include <new>
#include <utility>

#include "base/error.h"
#include "retort/error.h"
#include "runtime/script_end.h"

namespace retort {

/// Makes the one from the other.
class ErrorBridge {
 public:
  static MigrationError to_public(Error error);
  /// With the place and all else that the engine once knew of it.
  static Error to_engine(const MigrationError& error);
};

}  // namespace retort

namespace retort::embed {

/// Calls `work`; whatever fails in it comes out as a MigrationError.
template <typename Work>
auto guarded(Work work) {
  try {
    return work();
  } catch (Error& error) {
    throw ErrorBridge::to_public(std::move(error));
  } catch (const MigrationError&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& failure) {
    throw ErrorBridge::to_public(Error(ErrorCode::internal, failure.what()));
  }
}

/// Calls a function of the program; whatever fails in it comes out as an Error. `what` names it.
template <typename Work>
void engine_guarded(std::string_view what, Work work) {
  try {
    work();
  } catch (const Error&) {
    throw;
  } catch (const runtime::ScriptFrontier&) {
    throw;
  } catch (const MigrationError& error) {
    throw ErrorBridge::to_engine(error);
  } catch (const std::exception& failure) {
    throw Error(ErrorCode::script, std::string(what) + " threw: " + failure.what());
  } catch (...) {
    throw Error(ErrorCode::script,
                std::string(what) + " threw something that is no std::exception");
  }
}

}  // namespace retort::embed
