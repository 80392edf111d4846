// The dialects themselves: each is a family with its facts; the work is in the other files.

#include <algorithm>
#include <array>

#include "dialect/dialect.h"
#include "dialect/expression.h"
#include "dialect/literal.h"
#include "dialect/mysql_server.h"
#include "dialect/quoting.h"
#include "dialect/render.h"
#include "dialect/transaction.h"
#include "dialect/types.h"

namespace retort::dialect {
namespace {

class FamilyDialect : public Dialect {
 public:
  explicit FamilyDialect(Family family) : family_(family) {}

  std::string_view name() const override { return family_name(family_); }
  bool transactional_ddl() const override { return family_ == Family::postgresql; }
  int max_identifier_length() const override { return dialect::max_identifier_length(family_); }
  BindStyle driver_binds() const override {
    return family_ == Family::postgresql ? BindStyle::numeric : BindStyle::question;
  }

  std::string quote(std::string_view identifier, bool force) const override {
    return force ? quoted(family_, identifier) : dialect::quote(family_, identifier);
  }
  std::string type_sql(const schema::Type& type) const override { return type_text(family_, type); }
  std::string literal_sql(const schema::Literal& value, const schema::Type& type) const override {
    return literal_text({family_, doubles_backslashes(family_, false)}, value, type);
  }
  Compiled compile(const schema::ExprPtr& expression, BindStyle binds) const override {
    const bool offline =
        binds == BindStyle::literal || binds == BindStyle::named || binds == BindStyle::pyformat;
    ExpressionWriter writer({.family = family_,
                             .binds = binds,
                             .double_backslashes = doubles_backslashes(family_, offline)});
    return writer.finish(writer.write(expression));
  }
  std::vector<Statement> render(const operation::Operation& operation,
                                RenderContext& context) const override {
    Renderer renderer(*this, family_, context);
    renderer.render(operation);
    return renderer.take();
  }
  bool forbids_transaction(std::string_view sql) const override {
    return family_ == Family::postgresql && postgresql_forbids_transaction(sql);
  }

 private:
  Family family_;
};

}  // namespace

std::string Dialect::qualified(std::string_view schema, std::string_view table) const {
  return schema.empty() ? quote(table) : quote(schema) + "." + quote(table);
}

const Dialect& mysql_on_mariadb() {
  static const FamilyDialect kDialect(Family::mysql_on_mariadb);
  return kDialect;
}

const Dialect* find_dialect(std::string_view name) {
  static const FamilyDialect kPostgresql(Family::postgresql);
  static const FamilyDialect kSqlite(Family::sqlite);
  static const FamilyDialect kMysql(Family::mysql);
  static const FamilyDialect kMariadb(Family::mariadb);
  for (const FamilyDialect* dialect : {&kPostgresql, &kSqlite, &kMysql, &kMariadb})
    if (dialect->name() == name) return dialect;
  return nullptr;
}

std::string offline_text(const Statement& statement, bool double_percents) {
  std::string text;
  for (const char c : statement.text) {
    if (c == '\t')
      text += "    ";
    else
      text += c;
    if (c == '%' && double_percents) text += c;
  }
  constexpr std::string_view kBlank = " \n\r\f\v\x1c\x1d\x1e\x1f";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace retort::dialect
