// The results of a script's statements: rows that are there, and answers that may still come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "database/row_spool.h"
#include "dialect/sql_scanner.h"
#include "runtime/step_record.h"
#include "script/host.h"

namespace retort::runtime {

/// A result that has been read from the connection.
class SpooledRows final : public script::RowSource {
 public:
  /// `summary` is the result without its rows, which `rows` has. `record` is told what is read.
  SpooledRows(database::Result summary, std::unique_ptr<database::RowSpool> rows,
              std::shared_ptr<StepRecord> record);
  const std::vector<std::string>& columns() const override { return names_; }
  std::optional<std::vector<schema::Literal>> next() override;
  std::int64_t row_count() const override { return summary_.row_count; }
  std::optional<std::int64_t> last_row_id() const override { return summary_.last_insert_id; }

 private:
  database::Result summary_;
  std::unique_ptr<database::RowSpool> rows_;
  std::shared_ptr<StepRecord> record_;
  std::vector<std::string> names_;
};

/// The answer to a statement that an interrupted run has carried out: nobody knows it any more.
class PassedAnswer final : public script::RowSource {
 public:
  explicit PassedAnswer(std::string revision) : revision_(std::move(revision)) {}
  const std::vector<std::string>& columns() const override { unknown(); }
  std::optional<std::vector<schema::Literal>> next() override { unknown(); }
  std::int64_t row_count() const override { unknown(); }
  std::optional<std::int64_t> last_row_id() const override { unknown(); }

 private:
  [[noreturn]] void unknown() const;

  std::string revision_;
};

/// The answer to a statement that was queued. Asking for it waits.
class QueuedAnswer final : public script::RowSource {
 public:
  struct State {
    std::shared_ptr<script::Host*> host;  ///< What it points to is null once the host is gone.
    bool answered = false;
    database::Result result;
  };
  explicit QueuedAnswer(std::shared_ptr<State> state) : state_(std::move(state)) {}
  const std::vector<std::string>& columns() const override;
  std::optional<std::vector<schema::Literal>> next() override;
  std::int64_t row_count() const override { return answer().row_count; }
  std::optional<std::int64_t> last_row_id() const override { return answer().last_insert_id; }

 private:
  database::Result& answer() const;

  std::shared_ptr<State> state_;
  mutable std::vector<std::string> names_;
  std::size_t next_ = 0;
};

/// Whether a statement changes something and has no rows to give back as far as its text tells:
/// nobody needs to wait for its answer.
bool only_changes(std::string_view sql, dialect::SqlSyntax syntax);

}  // namespace retort::runtime
