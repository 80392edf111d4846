// The methods of str. Positions count characters; texts are UTF-8, so searches run on bytes and the
// result is converted where a text is not ASCII.
#include <algorithm>

#include "python/builtin_types.h"
#include "python/interpreter.h"
#include "python/text_format.h"
#include "python/unknown.h"
#include "python/utf8.h"

namespace retort::python {
namespace {

const std::string& self_text(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string* text = string_of(arguments.self);
  if (text == nullptr) {
    interpreter.raise(Builtin::TypeError, "descriptor requires a 'str' object");
  }
  return *text;
}

template <class Map>
std::string map_characters(const std::string& text, Map map) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); i += utf8_width(text[i])) {
    utf8_append(result, map(utf8_decode(text, i)));
  }
  return result;
}

// True when there is a character and all of them satisfy `test`.
template <class Test>
Value all_characters(Interpreter& interpreter, const CallArguments& arguments, Test test) {
  const std::string& text = self_text(interpreter, arguments);
  for (std::size_t i = 0; i < text.size(); i += utf8_width(text[i])) {
    if (!test(utf8_decode(text, i))) return Value::boolean(false);
  }
  return Value::boolean(!text.empty());
}

std::string upper_text(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); i += utf8_width(text[i])) {
    const char32_t c = utf8_decode(text, i);
    if (c == 0xDF) {
      result += "SS";
    } else {
      utf8_append(result, to_upper(c));
    }
  }
  return result;
}

std::string title_text(const std::string& text) {
  bool inside = false;
  return map_characters(text, [&](char32_t c) {
    const char32_t mapped = inside ? to_lower(c) : to_upper(c);
    inside = is_letter(c);
    return mapped;
  });
}

Value upper(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(upper_text(self_text(interpreter, arguments)));
}
Value lower(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(map_characters(self_text(interpreter, arguments), to_lower));
}
Value casefold(Interpreter& interpreter, const CallArguments& arguments) {
  std::string result;
  const std::string& text = self_text(interpreter, arguments);
  for (std::size_t i = 0; i < text.size(); i += utf8_width(text[i])) {
    const char32_t c = utf8_decode(text, i);
    if (c == 0xDF) {
      result += "ss";
    } else {
      utf8_append(result, to_lower(c));
    }
  }
  return Value::string(std::move(result));
}
Value title(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(title_text(self_text(interpreter, arguments)));
}
Value capitalize(Interpreter& interpreter, const CallArguments& arguments) {
  bool first = true;
  return Value::string(map_characters(self_text(interpreter, arguments), [&](char32_t c) {
    return std::exchange(first, false) ? to_upper(c) : to_lower(c);
  }));
}
Value swapcase(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(map_characters(self_text(interpreter, arguments), [](char32_t c) {
    return to_upper(c) != c ? to_upper(c) : to_lower(c);
  }));
}

Value strip_text(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
                 bool left, bool right) {
  ArgumentReader read(interpreter, name, arguments);
  const auto characters = read.optional("chars").as_optional_string();
  read.finish();
  std::string_view text = self_text(interpreter, arguments);
  const auto strips = [&](std::string_view character) {
    return characters ? characters->find(character) != std::string::npos
                      : is_space(utf8_decode(character, 0));
  };
  while (left && !text.empty()) {
    const std::size_t width = utf8_width(text[0]);
    if (!strips(text.substr(0, width))) break;
    text.remove_prefix(width);
  }
  while (right && !text.empty()) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    if (!strips(text.substr(begin))) break;
    text.remove_suffix(text.size() - begin);
  }
  return Value::string(text);
}
Value strip(Interpreter& interpreter, const CallArguments& arguments) {
  return strip_text(interpreter, arguments, "strip", true, true);
}
Value lstrip(Interpreter& interpreter, const CallArguments& arguments) {
  return strip_text(interpreter, arguments, "lstrip", true, false);
}
Value rstrip(Interpreter& interpreter, const CallArguments& arguments) {
  return strip_text(interpreter, arguments, "rstrip", false, true);
}

