// The only outside interface is typed_rows.h.
#include "script/typed_rows.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "dialect/array_text.h"
#include "dialect/labels.h"
#include "schema/attach.h"
#include "script/expression_builder.h"
#include "script/type_classes.h"

namespace retort::script {
namespace {

using schema::Affinity;
using schema::Literal;
using schema::Temporal;
using schema::Type;

struct ReturnedTypes {
  std::vector<Type> operator()(const schema::Select& node) const {
    if (!node.compound.empty()) return (*this)(*node.compound.front());
    return of(node.columns);
  }
  std::vector<Type> operator()(const schema::Insert& node) const { return of(node.returning); }
  std::vector<Type> operator()(const schema::Update& node) const { return of(node.returning); }
  std::vector<Type> operator()(const schema::Delete& node) const { return of(node.returning); }
  std::vector<Type> operator()(const schema::TextClause& node) const {
    std::vector<Type> types;
    for (const auto& [name, type] : node.columns) types.push_back(type);
    return types;
  }
  template <class Node>
  std::vector<Type> operator()(const Node&) const {
    return {};
  }

 private:
  static std::vector<Type> of(const std::vector<schema::ExprPtr>& columns) {
    std::vector<Type> types;
    for (const schema::ExprPtr& column : columns) types.push_back(type_of(column));
    return types;
  }
};

/// Whether the text is digits where `form` has a 0, and else the same.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() < form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !digit : text[i] != form[i]) return false;
  }
  return true;
}

/// A fraction of nothing is not written by Python.
std::string without_zero_fraction(std::string text) {
  if (text.ends_with(".000000")) text.resize(text.size() - 7);
  return text;
}

constexpr std::string_view kDateForm = "0000-00-00";
constexpr std::string_view kTimeForm = "00:00:00";
constexpr std::string_view kMomentForm = "0000-00-00 00:00:00";

int number_at(std::string_view text, std::size_t begin, std::size_t size) {
  int number = 0;
  std::from_chars(text.data() + begin, text.data() + begin + size, number);
  return number;
}

/// An interval is kept as a moment after 1970 began.
Literal interval_of_moment(const std::string& text) {
  using namespace std::chrono;
  const year_month_day date{year(number_at(text, 0, 4)),
                            month(static_cast<unsigned>(number_at(text, 5, 2))),
                            day(static_cast<unsigned>(number_at(text, 8, 2)))};
  const auto seconds =
      static_cast<std::int64_t>(sys_days(date).time_since_epoch().count()) * 86400 +
      number_at(text, 11, 2) * 3600 + number_at(text, 14, 2) * 60 + number_at(text, 17, 2);
  const std::string fraction = text.size() > 20 && text[19] == '.' ? text.substr(19) : "";
  return {Temporal{Temporal::Kind::interval, std::to_string(seconds) + fraction}};
}

/// A span of less than a day as a time of day; a longer one stays a span.
Literal time_of_span(const Temporal& span) {
  int seconds = -1;
  const char* end = span.text.data() + span.text.size();
  const char* stop = std::from_chars(span.text.data(), end, seconds).ptr;
  if (seconds < 0 || seconds >= 86400) return {span};
  std::string fraction(stop, end);
  if (fraction.find_first_not_of(".0") == std::string::npos) fraction.clear();
  return {Temporal{Temporal::Kind::time, fmt::format("{:02}:{:02}:{:02}{}", seconds / 3600,
                                                     seconds / 60 % 60, seconds % 60, fraction)}};
}

Literal decimal_of(double value, const Type& type) {
  return {schema::Decimal{fmt::format("{:.{}f}", value, type.scale.value_or(10))}};
}

bool is_float(const Type& type) {
  using enum schema::TypeKind;
  return type.kind == Float || type.kind == FLOAT || type.kind == Double || type.kind == DOUBLE ||
         type.kind == REAL || type.kind == DOUBLE_PRECISION;
}

/// One value by its column's type.
struct Typed {
  const Type& type;
  Affinity affinity;
  bool sqlite;

