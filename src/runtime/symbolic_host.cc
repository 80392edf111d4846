// The only outside interface is symbolic_host.h.
#include "runtime/symbolic_host.h"

#include <utility>

#include "base/error.h"

namespace retort::runtime {

/// The shape of a database without tables. Remembers whether it was asked.
class SymbolicHost::EmptyCatalog final : public schema::Catalog {
 public:
  EmptyCatalog(bool& looked, std::string default_schema)
      : looked_(looked), default_schema_(std::move(default_schema)) {}

  /// Whether a table was missing since the last call.
  bool take_missed() { return std::exchange(missed_, false); }

  std::string default_schema() override { return default_schema_; }
  std::vector<std::string> schema_names() override {
    looked_ = true;
    return {default_schema_};
  }
  std::vector<std::string> table_names(const std::string&) override { return nothing(); }
  std::vector<std::string> view_names(const std::string&) override { return nothing(); }
  std::vector<std::string> sequence_names(const std::string&) override { return nothing(); }
  std::vector<schema::EnumInfo> enums(const std::string&) override {
    looked_ = true;
    return {};
  }
  bool has_table(const std::string&, const std::string&) override { return absent(); }
  bool has_sequence(const std::string&, const std::string&) override { return absent(); }
  bool has_enum(const std::string&, const std::string&) override { return absent(); }
  std::vector<schema::ColumnInfo> columns(const std::string&, const std::string& table) override {
    missing(table);
  }
  schema::PrimaryKeyConstraint primary_key(const std::string&, const std::string& table) override {
    missing(table);
  }
  std::vector<schema::ForeignKeyConstraint> foreign_keys(const std::string&,
                                                         const std::string& table) override {
    missing(table);
  }
  std::vector<schema::UniqueConstraint> unique_constraints(const std::string&,
                                                           const std::string& table) override {
    missing(table);
  }
  std::vector<schema::CheckConstraint> check_constraints(const std::string&,
                                                         const std::string& table) override {
    missing(table);
  }
  std::vector<schema::IndexInfo> indexes(const std::string&, const std::string& table) override {
    missing(table);
  }
  std::optional<std::string> table_comment(const std::string&, const std::string& table) override {
    missing(table);
  }
  schema::Table table(const std::string&, const std::string& name) override { missing(name); }
  void invalidate() override {}

 private:
  std::vector<std::string> nothing() {
    looked_ = true;
    return {};
  }
  bool absent() {
    looked_ = true;
    return false;
  }
  [[noreturn]] void missing(const std::string& table) {
    looked_ = true;
    missed_ = true;
    throw Error(ErrorCode::command, "No such table: " + table);
  }

  bool& looked_;
  bool missed_ = false;
  std::string default_schema_;
};

namespace {

/// A result without rows. Something would have been in them: one column stands for that.
class NoRows final : public script::RowSource {
 public:
  explicit NoRows(std::shared_ptr<bool> read) : read_(std::move(read)) {}
  const std::vector<std::string>& columns() const override { return columns_; }
  std::optional<std::vector<schema::Literal>> next() override {
    *read_ = true;
    return std::nullopt;
  }
  std::int64_t row_count() const override {
    *read_ = true;
    return 0;
  }

 private:
  std::shared_ptr<bool> read_;
  std::vector<std::string> columns_ = {""};
};

}  // namespace

SymbolicHost::SymbolicHost(const dialect::Dialect& dialect, const Settings& settings)
    : dialect_(dialect),
      settings_(settings),
      catalog_(std::make_unique<EmptyCatalog>(asked_shape_,
                                              dialect.name() == "postgresql" ? "public" : "main")) {
  begin_script();
}

SymbolicHost::~SymbolicHost() = default;

void SymbolicHost::begin_script() {
  context_ = {false, catalog_.get(), dialect_.driver_binds(), settings_.naming_convention, {}};
  asked_shape_ = false;
  queried_ = false;
  *read_rows_ = false;
  refused_ = false;
}

void SymbolicHost::emit(operation::Operation operation) {
  // What checkfirst asks on behalf of an operation is no look of the script's own.
  const bool before = asked_shape_;
  catalog_->take_missed();
  std::vector<dialect::Statement> statements;
  try {
    statements = dialect_.render(operation, context_);
  } catch (Error& error) {
    refused_ = !catalog_->take_missed();
    if (!error.place && operation.origin.source) error.place = place_of(operation.origin);
    throw;
  }
  asked_shape_ = before;
  for (const dialect::Statement& statement : statements) {
    would_send(statement.text, operation.origin);
  }
}

std::unique_ptr<script::RowSource> SymbolicHost::query(schema::ExprPtr statement,
                                                       const Origin& origin) {
  queried_ = true;
  std::string text;
  try {
    text = dialect_.compile(statement, dialect_.driver_binds()).text;
  } catch (Error& error) {
    refused_ = true;
    if (!error.place && origin.source) error.place = place_of(origin);
    throw;
  }
  would_send(text, origin);
  return std::make_unique<NoRows>(read_rows_);
}

std::unique_ptr<script::RowSource> SymbolicHost::query_text(const std::string& sql,
                                                            const std::vector<schema::Literal>&,
                                                            const Origin& origin) {
  queried_ = true;
  would_send(sql, origin);
  return std::make_unique<NoRows>(read_rows_);
}

void SymbolicHost::run_sql(script::SqlCommand command) {
  would_send(command.text, command.origin);
}

schema::Catalog& SymbolicHost::catalog() {
  return *catalog_;
}

}  // namespace retort::runtime