void split_on_spaces(std::string_view text, std::int64_t limit, ValueList& parts) {
  std::size_t at = 0;
  const auto skip = [&](bool space) {
    while (at < text.size() && is_space(utf8_decode(text, at)) == space) at += utf8_width(text[at]);
  };
  skip(true);
  while (at < text.size()) {
    if (limit >= 0 && static_cast<std::int64_t>(parts.size()) == limit) {
      std::string_view rest = text.substr(at);
      while (!rest.empty() && is_space(static_cast<unsigned char>(rest.back()))) {
        rest.remove_suffix(1);
      }
      parts.push_back(Value::string(rest));
      return;
    }
    const std::size_t begin = at;
    skip(false);
    parts.push_back(Value::string(text.substr(begin, at - begin)));
    skip(true);
  }
}

void rsplit_on_spaces(std::string_view text, std::int64_t limit, ValueList& parts) {
  const auto space = [](char c) { return is_space(static_cast<unsigned char>(c)); };
  std::size_t end = text.size();
  while (true) {
    while (end > 0 && space(text[end - 1])) --end;
    if (end == 0) break;
    if (static_cast<std::int64_t>(parts.size()) == limit) {
      std::size_t begin = 0;
      while (space(text[begin])) ++begin;
      parts.push_back(Value::string(text.substr(begin, end - begin)));
      break;
    }
    std::size_t begin = end;
    while (begin > 0 && !space(text[begin - 1])) --begin;
    parts.push_back(Value::string(text.substr(begin, end - begin)));
    end = begin;
  }
  std::reverse(parts.begin(), parts.end());
}

Value split_text(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
                 bool from_right) {
  ArgumentReader read(interpreter, name, arguments);
  const auto separator = read.optional("sep").as_optional_string();
  const std::int64_t limit = read.optional("maxsplit", Value::integer(-1)).as_integer();
  read.finish();
  const std::string_view text = self_text(interpreter, arguments);
  ValueList parts;
  if (!separator) {
    if (from_right && limit >= 0) {
      rsplit_on_spaces(text, limit, parts);
    } else {
      split_on_spaces(text, limit, parts);
    }
    return make_list(std::move(parts));
  }
  if (separator->empty()) interpreter.raise(Builtin::ValueError, "empty separator");
  if (from_right) {
    std::size_t end = text.size();
    while (limit < 0 || static_cast<std::int64_t>(parts.size()) < limit) {
      if (end < separator->size()) break;
      const std::size_t at = text.rfind(*separator, end - separator->size());
      if (at == std::string_view::npos) break;
      const std::size_t begin = at + separator->size();
      parts.push_back(Value::string(text.substr(begin, end - begin)));
      end = at;
    }
    parts.push_back(Value::string(text.substr(0, end)));
    std::reverse(parts.begin(), parts.end());
    return make_list(std::move(parts));
  }
  std::size_t begin = 0;
  while (limit < 0 || static_cast<std::int64_t>(parts.size()) < limit) {
    const std::size_t at = text.find(*separator, begin);
    if (at == std::string_view::npos) break;
    parts.push_back(Value::string(text.substr(begin, at - begin)));
    begin = at + separator->size();
  }
  parts.push_back(Value::string(text.substr(begin)));
  return make_list(std::move(parts));
}
Value split(Interpreter& interpreter, const CallArguments& arguments) {
  return split_text(interpreter, arguments, "split", false);
}
Value rsplit(Interpreter& interpreter, const CallArguments& arguments) {
  return split_text(interpreter, arguments, "rsplit", true);
}

Value splitlines(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "splitlines", arguments);
  const bool keep = read.optional("keepends", Value::boolean(false)).as_truth();
  read.finish();
  const std::string_view text = self_text(interpreter, arguments);
  ValueList lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = begin;
    const auto ends_line = [&](std::size_t i) {
      const char32_t c = utf8_decode(text, i);
      return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || (c >= 0x1C && c <= 0x1E) ||
             c == 0x85 || c == 0x2028 || c == 0x2029;
    };
    while (end < text.size() && !ends_line(end)) end += utf8_width(text[end]);
    std::size_t next = end;
    if (end < text.size()) {
      next = end + utf8_width(text[end]);
      if (text[end] == '\r' && next < text.size() && text[next] == '\n') ++next;
    }
    lines.push_back(Value::string(text.substr(begin, (keep ? next : end) - begin)));
    begin = next;
  }
  return make_list(std::move(lines));
}

