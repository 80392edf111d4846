// A text that must not be shown: a password or a token. It prints as `***` everywhere.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace retort {

/// Holds a secret text. There is no implicit way to the text: whoever hands it on says `reveal()`.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  bool empty() const { return text_.empty(); }
  /// The text itself, for the library that needs it. Never for output.
  const std::string& reveal() const { return text_; }
  /// `text` with every occurrence of the secret replaced by `***`: for messages of libraries that
  /// may repeat what they were given. An empty secret changes nothing.
  std::string redact(std::string_view text) const;

  friend bool operator==(const Secret&, const Secret&) = default;

 private:
  std::string text_;
};

/// What is shown in place of a secret.
inline constexpr std::string_view kHiddenSecret = "***";

/// Always `***`. Also what GoogleTest and fmt (`fmt::to_string(to_string(s))`) should print.
inline std::string to_string(const Secret&) {
  return std::string(kHiddenSecret);
}

}  // namespace retort
