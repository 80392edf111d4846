// logging: messages go to the host; configuration is taken and ignored.
#include <array>

#include "python/library.h"

namespace retort::python {
namespace {

const NativeClassSpec& logger_class();

class LoggerObject final : public Instance {
 public:
  LoggerObject(Ref<ClassObject> of_class, std::string logger_name)
      : Instance(std::move(of_class)), name(std::move(logger_name)) {}
  const std::string name;
  std::int64_t level = 0;  ///< Kept for those who ask: all messages go to the host.
};

/// The message with its %-arguments.
std::string message_of(Interpreter& interpreter, std::span<const Value> arguments) {
  if (arguments.empty()) return {};
  if (arguments.size() == 1) return interpreter.str(arguments[0]);
  const Value text = Value::string(interpreter.str(arguments[0]));
  Value values = make_tuple(ValueList(arguments.begin() + 1, arguments.end()));
  if (arguments.size() == 2 && unwrap(arguments[1]).try_as<DictObject>() != nullptr)
    values = arguments[1];
  return interpreter.str(interpreter.binary(Operator::Mod, text, values));
}

void write(Interpreter& interpreter, const CallArguments& arguments, std::string_view level,
           std::size_t skip) {
  const auto* logger = arguments.self.try_as<LoggerObject>();
  interpreter.host().log(level, logger != nullptr ? logger->name : "root",
                         message_of(interpreter, arguments.positional.subspan(
                                                     std::min(skip, arguments.positional.size()))));
}

constexpr std::string_view kDebug = "DEBUG", kInfo = "INFO", kWarning = "WARNING", kError = "ERROR",
                           kCritical = "CRITICAL";

template <const std::string_view* level>
Value log_at(Interpreter& interpreter, const CallArguments& arguments) {
  write(interpreter, arguments, *level, 0);
  return {};
}

Value log_level(Interpreter& interpreter, const CallArguments& arguments) {
  const auto number =
      arguments.positional.empty() ? std::nullopt : integer_of(arguments.positional[0]);
  const std::int64_t level = number.value_or(20);
  write(interpreter, arguments,
        level >= 50   ? kCritical
        : level >= 40 ? kError
        : level >= 30 ? kWarning
        : level >= 20 ? kInfo
                      : kDebug,
        1);
  return {};
}

Value nothing(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
  return {};
}
Value is_enabled(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
  return Value::boolean(true);
}
Value set_level(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 7> kLevels{{
      {"NOTSET", 0},
      {kDebug, 10},
      {kInfo, 20},
      {kWarning, 30},
      {"WARN", 30},
      {kError, 40},
      {kCritical, 50},
  }};
  auto* logger = arguments.self.try_as<LoggerObject>();
  if (logger == nullptr || arguments.positional.empty()) return {};
  const Value& given = arguments.positional[0];
  logger->level = integer_of(given).value_or(0);
  for (const auto& [name, number] : kLevels) {
    const std::string* text = string_of(given);
    if (text != nullptr && *text == name) logger->level = number;
  }
  return {};
}
Value logger_level(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::integer(arguments.self.try_as<LoggerObject>()->level);
}
Value has_handlers(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
  return Value::boolean(false);
}
Value logger_name(Interpreter& /*interpreter*/, const CallArguments& arguments) {
  return Value::string(arguments.self.try_as<LoggerObject>()->name);
}
Value no_handlers(Interpreter& /*interpreter*/, const CallArguments& /*arguments*/) {
  return make_list({});
}

Value make_logger(Interpreter& interpreter, std::string name) {
  return make<LoggerObject>(Ref<ClassObject>(&interpreter.native_class(logger_class())),
                            std::move(name));
}

Value construct_logger(Interpreter& interpreter, ClassObject& /*cls*/,
                       const CallArguments& arguments) {
  ArgumentReader read(interpreter, "getLogger", arguments);
  const Value name = read.optional("name").value();
  return make_logger(interpreter, name.is_none() ? "root" : interpreter.str(name));
}

Value get_logger(Interpreter& interpreter, const CallArguments& arguments) {
  return construct_logger(interpreter, interpreter.native_class(logger_class()), arguments);
}

/// Handlers, formatters and filters: whatever they are told, nothing comes of it.
Value make_part(Interpreter& interpreter, const CallArguments& /*arguments*/) {
  return make_logger(interpreter, "root");
}

Value logger_class_value(Interpreter& interpreter) {
  return Value(static_cast<Object*>(&interpreter.native_class(logger_class())));
}

template <std::int64_t number>
Value level_value(Interpreter& /*interpreter*/) {
  return Value::integer(number);
}

using Kind = NativeMember::Kind;

const NativeClassSpec& logger_class() {
  static const MemberTable members = {
      {Kind::method, "debug", log_at<&kDebug>},       {Kind::method, "info", log_at<&kInfo>},
      {Kind::method, "warning", log_at<&kWarning>},   {Kind::method, "warn", log_at<&kWarning>},
      {Kind::method, "error", log_at<&kError>},       {Kind::method, "exception", log_at<&kError>},
      {Kind::method, "critical", log_at<&kCritical>}, {Kind::method, "log", log_level},
      {Kind::method, "setLevel", set_level},          {Kind::method, "addHandler", nothing},
      {Kind::method, "removeHandler", nothing},       {Kind::method, "setFormatter", nothing},
      {Kind::method, "addFilter", nothing},           {Kind::method, "removeFilter", nothing},
      {Kind::method, "isEnabledFor", is_enabled},     {Kind::method, "getChild", get_logger},
      {Kind::method, "hasHandlers", has_handlers},    {Kind::property, "name", logger_name},
      {Kind::property, "level", logger_level},        {Kind::property, "handlers", no_handlers}};
  static const NativeClassSpec spec = {"Logger", "logging", nullptr, &members, construct_logger};
  return spec;
}

}  // namespace

const MemberTable& logging_members() {
  static const MemberTable table = {{Kind::function, "getLogger", get_logger},
                                    {Kind::function, "debug", log_at<&kDebug>},
                                    {Kind::function, "info", log_at<&kInfo>},
                                    {Kind::function, "warning", log_at<&kWarning>},
                                    {Kind::function, "error", log_at<&kError>},
                                    {Kind::function, "exception", log_at<&kError>},
                                    {Kind::function, "critical", log_at<&kCritical>},
                                    {Kind::function, "log", log_level},
                                    {Kind::function, "basicConfig", nothing},
                                    {Kind::function, "disable", nothing},
                                    {Kind::function, "captureWarnings", nothing},
                                    {Kind::function, "fileConfig", nothing},
                                    {Kind::function, "dictConfig", nothing},
                                    {Kind::function, "StreamHandler", make_part},
                                    {Kind::function, "NullHandler", make_part},
                                    {Kind::function, "FileHandler", make_part},
                                    {Kind::function, "Handler", make_part},
                                    {Kind::function, "Filter", make_part},
                                    {Kind::function, "Formatter", make_part},
                                    {Kind::value, "Logger", nullptr, logger_class_value},
                                    {Kind::value, "DEBUG", nullptr, level_value<10>},
                                    {Kind::value, "INFO", nullptr, level_value<20>},
                                    {Kind::value, "WARNING", nullptr, level_value<30>},
                                    {Kind::value, "WARN", nullptr, level_value<30>},
                                    {Kind::value, "ERROR", nullptr, level_value<40>},
                                    {Kind::value, "CRITICAL", nullptr, level_value<50>},
                                    {Kind::value, "NOTSET", nullptr, level_value<0>}};
  return table;
}

}  // namespace retort::python