// Before text is added to a result that no value holds yet.
void check_growth(Interpreter& interpreter, const std::string& result, std::size_t more) {
  if (result.size() + more > result.capacity()) {
    interpreter.check_memory(static_cast<std::int64_t>(2 * (result.size() + more)));
  }
}

Value join(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "join", arguments);
  const Value items = read.required("iterable").value();
  read.finish();
  const std::string& separator = self_text(interpreter, arguments);
  std::string result;
  std::size_t index = 0;
  for (const Value& item : interpreter.items_of(items)) {
    const std::string* text = string_of(item);
    if (text == nullptr) {
      interpreter.need_known(item, "a text");
      interpreter.raise(Builtin::TypeError,
                        "sequence item " + std::to_string(index) + ": expected str instance, " +
                            std::string(interpreter.type_name(item)) + " found");
    }
    check_growth(interpreter, result, separator.size() + text->size());
    if (index++ > 0) result += separator;
    result += *text;
  }
  return Value::string(std::move(result));
}

Value replace(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "replace", arguments);
  const std::string old_text = read.required("old").as_string();
  const std::string new_text = read.required("new").as_string();
  std::int64_t limit = read.optional("count", Value::integer(-1)).as_integer();
  read.finish();
  const std::string& text = self_text(interpreter, arguments);
  std::string result;
  std::size_t at = 0;
  if (old_text.empty()) {
    for (; limit != 0 && at <= text.size(); --limit) {
      check_growth(interpreter, result, new_text.size());
      result += new_text;
      if (at == text.size()) return Value::string(std::move(result));
      const std::size_t width = utf8_width(text[at]);
      result += text.substr(at, width);
      at += width;
    }
    return Value::string(result + text.substr(std::min(at, text.size())));
  }
  for (; limit != 0; --limit) {
    const std::size_t found = text.find(old_text, at);
    if (found == std::string::npos) break;
    check_growth(interpreter, result, found - at + new_text.size());
    result.append(text, at, found - at);
    result += new_text;
    at = found + old_text.size();
  }
  result.append(text, at, std::string::npos);
  return Value::string(std::move(result));
}

// The searched part as bytes, and the search's result as a character position or -1.
std::int64_t search(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
                    bool from_right) {
  ArgumentReader read(interpreter, name, arguments);
  const std::string wanted = read.required("sub").as_string();
  const Value start = read.optional("start").value();
  const Value stop = read.optional("end").value();
  read.finish();
  const std::string_view text = self_text(interpreter, arguments);
  const auto length = static_cast<std::int64_t>(utf8_length(text));
  const Bounds bounds = sequence_bounds(interpreter, start, stop, length);
  if (bounds.begin > bounds.end) return -1;
  const std::size_t begin = utf8_offset(text, static_cast<std::size_t>(bounds.begin));
  const std::size_t end = utf8_offset(text, static_cast<std::size_t>(bounds.end));
  const std::string_view part = text.substr(begin, end - begin);
  const std::size_t at = from_right ? part.rfind(wanted) : part.find(wanted);
  if (at == std::string_view::npos) return -1;
  return bounds.begin + static_cast<std::int64_t>(utf8_length(part.substr(0, at)));
}
Value find(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::integer(search(interpreter, arguments, "find", false));
}
Value rfind(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::integer(search(interpreter, arguments, "rfind", true));
}
Value index(Interpreter& interpreter, const CallArguments& arguments) {
  const std::int64_t at = search(interpreter, arguments, "index", false);
  if (at < 0) interpreter.raise(Builtin::ValueError, "substring not found");
  return Value::integer(at);
}
Value rindex(Interpreter& interpreter, const CallArguments& arguments) {
  const std::int64_t at = search(interpreter, arguments, "rindex", true);
  if (at < 0) interpreter.raise(Builtin::ValueError, "substring not found");
  return Value::integer(at);
}

