#include "python/text_format.h"

#include <array>
#include <charconv>
#include <cmath>

#include "python/interpreter.h"
#include "python/numbers.h"
#include "python/utf8.h"
#include "python/wide_integer.h"

namespace retort::python {
namespace {

struct Spec {
  std::string fill = " ";
  char align = 0;
  char sign = '-';
  bool alternate = false;
  bool zero = false;
  std::size_t width = 0;
  char grouping = 0;
  int precision = -1;
  char type = 0;
};

bool is_align(char c) {
  return c == '<' || c == '>' || c == '=' || c == '^';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t read_number(Interpreter& interpreter, std::string_view spec, std::size_t& at) {
  std::size_t number = 0;
  while (at < spec.size() && is_digit(spec[at])) {
    number = number * 10 + static_cast<std::size_t>(spec[at++] - '0');
    if (number > 100'000'000) {
      interpreter.raise(Builtin::ValueError, "Too many decimal digits in format string");
    }
  }
  return number;
}

Spec parse_spec(Interpreter& interpreter, std::string_view spec, std::string_view type_name) {
  Spec result;
  std::size_t at = 0;
  const std::size_t first = spec.empty() ? 0 : utf8_width(spec[0]);
  if (first < spec.size() && is_align(spec[first])) {
    result.fill = spec.substr(0, first);
    result.align = spec[first];
    at = first + 1;
  } else if (!spec.empty() && is_align(spec[0])) {
    result.align = spec[0];
    at = 1;
  }
  if (at < spec.size() && (spec[at] == '+' || spec[at] == '-' || spec[at] == ' ')) {
    result.sign = spec[at++];
  }
  if (at < spec.size() && spec[at] == 'z') ++at;
  if (at < spec.size() && spec[at] == '#') {
    result.alternate = true;
    ++at;
  }
  if (at < spec.size() && spec[at] == '0') {
    result.zero = true;
    if (result.align == 0) {
      result.fill = "0";
      result.align = type_name == "str" ? '<' : '=';
    }
    ++at;
  }
  result.width = read_number(interpreter, spec, at);
  if (at < spec.size() && (spec[at] == ',' || spec[at] == '_')) result.grouping = spec[at++];
  if (at < spec.size() && spec[at] == '.') {
    ++at;
    if (at >= spec.size() || !is_digit(spec[at])) {
      interpreter.raise(Builtin::ValueError, "Format specifier missing precision");
    }
    result.precision = static_cast<int>(read_number(interpreter, spec, at));
  }
  if (at < spec.size()) result.type = spec[at++];
  if (at < spec.size()) {
    interpreter.raise(Builtin::ValueError, "Invalid format specifier '" + std::string(spec) +
                                               "' for object of type '" + std::string(type_name) +
                                               "'");
  }
  interpreter.check_memory(static_cast<std::int64_t>(result.width));
  return result;
}

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  result.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

// `prefix` is the sign and base: padding with '=' goes between it and the body.
std::string pad(const Spec& spec, char default_align, const std::string& prefix,
                const std::string& body) {
  const std::size_t size = utf8_length(prefix) + utf8_length(body);
  if (size >= spec.width) return prefix + body;
  const std::size_t missing = spec.width - size;
  switch (spec.align == 0 ? default_align : spec.align) {
    case '<':
      return prefix + body + repeat(spec.fill, missing);
    case '^':
      return repeat(spec.fill, missing / 2) + prefix + body +
             repeat(spec.fill, missing - missing / 2);
    case '=':
      return prefix + repeat(spec.fill, missing) + body;
    default:
      return repeat(spec.fill, missing) + prefix + body;
  }
}

// Groups the digits before any point; with zero padding the padding is grouped too.
std::string group_digits(const std::string& body, const Spec& spec, std::size_t prefix_size,
                         std::size_t group) {
  if (spec.grouping == 0) return body;
  std::size_t end = 0;
  while (end < body.size() && body[end] != '.' && body[end] != 'e' && body[end] != '%') ++end;
  std::string digits = body.substr(0, end);
  const std::string rest = body.substr(end);
  const auto grouped_size = [&](std::size_t count) { return count + (count - 1) / group; };
  if (spec.fill == "0" && spec.align == '=') {
    while (grouped_size(digits.size()) + rest.size() + prefix_size < spec.width) {
      digits.insert(digits.begin(), '0');
    }
  }
  std::string result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % group == 0) result += spec.grouping;
    result += digits[i];
  }
  return result + rest;
}

std::string sign_of(bool negative, const Spec& spec) {
  if (negative) return "-";
  return spec.sign == '-' ? "" : std::string(1, spec.sign);
}

[[noreturn]] void unknown_code(Interpreter& interpreter, char type, std::string_view type_name) {
  interpreter.raise(Builtin::ValueError, std::string("Unknown format code '") + type +
                                             "' for object of type '" + std::string(type_name) +
                                             "'");
}

bool is_integer(const Value& value) {
  return integer_of(value).has_value() || value.try_as<WideInteger>() != nullptr;
}

double real_of_integer(const Value& value) {
  if (const auto* wide = value.try_as<WideInteger>()) return static_cast<double>(wide->value);
  return static_cast<double>(integer_of(value).value_or(0));
}

/// Of a bool, an int or a WideInteger.
std::string format_int(Interpreter& interpreter, const Value& value, const Spec& spec) {
  if (spec.precision >= 0) {
    interpreter.raise(Builtin::ValueError, "Precision not allowed in integer format specifier");
  }
  if (spec.type == 'c') {
    std::string text;
    utf8_append(text, static_cast<char32_t>(integer_of(value).value_or(0)));
    return pad(spec, '<', "", text);
  }
  unsigned base = 10;
  std::string base_prefix;
  switch (spec.type) {
    case 0:
    case 'd':
    case 'n':
      break;
    case 'x':
    case 'X':
      base = 16;
      base_prefix = spec.type == 'x' ? "0x" : "0X";
      break;
    case 'o':
      base = 8;
      base_prefix = "0o";
      break;
    case 'b':
      base = 2;
      base_prefix = "0b";
      break;
    default:
      unknown_code(interpreter, spec.type, "int");
  }
  std::string digits = digits_of_integer(value, base);
  if (spec.type == 'X') {
    for (char& c : digits) c = static_cast<char>(to_upper(static_cast<unsigned char>(c)));
  }
  const bool negative = integer_of(value).value_or(0) < 0;
  const std::string prefix = sign_of(negative, spec) + (spec.alternate ? base_prefix : "");
  return pad(spec, '>', prefix, group_digits(digits, spec, prefix.size(), base == 10 ? 3 : 4));
}

std::string fixed_digits(double value, std::chars_format form, int precision) {
  std::string buffer(static_cast<std::size_t>(precision) + 400, '\0');
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form, precision).ptr;
  buffer.resize(static_cast<std::size_t>(end - buffer.data()));
  return buffer;
}

