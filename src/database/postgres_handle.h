// A libpq connection, owned or borrowed, and the ways to open one.
#pragma once

#include <memory>
#include <vector>

#include "base/secret.h"
#include "database/connection.h"
#include "database/libpq_library.h"

namespace retort::database {

struct FinishConnection {
  bool owned = true;
  void operator()(PGconn* connection) const {
    if (owned) libpq().PQfinish(connection);
  }
};
using ConnectionPtr = std::unique_ptr<PGconn, FinishConnection>;

/// Connects as the URL and the options say. Errors: ErrorCode::connection.
ConnectionPtr open_handle(const Url& url, const ConnectOptions& options);
/// Connects as `model` was connected. Errors: ErrorCode::connection, without any of the `secrets`.
ConnectionPtr open_like(PGconn* model, const std::vector<Secret>& secrets);

}  // namespace retort::database
