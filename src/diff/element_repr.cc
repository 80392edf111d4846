#include "diff/element_repr.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace retort::diff {
namespace {

/// Functions that have a class of their own in SQLAlchemy.
constexpr std::string_view kGeneric[] = {"aggregate_strings",
                                         "array_agg",
                                         "char_length",
                                         "coalesce",
                                         "concat",
                                         "count",
                                         "cube",
                                         "cume_dist",
                                         "current_date",
                                         "current_time",
                                         "current_timestamp",
                                         "current_user",
                                         "dense_rank",
                                         "grouping_sets",
                                         "localtime",
                                         "localtimestamp",
                                         "max",
                                         "min",
                                         "mode",
                                         "next_value",
                                         "now",
                                         "percent_rank",
                                         "percentile_cont",
                                         "percentile_disc",
                                         "pow",
                                         "random",
                                         "rank",
                                         "rollup",
                                         "session_user",
                                         "sum",
                                         "sysdate",
                                         "user"};
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
    const bool generic =
        function.packages.empty() && std::ranges::find(kGeneric, name) != std::end(kGeneric);
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
  std::string operator()(const schema::Junction&) const { return element("BooleanClauseList"); }
  std::string operator()(const schema::Unary&) const { return element("UnaryExpression"); }
  std::string operator()(const schema::Binary&) const { return element("BinaryExpression"); }
  std::string operator()(const schema::Cast& cast) const {
    return element(cast.printed ? "Cast" : "TypeCoerce");
  }
  std::string operator()(const schema::Case&) const { return element("Case"); }
  std::string operator()(const schema::Label&) const { return element("Label"); }
  std::string operator()(const schema::Over&) const { return element("Over"); }
  std::string operator()(const schema::WithinGroup&) const { return element("WithinGroup"); }
  std::string operator()(const schema::Extract&) const { return element("Extract"); }
  std::string operator()(const schema::SubSelect&) const {
    return "<sqlalchemy.sql.selectable.ScalarSelect object>";
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return element("ClauseElement");
  }
};

}  // namespace

std::string element_repr(const schema::ExprPtr& element) {
  return std::visit(ElementRepr{}, element->node);
}

}  // namespace retort::diff
