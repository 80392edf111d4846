#include "diff/element_repr.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "script/elements.h"

namespace retort::diff {
namespace {

/// Those of sqlalchemy.dialects.postgresql.
constexpr std::string_view kPostgresql[] = {"phraseto_tsquery",     "plainto_tsquery",
                                            "to_tsquery",           "to_tsvector",
                                            "websearch_to_tsquery", "ts_headline"};

std::string described(std::string_view type, const std::string& description) {
  return fmt::format("<sqlalchemy.sql.{}; {}>", type, description);
}
std::string element(std::string_view name) {
  return fmt::format("<sqlalchemy.sql.elements.{} object>", name);
}

struct ElementRepr {
  std::string operator()(const schema::Function& function) const {
    const std::string& name = function.name;
    if (function.packages.empty() &&
        std::ranges::find(kPostgresql, name) != std::end(kPostgresql)) {
      return fmt::format("<sqlalchemy.dialects.postgresql.ext.{0}; {0}>", name);
    }
    const bool generic = script::is_generic_function(function);
    return described("functions." + (generic ? name : std::string("Function")), name);
  }
  std::string operator()(const schema::Keyword& keyword) const {
    using enum schema::Keyword::Kind;
    if (keyword.kind == true_) return element("True_");
    return element(keyword.kind == false_ ? "False_" : "Null");
  }
  std::string operator()(const schema::TextClause& text) const {
    return text.verbatim ? described("elements.ColumnClause", text.text) : element("TextClause");
  }
  std::string operator()(const schema::ColumnRef& column) const {
    return described("elements.ColumnClause", column.name);
  }
  std::string operator()(const schema::Label& label) const {
    return described("elements.Label", label.name);
  }
  std::string operator()(const schema::SubSelect&) const {
    return "<sqlalchemy.sql.selectable.ScalarSelect object>";
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return element(script::class_of_expression(expression).name);
  }

  const schema::Expr& expression;
};

}  // namespace

std::string element_repr(const schema::ExprPtr& element) {
  return std::visit(ElementRepr{*element}, element->node);
}

}  // namespace retort::diff