// 'g': `precision` significant digits, scientific for very large and small numbers.
std::string general_digits(double value, int precision, bool keep_zeros) {
  if (precision == 0) precision = 1;
  const std::string scientific = fixed_digits(value, std::chars_format::scientific, precision - 1);
  const std::size_t e = scientific.find('e');
  const int exponent = std::stoi(scientific.substr(e + 1));
  const bool use_scientific = exponent < -4 || exponent >= precision;
  std::string body = use_scientific
                         ? scientific.substr(0, e)
                         : fixed_digits(value, std::chars_format::fixed, precision - 1 - exponent);
  if (!keep_zeros && body.find('.') != std::string::npos) {
    while (body.back() == '0') body.pop_back();
    if (body.back() == '.') body.pop_back();
  }
  return use_scientific ? body + scientific.substr(e) : body;
}

std::string real_body(Interpreter& interpreter, double value, const Spec& spec) {
  const int precision = spec.precision < 0 ? 6 : spec.precision;
  switch (spec.type) {
    case 'f':
    case 'F':
      return fixed_digits(value, std::chars_format::fixed, precision);
    case '%':
      return fixed_digits(value * 100, std::chars_format::fixed, precision) + "%";
    case 'e':
    case 'E':
      return fixed_digits(value, std::chars_format::scientific, precision);
    case 'g':
    case 'G':
    case 'n':
      return general_digits(value, precision, spec.alternate);
    case 0: {
      if (spec.precision < 0) return float_repr(value);
      std::string body = general_digits(value, precision, false);
      const bool whole = body.find_first_of(".e") == std::string::npos;
      // As CPython: like 'g', with a digit after the point, and scientific one digit earlier.
      if (whole && static_cast<int>(body.size()) >= std::max(precision, 1) && value != 0) {
        body = fixed_digits(value, std::chars_format::scientific, std::max(precision, 1) - 1);
        const std::size_t e = body.find('e');
        std::string mantissa = body.substr(0, e);
        if (mantissa.find('.') != std::string::npos) {
          while (mantissa.back() == '0') mantissa.pop_back();
          if (mantissa.back() == '.') mantissa.pop_back();
        }
        return mantissa + body.substr(e);
      }
      return whole ? body + ".0" : body;
    }
    default:
      unknown_code(interpreter, spec.type, "float");
  }
}

