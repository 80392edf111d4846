// re: Python's regular expressions on PCRE2, whose syntax is nearly the same: \Z is \z there.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include <algorithm>
#include <memory>

#include "python/library.h"

namespace retort::python {
namespace {

constexpr std::int64_t kIgnoreCase = 2, kMultiline = 8, kDotAll = 16, kVerbose = 64, kAscii = 256;

struct CodeDeleter {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct MatchDeleter {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
using CodePtr = std::unique_ptr<pcre2_code, CodeDeleter>;
using MatchPtr = std::unique_ptr<pcre2_match_data, MatchDeleter>;

/// Where the groups of one match begin and end, in bytes; npos: did not take part.
using Groups = std::vector<std::pair<std::size_t, std::size_t>>;

extern const NativeClassSpec kPatternClass, kMatchClass;

class PatternObject final : public Instance {
 public:
  PatternObject(Ref<ClassObject> of_class, std::string source, std::int64_t options,
                CodePtr compiled)
      : Instance(std::move(of_class)),
        pattern(std::move(source)),
        flags(options),
        code_(std::move(compiled)) {
    pcre2_pattern_info(code_.get(), PCRE2_INFO_CAPTURECOUNT, &group_count);
  }
  const std::string pattern;
  const std::int64_t flags;
  std::uint32_t group_count = 0;

  /// nullopt: no match at or after `start` (exactly at it when anchored; to the end when full).
  std::optional<Groups> match(Interpreter& interpreter, const std::string& text, std::size_t start,
                              std::uint32_t options) const {
    const MatchPtr data(pcre2_match_data_create_from_pattern(code_.get(), nullptr));
    const int found = pcre2_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
                                  text.size(), start, options, data.get(), nullptr);
    if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (found < 0)
      interpreter.fail(ErrorCode::limit, "a regular expression took too long or met invalid text");
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data.get());
    Groups groups;
    for (std::size_t i = 0; i <= group_count; ++i)
      groups.emplace_back(offsets[2 * i], offsets[2 * i + 1]);
    return groups;
  }

  /// -1 when there is no group of that name.
  int group_number(const std::string& name) const {
    return pcre2_substring_number_from_name(code_.get(),
                                            reinterpret_cast<PCRE2_SPTR>(name.c_str()));
  }

  /// Names and numbers of the named groups, in order of number.
  std::vector<std::pair<std::string, std::size_t>> group_names() const {
    std::uint32_t count = 0;
    std::uint32_t width = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(code_.get(), PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code_.get(), PCRE2_INFO_NAMEENTRYSIZE, &width);
    pcre2_pattern_info(code_.get(), PCRE2_INFO_NAMETABLE, &table);
    std::vector<std::pair<std::string, std::size_t>> names;
    for (std::uint32_t i = 0; i < count; ++i, table += width)
      names.emplace_back(reinterpret_cast<const char*>(table + 2),
                         static_cast<std::size_t>(table[0] << 8 | table[1]));
    std::sort(names.begin(), names.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    return names;
  }

  std::string repr(Interpreter& interpreter) override {
    return "re.compile(" + interpreter.repr(Value::string(pattern)) + ")";
  }

 private:
  CodePtr code_;
};

class MatchObject final : public Instance {
 public:
  MatchObject(Ref<ClassObject> of_class, Ref<PatternObject> of_pattern, Value subject, Groups found)
      : Instance(std::move(of_class)),
        pattern(std::move(of_pattern)),
        text(std::move(subject)),
        groups(std::move(found)) {}
  Ref<PatternObject> pattern;
  Value text;
  const Groups groups;