  Literal operator()(std::int64_t value) const {
    if (affinity == Affinity::boolean) return {value != 0};
    if (affinity == Affinity::numeric && sqlite) {
      if (is_float(type)) return {static_cast<double>(value)};
      return decimal_of(static_cast<double>(value), type);
    }
    return {value};
  }
  Literal operator()(double value) const {
    if (affinity == Affinity::numeric && !is_float(type)) return decimal_of(value, type);
    return {value};
  }
  Literal operator()(const schema::Decimal& value) const {
    double number = 0;
    const char* end = value.text.data() + value.text.size();
    if (is_float(type) && std::from_chars(value.text.data(), end, number).ptr == end)
      return {number};
    return {value};
  }
  Literal operator()(const std::string& value) const {
    // The drivers of the other databases know numbers and moments by themselves.
    const bool known = affinity == Affinity::date || affinity == Affinity::time ||
                       affinity == Affinity::datetime || affinity == Affinity::numeric;
    if (known && !sqlite) return {value};
    switch (affinity) {
      case Affinity::json:
        return {schema::JsonText{value}};
      case Affinity::date:
        if (has_form(value, kDateForm)) return {Temporal{Temporal::Kind::date, value}};
        return {value};
      case Affinity::time:
        if (has_form(value, kTimeForm))
          return {Temporal{Temporal::Kind::time, without_zero_fraction(value)}};
        return {value};
      case Affinity::datetime:
        if (has_form(value, kMomentForm))
          return {Temporal{Temporal::Kind::datetime, without_zero_fraction(value)}};
        return {value};
      case Affinity::interval:
        if (has_form(value, kMomentForm)) return interval_of_moment(value);
        return {value};
      case Affinity::uuid:
        return uuid_of(value);
      case Affinity::array: {
        std::size_t position = 0;
        if (!value.starts_with('{')) return {value};
        // The driver knows the elements of the server's own types only.
        return {dialect::read_array(value, position,
                                    [](std::string item) { return Literal{std::move(item)}; })};
      }
      case Affinity::numeric: {
        double number = 0;
        const char* end = value.data() + value.size();
        if (is_float(type) || std::from_chars(value.data(), end, number).ptr != end) return {value};
        return decimal_of(number, type);
      }
      default:
        return {value};
    }
  }
  Literal operator()(const Temporal& value) const {
    if (affinity == Affinity::interval && value.kind == Temporal::Kind::datetime)
      return interval_of_moment(value.text);
    // MySQL's TIME comes as a span.
    if (affinity == Affinity::time && value.kind == Temporal::Kind::interval)
      return time_of_span(value);
    return {value};
  }
  Literal operator()(const schema::UuidValue& value) const {
    if (is_text_uuid(type)) return {value.text};
    return {value};
  }
  template <class Value>
  Literal operator()(const Value& value) const {
    return {value};
  }

 private:
  Literal uuid_of(std::string text) const {
    if (text.size() == 32) {
      for (const std::size_t place : {8U, 13U, 18U, 23U}) text.insert(place, "-");
    }
    if (is_text_uuid(type)) return {std::move(text)};
    return {schema::UuidValue{std::move(text)}};
  }
};

class TypedRows final : public RowSource {
 public:
  TypedRows(std::unique_ptr<RowSource> rows, std::vector<Type> types, bool sqlite)
      : rows_(std::move(rows)), types_(std::move(types)), sqlite_(sqlite) {
    for (const Type& type : types_) affinities_.push_back(schema::affinity_of(type));
  }
  const std::vector<std::string>& columns() const override { return rows_->columns(); }
  std::optional<std::vector<Literal>> next() override {
    auto row = rows_->next();
    // A SELECT of `*` or a text with unnamed columns has more columns than types are known for.
    if (!row || row->size() != types_.size()) return row;
    for (std::size_t i = 0; i < row->size(); ++i) {
      if (affinities_[i] == Affinity::none) continue;
      Literal& value = (*row)[i];
      value = std::visit(Typed{types_[i], affinities_[i], sqlite_}, value.value);
    }
    return row;
  }
  std::int64_t row_count() const override { return rows_->row_count(); }
  std::optional<std::int64_t> last_row_id() const override { return rows_->last_row_id(); }

 private:
  std::unique_ptr<RowSource> rows_;
  std::vector<Type> types_;
  std::vector<Affinity> affinities_;
  bool sqlite_;
};

}  // namespace

std::unique_ptr<RowSource> typed_rows(std::unique_ptr<RowSource> rows,
                                      const schema::Expr& statement, std::string_view dialect) {
  if (!rows) return rows;
  std::vector<Type> types = std::visit(ReturnedTypes{}, statement.node);
  if (types.empty()) return rows;
  for (Type& type : types) type = schema::for_dialect(type, dialect);
  return std::make_unique<TypedRows>(std::move(rows), std::move(types), dialect == "sqlite");
}

}  // namespace retort::script
