// os and os.path: the environment, path arithmetic, and reading inside the project.
#include <fmt/format.h>

#include <array>

#include "python/library.h"

namespace retort::python {
namespace {

std::string path_of(Interpreter& interpreter, const Value& value) {
  interpreter.need_known(value, "a path");
  if (const std::string* text = string_of(value)) return *text;
  const Value method = interpreter.find_attribute(value, "__fspath__");
  if (method.is_absent())
    interpreter.raise(Builtin::TypeError,
                      fmt::format("expected str, bytes or os.PathLike object, not {}",
                                  interpreter.type_name(value)));
  return interpreter.str(interpreter.call(method));
}

std::string first_path(Interpreter& interpreter, const char* function,
                       const CallArguments& arguments) {
  ArgumentReader read(interpreter, function, arguments);
  return path_of(interpreter, read.required("path").value());
}

std::string normalized(std::string_view path) {
  std::vector<std::string_view> steps;
  const bool absolute = path.starts_with('/');
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    if (step.empty() || step == ".") continue;
    if (step == ".." && !steps.empty() && steps.back() != "..")
      steps.pop_back();
    else if (step != ".." || !absolute)
      steps.push_back(step);
  }
  std::string out = absolute ? "/" : "";
  for (std::size_t i = 0; i < steps.size(); ++i) out.append(i > 0 ? "/" : "").append(steps[i]);
  return out.empty() ? "." : out;
}

std::string current_directory(Interpreter& interpreter) {
  return interpreter.host().environment_variable("PWD").value_or("/");
}

std::pair<std::string, std::string> split(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {"", path};
  const std::size_t keep = path.find_last_not_of('/', slash);
  return {keep == std::string::npos ? path.substr(0, slash + 1) : path.substr(0, keep + 1),
          path.substr(slash + 1)};
}

Value path_join(Interpreter& interpreter, const CallArguments& arguments) {
  std::string out;
  for (const Value& part : arguments.positional) {
    const std::string text = path_of(interpreter, part);
    if (text.starts_with('/'))
      out = text;
    else if (out.empty() || out.ends_with('/'))
      out += text;
    else
      out += "/" + text;
  }
  return Value::string(std::move(out));
}
Value path_dirname(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(split(first_path(interpreter, "dirname", arguments)).first);
}
Value path_basename(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(split(first_path(interpreter, "basename", arguments)).second);
}
Value path_split(Interpreter& interpreter, const CallArguments& arguments) {
  auto [head, tail] = split(first_path(interpreter, "split", arguments));
  return make_tuple({Value::string(std::move(head)), Value::string(std::move(tail))});
}
Value path_splitext(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string path = first_path(interpreter, "splitext", arguments);
  const std::size_t name = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  const std::size_t first = path.find_first_not_of('.', name);
  std::size_t dot = path.rfind('.');
  if (dot == std::string::npos || first == std::string::npos || dot < first) dot = path.size();
  return make_tuple({Value::string(path.substr(0, dot)), Value::string(path.substr(dot))});
}
Value path_normpath(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(normalized(first_path(interpreter, "normpath", arguments)));
}
Value path_abspath(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string path = first_path(interpreter, "abspath", arguments);
  return Value::string(
      normalized(path.starts_with('/') ? path : current_directory(interpreter) + "/" + path));
}
Value path_relpath(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "relpath", arguments);
  const auto absolute = [&](const std::string& path) {
    return normalized(path.starts_with('/') ? path : current_directory(interpreter) + "/" + path);
  };
  const std::string path = absolute(path_of(interpreter, read.required("path").value()));
  const Value given = read.optional("start").value();
  std::string start = absolute(given.is_none() ? "." : path_of(interpreter, given));
  std::string up;
  while (path != start && start != "/" && !path.starts_with(start + "/")) {
    start = split(start).first;
    up += up.empty() ? ".." : "/..";
  }
  const std::size_t common = start == "/" ? 1 : start.size() + 1;
  const std::string rest = path.size() > common ? path.substr(common) : "";
  const std::string out = up.empty() || rest.empty() ? up + rest : up + "/" + rest;
  return Value::string(out.empty() ? "." : out);
}
Value path_isabs(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::boolean(first_path(interpreter, "isabs", arguments).starts_with('/'));
}
Value path_isfile(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::boolean(
      interpreter.host().read_file(first_path(interpreter, "isfile", arguments)).has_value());
}
Value path_isdir(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::boolean(
      interpreter.host().list_directory(first_path(interpreter, "isdir", arguments)).has_value());
}
Value path_exists(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string path = first_path(interpreter, "exists", arguments);
  return Value::boolean(interpreter.host().read_file(path) ||
                        interpreter.host().list_directory(path));
}
Value path_same(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(first_path(interpreter, "expanduser", arguments));
}

Value os_getenv(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "getenv", arguments);
  const Value name = Value::string(read.required("key").as_string());
  const std::array positional{name, read.optional("default").value()};
  const Value environ = interpreter.get_attribute(interpreter.import_module("os"), "environ");
  return interpreter.call_method(environ, "get", positional);
}
Value os_getcwd(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  return Value::string(current_directory(interpreter));
}
Value os_fspath(Interpreter& interpreter, const CallArguments& arguments) {
  return Value::string(first_path(interpreter, "fspath", arguments));
}
Value os_listdir(Interpreter& interpreter, const CallArguments& arguments) {
  const std::string path =
      arguments.positional.empty() ? "." : first_path(interpreter, "listdir", arguments);
  const auto names = interpreter.host().list_directory(path.empty() ? "." : path);
  if (!names)
    interpreter.raise(Builtin::FileNotFoundError,
                      fmt::format("[Errno 2] No such file or directory: '{}'", path));
  return make_string_list(*names);
}
Value os_urandom(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "urandom", arguments);
  const std::int64_t size = read.required("size").as_integer();
  interpreter.check_memory(size);
  std::string data;
  for (std::int64_t i = 0; i < size; ++i)
    data += static_cast<char>(interpreter.host().random_bits());
  return make<BytesObject>(std::move(data));
}