std::string format_real(Interpreter& interpreter, double value, const Spec& spec) {
  std::string body;
  const bool negative = std::signbit(value) && !std::isnan(value);
  if (!std::isfinite(value)) {
    body = std::isnan(value) ? "nan" : "inf";
    if (spec.type == '%') body += '%';
  } else {
    body = real_body(interpreter, std::fabs(value), spec);
  }
  if (spec.type >= 'A' && spec.type <= 'Z') {
    for (char& c : body) c = static_cast<char>(to_upper(static_cast<unsigned char>(c)));
  }
  const std::string prefix = sign_of(negative, spec);
  return pad(spec, '>', prefix, group_digits(body, spec, prefix.size(), 3));
}

// ---- str.format()

class FieldFormatter {
 public:
  FieldFormatter(Interpreter& interpreter, const CallArguments& arguments)
      : interpreter_(interpreter), arguments_(arguments) {}

  std::string run(std::string_view pattern, int depth) {
    if (depth > 2) interpreter_.raise(Builtin::ValueError, "Max string recursion exceeded");
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const char c = pattern[i];
      if (c != '{' && c != '}') {
        result += c;
        continue;
      }
      if (i + 1 < pattern.size() && pattern[i + 1] == c) {
        result += c;
        ++i;
        continue;
      }
      if (c == '}') {
        interpreter_.raise(Builtin::ValueError, "Single '}' encountered in format string");
      }
      const std::size_t end = closing(pattern, i + 1);
      result += field(pattern.substr(i + 1, end - i - 1), depth);
      i = end;
    }
    return result;
  }

 private:
  std::size_t closing(std::string_view pattern, std::size_t at) {
    if (at >= pattern.size()) {
      interpreter_.raise(Builtin::ValueError, "Single '{' encountered in format string");
    }
    int nesting = 1;
    for (; at < pattern.size(); ++at) {
      if (pattern[at] == '{') ++nesting;
      if (pattern[at] == '}' && --nesting == 0) return at;
    }
    interpreter_.raise(Builtin::ValueError, "expected '}' before end of string");
  }

  std::string field(std::string_view text, int depth) {
    std::size_t name_end = 0;
    int brackets = 0;
    while (name_end < text.size()) {
      const char c = text[name_end];
      if (c == '[') ++brackets;
      if (c == ']') --brackets;
      if (brackets == 0 && (c == '!' || c == ':')) break;
      ++name_end;
    }
    std::string_view rest = text.substr(name_end);
    char conversion = 0;
    if (!rest.empty() && rest[0] == '!') {
      if (rest.size() < 2 || (rest.size() > 2 && rest[2] != ':')) {
        interpreter_.raise(Builtin::ValueError, "expected ':' after conversion specifier");
      }
      conversion = rest[1];
      rest.remove_prefix(2);
    }
    const std::string spec = rest.empty() ? "" : run(rest.substr(1), depth + 1);
    const Value value = resolve(text.substr(0, name_end));
    switch (conversion) {
      case 0:
        return interpreter_.format(value, spec);
      case 'r':
        return format_text(interpreter_, interpreter_.repr(value), spec);
      case 's':
        return format_text(interpreter_, interpreter_.str(value), spec);
      case 'a':
        return format_text(interpreter_, interpreter_.repr(value), spec);
      default:
        interpreter_.raise(Builtin::ValueError,
                           std::string("Unknown conversion specifier ") + conversion);
    }
  }

  Value resolve(std::string_view name) {
    std::size_t end = name.find_first_of(".[");
    if (end == std::string_view::npos) end = name.size();
    Value value = first(name.substr(0, end));
    while (end < name.size()) {
      const std::size_t begin = end + 1;
      if (name[end] == '.') {
        end = name.find_first_of(".[", begin);
        if (end == std::string_view::npos) end = name.size();
        value = interpreter_.get_attribute(value, name.substr(begin, end - begin));
        continue;
      }
      const std::size_t close = name.find(']', begin);
      if (close == std::string_view::npos) {
        interpreter_.raise(Builtin::ValueError, "Missing ']' in format string");
      }
      const std::string_view key = name.substr(begin, close - begin);
      const bool number = !key.empty() && key.find_first_not_of("0123456789") == key.npos;
      value = interpreter_.get_item(
          value,
          number ? Value::integer(*parse_integer(interpreter_, key, 10)) : Value::string(key));
      end = close + 1;
    }
    return value;
  }

  Value first(std::string_view name) {
    if (name.empty() || name.find_first_not_of("0123456789") == std::string_view::npos) {
      const std::size_t index =
          name.empty() ? automatic_++
                       : static_cast<std::size_t>(*parse_integer(interpreter_, name, 10));
      if (index >= arguments_.positional.size()) {
        interpreter_.raise(Builtin::IndexError, "Replacement index " + std::to_string(index) +
                                                    " out of range for positional args tuple");
      }
      return arguments_.positional[index];
    }
    if (const Value* value = arguments_.keyword(name)) return *value;
    interpreter_.raise(Builtin::KeyError, name);
  }

  Interpreter& interpreter_;
  const CallArguments& arguments_;
  std::size_t automatic_ = 0;
};