Value count(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "count", arguments);
  const std::string wanted = read.required("sub").as_string();
  const Value start = read.optional("start").value();
  const Value stop = read.optional("end").value();
  read.finish();
  const std::string_view text = self_text(interpreter, arguments);
  const Bounds bounds =
      sequence_bounds(interpreter, start, stop, static_cast<std::int64_t>(utf8_length(text)));
  if (bounds.begin > bounds.end) return Value::integer(0);
  if (wanted.empty()) return Value::integer(bounds.end - bounds.begin + 1);
  const std::size_t end = utf8_offset(text, static_cast<std::size_t>(bounds.end));
  std::size_t at = utf8_offset(text, static_cast<std::size_t>(bounds.begin));
  std::int64_t found = 0;
  while ((at = text.find(wanted, at)) != std::string_view::npos && at + wanted.size() <= end) {
    ++found;
    at += wanted.size();
  }
  return Value::integer(found);
}

Value affix(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
            bool at_end) {
  ArgumentReader read(interpreter, name, arguments);
  const Argument wanted = read.required("prefix");
  const Value start = read.optional("start").value();
  const Value stop = read.optional("end").value();
  read.finish();
  const std::string_view text = self_text(interpreter, arguments);
  const Bounds bounds =
      sequence_bounds(interpreter, start, stop, static_cast<std::int64_t>(utf8_length(text)));
  if (bounds.begin > bounds.end) return Value::boolean(false);
  const std::size_t begin = utf8_offset(text, static_cast<std::size_t>(bounds.begin));
  const std::size_t end = utf8_offset(text, static_cast<std::size_t>(bounds.end));
  const std::string_view part = text.substr(begin, end - begin);
  const auto matches = [&](const std::string& value) {
    return at_end ? part.ends_with(value) : part.starts_with(value);
  };
  if (auto* choices = unwrap(wanted.value()).try_as<TupleObject>()) {
    for (const Value& choice : choices->items) {
      const std::string* choice_text = string_of(choice);
      if (choice_text == nullptr) {
        interpreter.raise(Builtin::TypeError, "tuple for " + std::string(name) +
                                                  " must only contain str, not " +
                                                  std::string(interpreter.type_name(choice)));
      }
      if (matches(*choice_text)) return Value::boolean(true);
    }
    return Value::boolean(false);
  }
  if (string_of(wanted.value()) == nullptr) {
    interpreter.need_known(wanted.value(), "a comparison");
    interpreter.raise(Builtin::TypeError, std::string(name) +
                                              " first arg must be str or a tuple of str, not " +
                                              std::string(interpreter.type_name(wanted.value())));
  }
  return Value::boolean(matches(wanted.as_string()));
}
Value startswith(Interpreter& interpreter, const CallArguments& arguments) {
  return affix(interpreter, arguments, "startswith", false);
}
Value endswith(Interpreter& interpreter, const CallArguments& arguments) {
  return affix(interpreter, arguments, "endswith", true);
}
Value removeprefix(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "removeprefix", arguments);
  const std::string prefix = read.required("prefix").as_string();
  const std::string& text = self_text(interpreter, arguments);
  return Value::string(text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}
Value removesuffix(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "removesuffix", arguments);
  const std::string suffix = read.required("suffix").as_string();
  const std::string& text = self_text(interpreter, arguments);
  return Value::string(!suffix.empty() && text.ends_with(suffix)
                           ? text.substr(0, text.size() - suffix.size())
                           : text);
}