/// os.environ: reads through to the host; what a script sets stays with the script.
class EnvironObject final : public TrackedObject {
 public:
  std::string_view type_name() const override { return "_Environ"; }
  Value get_item(Interpreter& interpreter, const Value& key) override {
    Value found = find(interpreter, key);
    if (found.is_absent()) interpreter.raise(Builtin::KeyError, interpreter.str(key));
    return found;
  }
  bool set_item(Interpreter& interpreter, const Value& key, const Value& value) override {
    overrides_.set(interpreter, key, value);
    return true;
  }
  Value contains(Interpreter& interpreter, const Value& key) override {
    return Value::boolean(!find(interpreter, key).is_absent());
  }
  Value get_attribute(Interpreter& interpreter, Symbol name) override {
    if (name.text() == "get")
      return make_native_function("get", get, Value(static_cast<Object*>(this)));
    if (name.text() == "setdefault")
      return make_native_function("setdefault", setdefault, Value(static_cast<Object*>(this)));
    if (name.text() == "pop")
      return make_native_function("pop", get, Value(static_cast<Object*>(this)));
    return TrackedObject::get_attribute(interpreter, name);
  }
  void release_references() override { overrides_.clear(); }

 private:
  Value find(Interpreter& interpreter, const Value& key) {
    interpreter.need_known(key, "the name of an environment variable");
    if (const Value* value = overrides_.find(interpreter, key)) return *value;
    const auto found = interpreter.host().environment_variable(interpreter.str(key));
    return found ? Value::string(*found) : Value::absent();
  }
  static Value get(Interpreter& interpreter, const CallArguments& arguments) {
    ArgumentReader read(interpreter, "get", arguments);
    const Value key = read.required("key").value();
    const Value missing = read.optional("default").value();
    const Value found = arguments.self.try_as<EnvironObject>()->find(interpreter, key);
    return found.is_absent() ? missing : found;
  }
  static Value setdefault(Interpreter& interpreter, const CallArguments& arguments) {
    ArgumentReader read(interpreter, "setdefault", arguments);
    const Value key = read.required("key").value();
    const Value preset = read.required("value").value();
    auto& environ = *arguments.self.try_as<EnvironObject>();
    const Value found = environ.find(interpreter, key);
    if (found.is_absent()) environ.set_item(interpreter, key, preset);
    return found.is_absent() ? preset : found;
  }

  HashTable overrides_;
};

Value os_environ(Interpreter& /*interpreter*/) {
  return make<EnvironObject>();
}
Value os_path(Interpreter& interpreter) {
  return interpreter.import_module("os.path");
}
Value text_value_slash(Interpreter& /*interpreter*/) {
  return Value::string("/");
}
Value text_value_newline(Interpreter& /*interpreter*/) {
  return Value::string("\n");
}
Value text_value_posix(Interpreter& /*interpreter*/) {
  return Value::string("posix");
}
Value text_value_colon(Interpreter& /*interpreter*/) {
  return Value::string(":");
}

using Kind = NativeMember::Kind;

}  // namespace

Value os_in_python(Interpreter& interpreter, ModuleObject& /*module*/, Symbol name) {
  if (name.text().starts_with("_")) return Value::absent();
  return interpreter.find_attribute(interpreter.import_module("_os"), name);
}

const MemberTable& os_path_members() {
  static const MemberTable table = {
      {Kind::function, "join", path_join},         {Kind::function, "dirname", path_dirname},
      {Kind::function, "basename", path_basename}, {Kind::function, "split", path_split},
      {Kind::function, "splitext", path_splitext}, {Kind::function, "normpath", path_normpath},
      {Kind::function, "abspath", path_abspath},   {Kind::function, "realpath", path_abspath},
      {Kind::function, "isabs", path_isabs},       {Kind::function, "relpath", path_relpath},
      {Kind::function, "isfile", path_isfile},     {Kind::function, "isdir", path_isdir},
      {Kind::function, "exists", path_exists},     {Kind::function, "expanduser", path_same},
      {Kind::function, "expandvars", path_same},   {Kind::value, "sep", nullptr, text_value_slash}};
  return table;
}

const MemberTable& os_members() {
  static const MemberTable table = {{Kind::function, "getenv", os_getenv},
                                    {Kind::function, "getcwd", os_getcwd},
                                    {Kind::function, "fspath", os_fspath},
                                    {Kind::function, "listdir", os_listdir},
                                    {Kind::function, "urandom", os_urandom},
                                    {Kind::value, "environ", nullptr, os_environ},
                                    {Kind::value, "path", nullptr, os_path},
                                    {Kind::value, "sep", nullptr, text_value_slash},
                                    {Kind::value, "linesep", nullptr, text_value_newline},
                                    {Kind::value, "name", nullptr, text_value_posix},
                                    {Kind::value, "pathsep", nullptr, text_value_colon}};
  return table;
}

}  // namespace retort::python