  const std::string& subject() const { return *string_of(text); }
  Value group(std::size_t number, const Value& missing) const {
    const auto [begin, end] = groups[number];
    if (begin == PCRE2_UNSET) return missing;
    return Value::string(subject().substr(begin, end - begin));
  }
  Value get_item(Interpreter& interpreter, const Value& key) override {
    return group(number_of(interpreter, key), Value());
  }
  std::size_t number_of(Interpreter& interpreter, const Value& key) const {
    if (const std::string* name = string_of(key)) {
      const int number = pattern->group_number(*name);
      if (number > 0) return static_cast<std::size_t>(number);
    } else if (const auto number = integer_of(key);
               number && *number >= 0 && static_cast<std::size_t>(*number) < groups.size()) {
      return static_cast<std::size_t>(*number);
    }
    interpreter.raise(Builtin::IndexError, "no such group");
  }
  std::string repr(Interpreter& interpreter) override {
    return fmt::format("<re.Match object; span=({}, {}), match={}>", groups[0].first,
                       groups[0].second, interpreter.repr(group(0, Value())));
  }
};

std::string translated(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    out += pattern[i];
    if (pattern[i] == '\\' && i + 1 < pattern.size()) out += pattern[++i] == 'Z' ? 'z' : pattern[i];
  }
  return out;
}

Ref<PatternObject> compile(Interpreter& interpreter, const Value& given, std::int64_t flags) {
  interpreter.need_known(given, "a regular expression");
  if (auto* already = given.try_as<PatternObject>()) return Ref<PatternObject>(already);
  const std::string* text = string_of(given);
  if (text == nullptr)
    interpreter.raise(Builtin::TypeError, "first argument must be string or compiled pattern");
  std::uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
  if ((flags & kAscii) == 0) options |= PCRE2_UCP;
  if ((flags & kIgnoreCase) != 0) options |= PCRE2_CASELESS;
  if ((flags & kMultiline) != 0) options |= PCRE2_MULTILINE;
  if ((flags & kDotAll) != 0) options |= PCRE2_DOTALL;
  if ((flags & kVerbose) != 0) options |= PCRE2_EXTENDED;
  const std::string pattern = translated(*text);
  int error = 0;
  PCRE2_SIZE at = 0;
  CodePtr code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options,
                             &error, &at, nullptr));
  if (!code) {
    std::string message(256, '\0');
    const int length = pcre2_get_error_message(
        error, reinterpret_cast<PCRE2_UCHAR*>(message.data()), message.size());
    message.resize(static_cast<std::size_t>(std::max(0, length)));
    interpreter.raise(Builtin::ValueError, fmt::format("{} at position {}", message, at));
  }
  return make<PatternObject>(Ref<ClassObject>(&interpreter.native_class(kPatternClass)), *text,
                             flags, std::move(code));
}

/// The pattern of a call: of the Pattern that is called, or the first argument of re.x().
struct Call {
  Call(Interpreter& interpreter, const char* name, const CallArguments& arguments)
      : read(interpreter, name, arguments) {
    if (auto* own = arguments.self.try_as<PatternObject>())
      pattern = Ref<PatternObject>(own);
    else
      pattern_argument = read.required("pattern").value();
  }
  ArgumentReader read;
  Ref<PatternObject> pattern;
  Value pattern_argument;

  void finish(Interpreter& interpreter) {
    const bool is_method = static_cast<bool>(pattern);
    const std::int64_t flags =
        is_method ? 0 : read.optional("flags", Value::integer(0)).as_integer();
    if (is_method) {
      read.optional("pos");
      read.optional("endpos");
    } else {
      pattern = compile(interpreter, pattern_argument, flags);
    }
  }
};

Value make_match(Interpreter& interpreter, const Ref<PatternObject>& pattern, const Value& text,
                 std::optional<Groups> groups) {
  if (!groups) return {};
  return make<MatchObject>(Ref<ClassObject>(&interpreter.native_class(kMatchClass)), pattern, text,
                           std::move(*groups));
}

Value match_with(Interpreter& interpreter, const CallArguments& arguments, const char* name,
                 std::uint32_t options) {
  Call call(interpreter, name, arguments);
  const Value text = Value::string(call.read.required("string").as_string());
  call.finish(interpreter);
  return make_match(interpreter, call.pattern, text,
                    call.pattern->match(interpreter, *string_of(text), 0, options));
}