bool is_ascii_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
Value isdigit(Interpreter& interpreter, const CallArguments& arguments) {
  return all_characters(interpreter, arguments, is_ascii_digit);
}
Value isalpha(Interpreter& interpreter, const CallArguments& arguments) {
  return all_characters(interpreter, arguments, is_letter);
}
Value isalnum(Interpreter& interpreter, const CallArguments& arguments) {
  return all_characters(interpreter, arguments,
                        [](char32_t c) { return is_letter(c) || is_ascii_digit(c); });
}
Value isspace(Interpreter& interpreter, const CallArguments& arguments) {
  return all_characters(interpreter, arguments, is_space);
}
Value isascii(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::boolean(utf8_length(self_text(interpreter, arguments)) ==
                        self_text(interpreter, arguments).size());
}
Value isprintable(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string& text = self_text(interpreter, arguments);
  std::string plain = text;
  std::erase_if(plain, [](char c) { return c == '\\' || c == '\'' || c == '"'; });
  return Value::boolean(quote_string(plain).size() == plain.size() + 2);
}
Value isidentifier(Interpreter& interpreter, const CallArguments& arguments) {
  bool first = true;
  return all_characters(interpreter, arguments, [&](char32_t c) {
    const bool start = std::exchange(first, false);
    return is_letter(c) || c == '_' || (!start && is_ascii_digit(c));
  });
}

// At least one cased character, and none for which `wrong` holds.
template <class Wrong>
Value cased(Interpreter& interpreter, const CallArguments& arguments, Wrong wrong) {
  const std::string& text = self_text(interpreter, arguments);
  bool any = false;
  for (std::size_t i = 0; i < text.size(); i += utf8_width(text[i])) {
    const char32_t c = utf8_decode(text, i);
    if (wrong(c)) return Value::boolean(false);
    any = any || to_upper(c) != c || to_lower(c) != c;
  }
  return Value::boolean(any);
}
Value isupper(Interpreter& interpreter, const CallArguments& arguments) {
  return cased(interpreter, arguments, [](char32_t c) { return to_upper(c) != c; });
}
Value islower(Interpreter& interpreter, const CallArguments& arguments) {
  return cased(interpreter, arguments, [](char32_t c) { return to_lower(c) != c; });
}
Value istitle(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string& text = self_text(interpreter, arguments);
  return Value::boolean(title_text(text) == text &&
                        std::any_of(text.begin(), text.end(), [](char c) {
                          return is_letter(static_cast<unsigned char>(c));
                        }));
}

Value justify(Interpreter& interpreter, const CallArguments& arguments, std::string_view name,
              int where) {
  ArgumentReader read(interpreter, name, arguments);
  const std::int64_t width = read.required("width").as_integer();
  const std::string fill = read.optional("fillchar", Value::string(" ")).as_string();
  read.finish();
  const std::string& text = self_text(interpreter, arguments);
  const std::int64_t missing = width - static_cast<std::int64_t>(utf8_length(text));
  if (missing <= 0) return Value::string(text);
  interpreter.check_memory(missing);
  // As CPython centres: an odd space goes left when the width is odd.
  const std::int64_t left = where < 0   ? 0
                            : where > 0 ? missing
                                        : missing / 2 + (missing & width & 1);
  std::string result;
  for (std::int64_t i = 0; i < left; ++i) result += fill;
  result += text;
  for (std::int64_t i = left; i < missing; ++i) result += fill;
  return Value::string(std::move(result));
}
Value center(Interpreter& interpreter, const CallArguments& arguments) {
  return justify(interpreter, arguments, "center", 0);
}
Value ljust(Interpreter& interpreter, const CallArguments& arguments) {
  return justify(interpreter, arguments, "ljust", -1);
}
Value rjust(Interpreter& interpreter, const CallArguments& arguments) {
  return justify(interpreter, arguments, "rjust", 1);
}
Value zfill(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "zfill", arguments);
  const std::int64_t width = read.required("width").as_integer();
  const std::string& text = self_text(interpreter, arguments);
  const std::int64_t missing = width - static_cast<std::int64_t>(utf8_length(text));
  if (missing <= 0) return Value::string(text);
  interpreter.check_memory(missing);
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  return Value::string(text.substr(0, sign) + std::string(static_cast<std::size_t>(missing), '0') +
                       text.substr(sign));
}

