#include "project/secrets.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/environment.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"

namespace retort::project {
namespace {

std::string without_line_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

/// Where a secret of that name may be, most likely first.
std::vector<std::string> places_of(const std::string& name) {
  if (name.find('/') == std::string::npos) {
    return {name, "/run/secrets/" + name, "/secrets/" + name + "/" + name, "/secrets/" + name};
  }
  const std::string last = name.substr(name.rfind('/') + 1);
  return {name, name + "/" + last};
}

/// The words of a command: a TOML list has come as lines, an INI value is cut at blanks.
std::vector<std::string> words_of(const std::string& text) {
  const std::string_view separators = text.find('\n') == std::string::npos ? " \t" : "\n";
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    if (end > begin) out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

Secret read_command(const Option& option) {
  const std::vector<std::string> words = words_of(option.value);
  std::optional<std::string> output;
  if (!words.empty()) output = output_of_program(words);
  std::string text = without_line_end(std::move(output).value_or(""));
  if (text.empty()) {
    throw Error(ErrorCode::config, "password_command gave no password", place_of(option.origin))
        .with_hint("Run it by hand: it has to end with 0, and to write the password.");
  }
  return Secret(std::move(text));
}

}  // namespace

Secret read_secret(const std::string& name, const std::string& from) {
  for (const std::string& place : places_of(name)) {
    if (!path_exists(place) || is_directory(place)) continue;
    std::string text = without_line_end(read_file(place));
    if (!text.empty()) return Secret(std::move(text));
    throw Error(ErrorCode::config, fmt::format("The file of {} is empty: {}", from, place))
        .with_hint("Write the secret into it.");
  }
  throw Error(ErrorCode::config, fmt::format("There is no file of {}: {}", from, name))
      .with_hint(
          "Name a file, a folder that holds a file of its own name, or a secret in "
          "/run/secrets or /secrets.");
}

std::optional<Known<Secret>> find_password(const Overrides& overrides, const Config& config) {
  if (overrides.password_file) {
    return Known<Secret>{read_secret(*overrides.password_file, "--password-file"),
                         "--password-file"};
  }
  if (const auto file = environment_variable("RETORT_PASSWORD_FILE"); file && !file->empty()) {
    return Known<Secret>{read_secret(*file, "RETORT_PASSWORD_FILE"), "RETORT_PASSWORD_FILE"};
  }
  if (auto text = environment_variable("RETORT_PASSWORD"); text && !text->empty()) {
    return Known<Secret>{Secret(*std::move(text)), "RETORT_PASSWORD"};
  }
  if (const auto file = config.retort_option("password_file")) {
    const std::string from = place_text(file->origin);
    return Known<Secret>{read_secret(file->value, "password_file"), from};
  }
  if (const auto command = config.retort_option("password_command")) {
    return Known<Secret>{read_command(*command), place_text(command->origin)};
  }
  return std::nullopt;
}

}  // namespace retort::project