Value re_match(Interpreter& interpreter, const CallArguments& arguments) {
  return match_with(interpreter, arguments, "match", PCRE2_ANCHORED);
}
Value re_fullmatch(Interpreter& interpreter, const CallArguments& arguments) {
  return match_with(interpreter, arguments, "fullmatch", PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}
Value re_search(Interpreter& interpreter, const CallArguments& arguments) {
  return match_with(interpreter, arguments, "search", 0);
}

std::size_t next_character(const std::string& text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

std::vector<Groups> all_matches(Interpreter& interpreter, const PatternObject& pattern,
                                const std::string& text) {
  std::vector<Groups> found;
  std::size_t at = 0;
  std::uint32_t options = 0;
  while (at <= text.size()) {
    interpreter.step();
    std::optional<Groups> groups = pattern.match(interpreter, text, at, options);
    if (!groups) {
      // After an empty match: once more one character on, without the ban on empty matches.
      if (options == 0) break;
      options = 0;
      at = next_character(text, at);
      continue;
    }
    at = (*groups)[0].second;
    options = (*groups)[0].first == at ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0;
    found.push_back(std::move(*groups));
  }
  return found;
}

Value re_finditer(Interpreter& interpreter, const CallArguments& arguments) {
  Call call(interpreter, "finditer", arguments);
  const Value text = Value::string(call.read.required("string").as_string());
  call.finish(interpreter);
  ValueList matches;
  for (Groups& groups : all_matches(interpreter, *call.pattern, *string_of(text)))
    matches.push_back(make_match(interpreter, call.pattern, text, std::move(groups)));
  return interpreter.iterate(make_list(std::move(matches)));
}

Value re_findall(Interpreter& interpreter, const CallArguments& arguments) {
  Call call(interpreter, "findall", arguments);
  const std::string text = call.read.required("string").as_string();
  call.finish(interpreter);
  ValueList out;
  for (const Groups& groups : all_matches(interpreter, *call.pattern, text)) {
    const auto piece = [&](std::size_t i) {
      return groups[i].first == PCRE2_UNSET
                 ? Value::string("")
                 : Value::string(text.substr(groups[i].first, groups[i].second - groups[i].first));
    };
    if (groups.size() <= 2) {
      out.push_back(piece(groups.size() - 1));
      continue;
    }
    ValueList parts;
    for (std::size_t i = 1; i < groups.size(); ++i) parts.push_back(piece(i));
    out.push_back(make_tuple(std::move(parts)));
  }
  return make_list(std::move(out));
}

Value re_split(Interpreter& interpreter, const CallArguments& arguments) {
  Call call(interpreter, "split", arguments);
  const std::string text = call.read.required("string").as_string();
  const std::int64_t most = call.read.optional("maxsplit", Value::integer(0)).as_integer();
  call.finish(interpreter);
  ValueList out;
  std::size_t at = 0;
  std::int64_t done = 0;
  for (const Groups& groups : all_matches(interpreter, *call.pattern, text)) {
    if (most > 0 && done++ == most) break;
    out.push_back(Value::string(text.substr(at, groups[0].first - at)));
    for (std::size_t i = 1; i < groups.size(); ++i)
      out.push_back(
          groups[i].first == PCRE2_UNSET
              ? Value()
              : Value::string(text.substr(groups[i].first, groups[i].second - groups[i].first)));
    at = groups[0].second;
  }
  out.push_back(Value::string(text.substr(at)));
  return make_list(std::move(out));
}

/// `\1`, `\g<name>`, `\n` and the like in a replacement.
std::string expanded(Interpreter& interpreter, const MatchObject& match,
                     const std::string& replacement) {
  std::string out;
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '\\' || i + 1 == replacement.size()) {
      out += replacement[i];
      continue;
    }
    const char c = replacement[++i];
    Value key = Value::absent();
    if (c == 'g' && i + 1 < replacement.size() && replacement[i + 1] == '<') {
      const std::size_t end = replacement.find('>', i);
      if (end == std::string::npos)
        interpreter.raise(Builtin::ValueError, "missing >, unterminated name");
      const std::string name = replacement.substr(i + 2, end - i - 2);
      const bool number = !name.empty() &&
                          name.find_first_not_of("0123456789") == std::string::npos &&
                          name.size() < 9;
      key = number ? Value::integer(std::stoi(name)) : Value::string(name);
      i = end;
    } else if (c >= '1' && c <= '9') {
      std::int64_t number = c - '0';
      if (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9')
        number = number * 10 + (replacement[++i] - '0');
      key = Value::integer(number);
    }
    if (!key.is_absent())
      out += interpreter.str(match.group(match.number_of(interpreter, key), Value::string("")));
    else if (c == 'n')
      out += '\n';
    else if (c == 't')
      out += '\t';
    else if (c == 'r')
      out += '\r';
    else if (c == '\\')
      out += '\\';
    else
      out += {'\\', c};
  }
  return out;
}

std::pair<Value, std::int64_t> substitute(Interpreter& interpreter, const CallArguments& arguments,
                                          const char* name) {
  Call call(interpreter, name, arguments);
  const Value replacement = call.read.required("repl").value();
  const Value subject = Value::string(call.read.required("string").as_string());
  const std::int64_t most = call.read.optional("count", Value::integer(0)).as_integer();
  call.finish(interpreter);
  const std::string& text = *string_of(subject);
  std::string out;
  std::size_t at = 0;
  std::int64_t done = 0;
  for (Groups& groups : all_matches(interpreter, *call.pattern, text)) {
    if (most > 0 && done == most) break;
    ++done;
    const auto [begin, end] = groups[0];
    out.append(text, at, begin - at);
    const Value match = make_match(interpreter, call.pattern, subject, std::move(groups));
    if (const std::string* fixed = string_of(replacement))
      out += expanded(interpreter, *match.try_as<MatchObject>(), *fixed);
    else
      out += interpreter.str(interpreter.call(replacement, std::span(&match, 1)));
    at = end;
    interpreter.check_memory(static_cast<std::int64_t>(out.capacity()));
  }
  out.append(text, at);
  return {Value::string(std::move(out)), done};
}

Value re_sub(Interpreter& interpreter, const CallArguments& arguments) {
  return substitute(interpreter, arguments, "sub").first;
}
Value re_subn(Interpreter& interpreter, const CallArguments& arguments) {
  auto [text, count] = substitute(interpreter, arguments, "subn");
  return make_tuple({std::move(text), Value::integer(count)});
}

Value re_compile(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "compile", arguments);
  const Value pattern = read.required("pattern").value();
  return compile(interpreter, pattern, read.optional("flags", Value::integer(0)).as_integer());
}