Value partition_text(Interpreter& interpreter, const CallArguments& arguments,
                     std::string_view name, bool from_right) {
  ArgumentReader read(interpreter, name, arguments);
  const std::string separator = read.required("sep").as_string();
  read.finish();
  if (separator.empty()) interpreter.raise(Builtin::ValueError, "empty separator");
  const std::string& text = self_text(interpreter, arguments);
  const std::size_t at = from_right ? text.rfind(separator) : text.find(separator);
  ValueList parts;
  if (at == std::string::npos) {
    parts = {Value::string(from_right ? "" : text), Value::string(""),
             Value::string(from_right ? text : "")};
  } else {
    parts = {Value::string(text.substr(0, at)), Value::string(separator),
             Value::string(text.substr(at + separator.size()))};
  }
  return make_tuple(std::move(parts));
}
Value partition(Interpreter& interpreter, const CallArguments& arguments) {
  return partition_text(interpreter, arguments, "partition", false);
}
Value rpartition(Interpreter& interpreter, const CallArguments& arguments) {
  return partition_text(interpreter, arguments, "rpartition", true);
}

Value format_method(Interpreter& interpreter, const CallArguments& arguments) {
  if (Value unknown = unknown_among(arguments); !unknown.is_absent()) return unknown;
  return Value::string(format_fields(interpreter, self_text(interpreter, arguments), arguments));
}
Value format_map(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "format_map", arguments);
  const Value mapping = read.required("mapping").value();
  std::vector<KeywordValue> keywords;
  for (const Value& key : interpreter.items_of(mapping)) {
    if (const std::string* name = string_of(key)) {
      keywords.push_back({intern(*name), interpreter.get_item(mapping, key)});
    }
  }
  return Value::string(format_fields(interpreter, self_text(interpreter, arguments),
                                     CallArguments{{}, keywords, Value::absent()}));
}

Value encode(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "encode", arguments);
  const std::string encoding = read.optional("encoding", Value::string("utf-8")).as_string();
  const std::string errors = read.optional("errors", Value::string("strict")).as_string();
  read.finish();
  const std::string& text = self_text(interpreter, arguments);
  std::string name;
  for (const char c : encoding) {
    if (c != '-' && c != '_') name += static_cast<char>(to_lower(static_cast<unsigned char>(c)));
  }
  if (name == "utf8") return make<BytesObject>(text);
  const char32_t limit = name == "ascii" || name == "usascii"     ? 0x80
                         : name == "latin1" || name == "iso88591" ? 0x100
                                                                  : 0;
  if (limit == 0) interpreter.raise(Builtin::LookupError, "unknown encoding: " + encoding);
  std::string data;
  for (std::size_t i = 0; i < text.size(); i += utf8_width(text[i])) {
    const char32_t c = utf8_decode(text, i);
    if (c < limit) {
      data += static_cast<char>(c);
    } else if (errors == "replace") {
      data += '?';
    } else if (errors != "ignore") {
      interpreter.raise(Builtin::UnicodeEncodeError,
                        "'" + encoding + "' codec can't encode character in position " +
                            std::to_string(utf8_length(std::string_view(text).substr(0, i))) +
                            ": ordinal not in range(" + std::to_string(limit) + ")");
    }
  }
  return make<BytesObject>(std::move(data));
}

Value expandtabs(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "expandtabs", arguments);
  const std::int64_t size = read.optional("tabsize", Value::integer(8)).as_integer();
  std::string result;
  std::int64_t column = 0;
  for (const char c : self_text(interpreter, arguments)) {
    if (c == '\t') {
      const std::int64_t blanks = size > 0 ? size - column % size : 0;
      check_growth(interpreter, result, static_cast<std::size_t>(blanks));
      result.append(static_cast<std::size_t>(blanks), ' ');
      column += blanks;
      continue;
    }
    result += c;
    if (c == '\n' || c == '\r') {
      column = 0;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return Value::string(std::move(result));
}

Value translate(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "translate", arguments);
  const Value table = read.required("table").value();
  auto* mapping = unwrap(table).try_as<DictObject>();
  if (mapping == nullptr) interpreter.raise(Builtin::TypeError, "a dict is needed");
  const std::string& text = self_text(interpreter, arguments);
  std::string result;
  for (std::size_t i = 0; i < text.size(); i += utf8_width(text[i])) {
    const char32_t c = utf8_decode(text, i);
    const Value* mapped = mapping->table.find(interpreter, Value::integer(c));
    if (mapped == nullptr) {
      utf8_append(result, c);
    } else if (const auto code = integer_of(*mapped)) {
      utf8_append(result, static_cast<char32_t>(*code));
    } else if (const std::string* replacement = string_of(*mapped)) {
      check_growth(interpreter, result, replacement->size());
      result += *replacement;
    }
  }
  return Value::string(std::move(result));
}