// ---- the % operator

class PercentFormatter {
 public:
  PercentFormatter(Interpreter& interpreter, const Value& values)
      : interpreter_(interpreter), values_(values) {
    if (auto* tuple = unwrap(values).try_as<TupleObject>()) tuple_ = tuple;
  }

  std::string run(std::string_view pattern) {
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '%') {
        result += pattern[i];
        continue;
      }
      ++i;
      result += directive(pattern, i);
    }
    const bool mapping = unwrap(values_).try_as<DictObject>() != nullptr;
    if (tuple_ != nullptr ? next_ < tuple_->items.size() : next_ == 0 && !mapping) {
      interpreter_.raise(Builtin::TypeError,
                         "not all arguments converted during string formatting");
    }
    return result;
  }

 private:
  std::string directive(std::string_view pattern, std::size_t& i) {
    Spec spec;
    Value named = Value::absent();
    if (i < pattern.size() && pattern[i] == '(') {
      const std::size_t close = pattern.find(')', i);
      if (close == std::string_view::npos) {
        interpreter_.raise(Builtin::ValueError, "incomplete format key");
      }
      named = interpreter_.get_item(values_, Value::string(pattern.substr(i + 1, close - i - 1)));
      next_ = 1;
      i = close + 1;
    }
    bool left = false;
    for (; i < pattern.size(); ++i) {
      if (pattern[i] == '-')
        left = true;
      else if (pattern[i] == '0')
        spec.zero = true;
      else if (pattern[i] == '+' || (pattern[i] == ' ' && spec.sign != '+'))
        spec.sign = pattern[i];
      else if (pattern[i] == '#')
        spec.alternate = true;
      else
        break;
    }
    spec.width = number(pattern, i, left);
    if (i < pattern.size() && pattern[i] == '.') {
      ++i;
      bool ignored = false;
      spec.precision = static_cast<int>(number(pattern, i, ignored));
    }
    while (i < pattern.size() && (pattern[i] == 'l' || pattern[i] == 'h')) ++i;
    if (i >= pattern.size()) interpreter_.raise(Builtin::ValueError, "incomplete format");
    spec.type = pattern[i];
    if (spec.type == '%') return "%";
    if (left) {
      spec.align = '<';
    } else if (spec.zero) {
      spec.align = '=';
      spec.fill = "0";
    } else {
      spec.align = '>';
    }
    return convert(spec, named.is_absent() ? take() : named, i);
  }

  std::size_t number(std::string_view pattern, std::size_t& i, bool& left) {
    if (i < pattern.size() && pattern[i] == '*') {
      ++i;
      const auto value = integer_of(take());
      if (!value) interpreter_.raise(Builtin::TypeError, "* wants int");
      left = left || *value < 0;
      const auto size = static_cast<std::size_t>(std::abs(*value));
      interpreter_.check_memory(static_cast<std::int64_t>(size));
      return size;
    }
    const std::size_t size = read_number(interpreter_, pattern, i);
    interpreter_.check_memory(static_cast<std::int64_t>(size));
    return size;
  }

  Value take() {
    if (tuple_ != nullptr ? next_ >= tuple_->items.size() : next_ > 0) {
      interpreter_.raise(Builtin::TypeError, "not enough arguments for format string");
    }
    return tuple_ != nullptr ? tuple_->items[next_++] : (++next_, values_);
  }

  std::string convert(Spec& spec, const Value& value, std::size_t at) {
    switch (spec.type) {
      case 's':
      case 'r':
      case 'a': {
        std::string text = spec.type == 's' ? interpreter_.str(value) : interpreter_.repr(value);
        if (spec.precision >= 0) {
          text.resize(utf8_offset(text, static_cast<std::size_t>(spec.precision)));
        }
        spec.fill = " ";
        if (spec.align == '=') spec.align = '>';
        return pad(spec, '>', "", text);
      }
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        return integer(spec, value);
      case 'c': {
        if (const std::string* text = string_of(value)) return pad(spec, '>', "", *text);
        return format_int(interpreter_, Value::integer(integer_of(value).value_or(0)), spec);
      }
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': {
        interpreter_.need_known(value, "a formatted text");
        const auto real = real_of(value);
        if (!real) {
          interpreter_.raise(Builtin::TypeError, "must be real number, not " +
                                                     std::string(interpreter_.type_name(value)));
        }
        return format_real(interpreter_, *real, spec);
      }
      default:
        interpreter_.raise(Builtin::ValueError,
                           std::string("unsupported format character '") + spec.type + "' (0x" +
                               integer_in_base(spec.type, 16) + ") at index " + std::to_string(at));
    }
  }

  std::string integer(Spec& spec, const Value& value) {
    interpreter_.need_known(value, "a formatted text");
    const char type = spec.type;
    if (type == 'i' || type == 'u') spec.type = 'd';
    const Value& plain = unwrap(value);
    Value number = plain;
    if (!is_integer(plain)) {
      if (!plain.is_real() || spec.type != 'd') {
        interpreter_.raise(Builtin::TypeError,
                           std::string("%") + type +
                               " format: " + (spec.type == 'd' ? "a real number" : "an integer") +
                               " is required, not " + std::string(interpreter_.type_name(value)));
      }
      number = Value::integer(integer_from_real(interpreter_, plain.as_real()));
    }
    if (spec.precision < 0) return format_int(interpreter_, number, spec);
    // The precision is the least number of digits: these first, then the width around them.
    Spec digits = spec;
    digits.precision = -1;
    digits.align = '=';
    digits.fill = "0";
    digits.width = static_cast<std::size_t>(spec.precision) +
                   sign_of(integer_of(number).value_or(0) < 0, spec).size() +
                   (spec.alternate && spec.type != 'd' ? 2 : 0);
    return pad(spec, '>', "", format_int(interpreter_, number, digits));
  }

  Interpreter& interpreter_;
  const Value& values_;
  TupleObject* tuple_ = nullptr;
  std::size_t next_ = 0;
};

}  // namespace