Value re_escape(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "escape", arguments);
  std::string out;
  for (const char c : read.required("pattern").as_string()) {
    if (std::string_view("()[]{}?*+-|^$\\.&~# \t\n\r\v\f").find(c) != std::string_view::npos)
      out += '\\';
    out += c;
  }
  return Value::string(std::move(out));
}

MatchObject& match_of(const CallArguments& arguments) {
  return *arguments.self.try_as<MatchObject>();
}

Value match_group(Interpreter& interpreter, const CallArguments& arguments) {
  const MatchObject& match = match_of(arguments);
  if (arguments.positional.empty()) return match.group(0, Value());
  ValueList parts;
  for (const Value& key : arguments.positional)
    parts.push_back(match.group(match.number_of(interpreter, key), Value()));
  return parts.size() == 1 ? parts[0] : Value(make_tuple(std::move(parts)));
}

Value match_groups(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "groups", arguments);
  const Value missing = read.optional("default").value();
  const MatchObject& match = match_of(arguments);
  ValueList parts;
  for (std::size_t i = 1; i < match.groups.size(); ++i) parts.push_back(match.group(i, missing));
  return make_tuple(std::move(parts));
}

Value match_groupdict(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "groupdict", arguments);
  const Value missing = read.optional("default").value();
  const MatchObject& match = match_of(arguments);
  auto dict = make<DictObject>();
  for (const auto& [name, number] : match.pattern->group_names())
    dict->table.set(interpreter, Value::string(name), match.group(number, missing));
  return dict;
}