Value maketrans(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "maketrans", arguments);
  const Value first = read.required("x").value();
  const auto to = read.optional("y").as_optional_string();
  const auto removed = read.optional("z").as_optional_string();
  Ref<DictObject> table = make<DictObject>();
  if (auto* given = unwrap(first).try_as<DictObject>(); given != nullptr && !to) {
    for (const HashTable::Entry& entry : given->table.entries()) {
      if (entry.key.is_absent()) continue;
      const std::string* text = string_of(entry.key);
      table->table.set(interpreter, text ? Value::integer(utf8_decode(*text, 0)) : entry.key,
                       entry.value);
    }
    return table;
  }
  const std::string* from = string_of(first);
  if (from == nullptr || !to || utf8_length(*from) != utf8_length(*to)) {
    interpreter.raise(Builtin::ValueError,
                      "the first two maketrans arguments must have equal length");
  }
  for (std::size_t i = 0, k = 0; i < from->size();
       i += utf8_width((*from)[i]), k += utf8_width((*to)[k])) {
    table->table.set(interpreter, Value::integer(utf8_decode(*from, i)),
                     Value::integer(utf8_decode(*to, k)));
  }
  for (std::size_t i = 0; removed && i < removed->size(); i += utf8_width((*removed)[i])) {
    table->table.set(interpreter, Value::integer(utf8_decode(*removed, i)), Value());
  }
  return table;
}

constexpr auto kMethod = NativeMember::Kind::method;

}  // namespace

// Three to a row keeps the table in sight.
// clang-format off
const MemberTable kStringMembers{
    {kMethod, "upper", upper}, {kMethod, "lower", lower}, {kMethod, "casefold", casefold},
    {kMethod, "title", title}, {kMethod, "capitalize", capitalize}, {kMethod, "swapcase", swapcase},
    {kMethod, "strip", strip}, {kMethod, "lstrip", lstrip}, {kMethod, "rstrip", rstrip},
    {kMethod, "split", split}, {kMethod, "rsplit", rsplit}, {kMethod, "splitlines", splitlines},
    {kMethod, "join", join}, {kMethod, "replace", replace}, {kMethod, "find", find},
    {kMethod, "rfind", rfind}, {kMethod, "index", index}, {kMethod, "rindex", rindex},
    {kMethod, "count", count}, {kMethod, "startswith", startswith}, {kMethod, "endswith", endswith},
    {kMethod, "removeprefix", removeprefix}, {kMethod, "removesuffix", removesuffix}, {kMethod, "isdigit", isdigit},
    {kMethod, "isdecimal", isdigit}, {kMethod, "isnumeric", isdigit}, {kMethod, "isalpha", isalpha},
    {kMethod, "isalnum", isalnum}, {kMethod, "isspace", isspace}, {kMethod, "isascii", isascii},
    {kMethod, "isprintable", isprintable}, {kMethod, "isidentifier", isidentifier}, {kMethod, "isupper", isupper},
    {kMethod, "islower", islower}, {kMethod, "istitle", istitle}, {kMethod, "center", center},
    {kMethod, "ljust", ljust}, {kMethod, "rjust", rjust}, {kMethod, "zfill", zfill},
    {kMethod, "partition", partition}, {kMethod, "rpartition", rpartition}, {kMethod, "format", format_method},
    {kMethod, "format_map", format_map}, {kMethod, "encode", encode}, {kMethod, "expandtabs", expandtabs},
    {kMethod, "translate", translate}, {NativeMember::Kind::function, "maketrans", maketrans},
};
// clang-format on

}  // namespace retort::python