std::string format_text(Interpreter& interpreter, std::string_view text, std::string_view spec) {
  if (spec.empty()) return std::string(text);
  const Spec parsed = parse_spec(interpreter, spec, "str");
  if (parsed.type != 0 && parsed.type != 's') unknown_code(interpreter, parsed.type, "str");
  if (parsed.align == '=') {
    interpreter.raise(Builtin::ValueError, "'=' alignment not allowed in string format specifier");
  }
  std::string body(text);
  if (parsed.precision >= 0) {
    body.resize(utf8_offset(body, static_cast<std::size_t>(parsed.precision)));
  }
  return pad(parsed, '<', "", body);
}

std::string format_number(Interpreter& interpreter, const Value& value, std::string_view spec) {
  if (spec.empty()) return interpreter.str(value);
  const bool real = value.is_real();
  const Spec parsed = parse_spec(interpreter, spec, real ? "float" : "int");
  if (real) return format_real(interpreter, value.as_real(), parsed);
  switch (parsed.type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
      return format_real(interpreter, real_of_integer(value), parsed);
    default:
      return format_int(interpreter, value, parsed);
  }
}

std::string format_fields(Interpreter& interpreter, std::string_view pattern,
                          const CallArguments& arguments) {
  return FieldFormatter(interpreter, arguments).run(pattern, 0);
}

std::string format_percent(Interpreter& interpreter, std::string_view pattern,
                           const Value& values) {
  return PercentFormatter(interpreter, values).run(pattern);
}

}  // namespace retort::python