Value position(const MatchObject& match, std::size_t offset) {
  if (offset == PCRE2_UNSET) return Value::integer(-1);
  const std::string_view before = std::string_view(match.subject()).substr(0, offset);
  return Value::integer(std::count_if(before.begin(), before.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::size_t asked_group(Interpreter& interpreter, const CallArguments& arguments) {
  return arguments.positional.empty()
             ? 0
             : match_of(arguments).number_of(interpreter, arguments.positional[0]);
}
Value match_start(Interpreter& interpreter, const CallArguments& arguments) {
  return position(match_of(arguments),
                  match_of(arguments).groups[asked_group(interpreter, arguments)].first);
}
Value match_end(Interpreter& interpreter, const CallArguments& arguments) {
  return position(match_of(arguments),
                  match_of(arguments).groups[asked_group(interpreter, arguments)].second);
}
Value match_span(Interpreter& interpreter, const CallArguments& arguments) {
  return make_tuple({match_start(interpreter, arguments), match_end(interpreter, arguments)});
}
Value match_string(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return match_of(arguments).text;
}
Value match_re(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return match_of(arguments).pattern;
}
Value pattern_text(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::string(arguments.self.try_as<PatternObject>()->pattern);
}
Value pattern_flags(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(arguments.self.try_as<PatternObject>()->flags);
}

using Kind = NativeMember::Kind;
const MemberTable kPatternMembers = {{Kind::method, "match", re_match},
                                     {Kind::method, "fullmatch", re_fullmatch},
                                     {Kind::method, "search", re_search},
                                     {Kind::method, "findall", re_findall},
                                     {Kind::method, "finditer", re_finditer},
                                     {Kind::method, "split", re_split},
                                     {Kind::method, "sub", re_sub},
                                     {Kind::method, "subn", re_subn},
                                     {Kind::property, "pattern", pattern_text},
                                     {Kind::property, "flags", pattern_flags}};
const MemberTable kMatchMembers = {{Kind::method, "group", match_group},
                                   {Kind::method, "groups", match_groups},
                                   {Kind::method, "groupdict", match_groupdict},
                                   {Kind::method, "start", match_start},
                                   {Kind::method, "end", match_end},
                                   {Kind::method, "span", match_span},
                                   {Kind::property, "string", match_string},
                                   {Kind::property, "re", match_re}};

const NativeClassSpec kPatternClass = {"Pattern", "re", nullptr, &kPatternMembers};
const NativeClassSpec kMatchClass = {"Match", "re", nullptr, &kMatchMembers};

template <std::int64_t flag>
Value flag_value(Interpreter& /*interpreter*/) {
  return Value::integer(flag);
}
template <const NativeClassSpec* spec>
Value class_value(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.native_class(*spec)));
}
Value error_class(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.builtin_class(Builtin::ValueError)));
}

}  // namespace

const MemberTable& re_members() {
  static const MemberTable table = {{Kind::function, "compile", re_compile},
                                    {Kind::function, "match", re_match},
                                    {Kind::function, "fullmatch", re_fullmatch},
                                    {Kind::function, "search", re_search},
                                    {Kind::function, "findall", re_findall},
                                    {Kind::function, "finditer", re_finditer},
                                    {Kind::function, "split", re_split},
                                    {Kind::function, "sub", re_sub},
                                    {Kind::function, "subn", re_subn},
                                    {Kind::function, "escape", re_escape},
                                    {Kind::value, "I", nullptr, flag_value<kIgnoreCase>},
                                    {Kind::value, "IGNORECASE", nullptr, flag_value<kIgnoreCase>},
                                    {Kind::value, "M", nullptr, flag_value<kMultiline>},
                                    {Kind::value, "MULTILINE", nullptr, flag_value<kMultiline>},
                                    {Kind::value, "S", nullptr, flag_value<kDotAll>},
                                    {Kind::value, "DOTALL", nullptr, flag_value<kDotAll>},
                                    {Kind::value, "X", nullptr, flag_value<kVerbose>},
                                    {Kind::value, "VERBOSE", nullptr, flag_value<kVerbose>},
                                    {Kind::value, "A", nullptr, flag_value<kAscii>},
                                    {Kind::value, "ASCII", nullptr, flag_value<kAscii>},
                                    {Kind::value, "U", nullptr, flag_value<32>},
                                    {Kind::value, "UNICODE", nullptr, flag_value<32>},
                                    {Kind::value, "Pattern", nullptr, class_value<&kPatternClass>},
                                    {Kind::value, "Match", nullptr, class_value<&kMatchClass>},
                                    {Kind::value, "error", nullptr, error_class}};
  return table;
}

}  // namespace retort::python
