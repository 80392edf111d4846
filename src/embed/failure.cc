// The only outside interfaces are failure.h and retort/error.h.
#include "embed/failure.h"

#include "embed/api_words.h"

namespace retort {

class ErrorDetails {
 public:
  explicit ErrorDetails(Error engine_error) : error(std::move(engine_error)) {
    if (error.place) location = {error.place->file, error.place->line, error.place->column};
  }
  Error error;
  Location location;
};

namespace {

ErrorKind kind_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::internal:
      return ErrorKind::internal;
    case ErrorCode::usage:
      return ErrorKind::usage;
    case ErrorCode::command:
      return ErrorKind::command;
    case ErrorCode::config:
      return ErrorKind::config;
    case ErrorCode::graph:
      return ErrorKind::graph;
    case ErrorCode::parse:
      return ErrorKind::parse;
    case ErrorCode::script:
      return ErrorKind::script;
    case ErrorCode::unknown_value:
      return ErrorKind::unknown_value;
    case ErrorCode::limit:
      return ErrorKind::limit;
    case ErrorCode::unsupported:
      return ErrorKind::unsupported;
    case ErrorCode::database:
      return ErrorKind::database;
    case ErrorCode::connection:
      return ErrorKind::connection;
    case ErrorCode::locked:
      return ErrorKind::locked;
    case ErrorCode::io:
      return ErrorKind::io;
  }
  return ErrorKind::internal;
}

}  // namespace

std::string_view name_of(ErrorKind kind) {
  static_assert(static_cast<int>(ErrorKind::io) == static_cast<int>(ErrorCode::io),
                "both enumerations list the same kinds in the same order");
  return name_of(static_cast<ErrorCode>(kind));
}

MigrationError ErrorBridge::to_public(Error error) {
  embed::use_api_words(error);
  return MigrationError(std::make_shared<const ErrorDetails>(std::move(error)));
}

Error ErrorBridge::to_engine(const MigrationError& error) {
  return error.details_->error;
}

MigrationError::MigrationError(std::string message)
    : details_(std::make_shared<const ErrorDetails>(Error(ErrorCode::script, std::move(message)))) {
}
MigrationError::MigrationError(std::shared_ptr<const ErrorDetails> details) noexcept
    : details_(std::move(details)) {}
MigrationError::MigrationError(const MigrationError&) noexcept = default;
MigrationError& MigrationError::operator=(const MigrationError&) noexcept = default;
MigrationError::~MigrationError() = default;

const char* MigrationError::what() const noexcept {
  return details_->error.message.c_str();
}
ErrorKind MigrationError::kind() const noexcept {
  return kind_of(details_->error.code);
}
const Location& MigrationError::location() const noexcept {
  return details_->location;
}
const std::string& MigrationError::revision() const noexcept {
  return details_->error.revision;
}
const std::string& MigrationError::statement() const noexcept {
  return details_->error.statement;
}
const std::string& MigrationError::sqlstate() const noexcept {
  return details_->error.server.sqlstate;
}
const std::string& MigrationError::server_detail() const noexcept {
  return details_->error.server.detail;
}
const std::vector<std::string>& MigrationError::hints() const noexcept {
  return details_->error.hints;
}
std::string MigrationError::describe() const {
  return retort::describe(details_->error);
}

}  // namespace retort
