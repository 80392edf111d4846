// INI files as Python's configparser reads them: sections, DEFAULT, `key = value` or `key: value`,
// values that go on in indented lines, `%(name)s` interpolation.
//
// An IniFile is a plain value; it keeps its source, so that every option knows its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/source.h"

namespace retort::project {

/// One option as written: the key in lower case, the value before interpolation.
struct IniOption {
  std::string key;
  std::string value;
  Span span;  ///< The key and the first line of the value.
};

struct IniSection {
  std::string name;
  std::vector<IniOption> options;  ///< In file order.
};

/// A value refers to an option that is not set: env.py may set it.
class MissingOption final : public Error {
 public:
  using Error::Error;
};

/// Names that interpolation finds beside the file's own, such as `here`.
using IniVariables = std::vector<std::pair<std::string, std::string>>;

class IniFile {
 public:
  /// An empty configuration.
  IniFile() = default;
  /// Parses. Errors: ErrorCode::config at the line, for what configparser refuses too.
  explicit IniFile(SourcePtr source);

  const SourcePtr& source() const { return source_; }
  const std::vector<IniSection>& sections() const { return sections_; }
  bool has_section(std::string_view name) const;

  /// The option as written, looked up in the section, then in DEFAULT; null when missing. The key
  /// is taken in any case.
  const IniOption* find(std::string_view section, std::string_view key) const;

  /// The value after interpolation; nullopt when the option, or its section, is missing. Errors:
  /// ErrorCode::config at the option, when its value is malformed; MissingOption.
  std::optional<std::string> get(std::string_view section, std::string_view key,
                                 const IniVariables& variables) const;

  /// All options of a section and of DEFAULT after interpolation, in file order.
  std::vector<std::pair<std::string, std::string>> items(std::string_view section,
                                                         const IniVariables& variables) const;

  /// Sets the option's text, as it would be written in the file; the section is made if need be.
  void set(std::string_view section, std::string_view key, std::string value);

  /// Where the option stands; an empty Origin when there is none.
  Origin origin_of(std::string_view section, std::string_view key) const;

 private:
  const IniSection* section_named(std::string_view name) const;
  std::string interpolate(std::string_view section, const IniOption& option, std::string_view value,
                          const IniVariables& variables, int depth) const;

  SourcePtr source_;
  std::vector<IniSection> sections_;
  IniSection defaults_;
};

}  // namespace retort::project
