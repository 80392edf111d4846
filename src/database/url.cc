// Database URLs. The grammar is SQLAlchemy's (sqlalchemy/engine/url.py), read left to right:
//
//   1. `name://`, the name made of word characters and `+`.
//   2. `user[:password]@` if there is an `@` where one can stand: the user ends at `:` or `/`, the
//      password at the first `@`. Both are %-decoded.
//   3. `host` (or `[ipv6]`), `:port`.
//   4. `/database` up to `?`, as it stands; then the query, decoded as a web form.
#include "database/url.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.h"

namespace retort::database {
namespace {

constexpr std::string_view kUnparsable = "Could not parse SQLAlchemy URL from given URL string";
constexpr std::string_view kForm = "dialect+driver://user:password@host:port/database";

[[noreturn]] void fail(std::string_view hint) {
  throw Error(ErrorCode::config, std::string(kUnparsable)).with_hint(std::string(hint));
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_name_character(char c) {
  return is_letter_or_digit(c) || c == '_' || c == '+' || static_cast<unsigned char>(c) >= 0x80;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// %-escapes decoded; a `%` that starts none stays. A form also writes blanks as `+`.
std::string decode(std::string_view text, bool form = false) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      result += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      result += form && text[i] == '+' ? ' ' : text[i];
    }
  }
  return result;
}

/// %-escapes everything but letters, digits, `_.-~` and `safe`.
std::string encode(std::string_view text, std::string_view safe) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const bool plain =
        is_letter_or_digit(c) || std::string_view("_.-~").find(c) != std::string_view::npos;
    if (plain || safe.find(c) != std::string_view::npos) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += '%';
      result += kDigits[byte >> 4];
      result += kDigits[byte & 15];
    }
  }
  return result;
}

/// A web form's encoding: blanks become `+`.
std::string encode_form(std::string_view text) {
  std::string result = encode(text, " ");
  std::replace(result.begin(), result.end(), ' ', '+');
  return result;
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> query;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = pair.find('=');
    // A name without a value says nothing, as in Python's parse_qsl.
    if (equals == std::string_view::npos || equals + 1 == pair.size()) continue;
    query.emplace_back(decode(pair.substr(0, equals), true), decode(pair.substr(equals + 1), true));
  }
  return query;
}

/// Step 2: takes `user:password@` off the front of `rest` if it is there.
void take_user(std::string_view& rest, Url& url) {
  const std::size_t end = std::min(rest.find_first_of(":/"), rest.size());
  if (end < rest.size() && rest[end] == ':') {
    const std::size_t at = rest.find('@', end);
    if (at != std::string_view::npos) {
      url.username = decode(rest.substr(0, end));
      url.password = Secret(decode(rest.substr(end + 1, at - end - 1)));
      rest.remove_prefix(at + 1);
      return;
    }
  }
  const std::size_t at = rest.substr(0, end).rfind('@');
  if (at == std::string_view::npos) return;
  url.username = decode(rest.substr(0, at));
  rest.remove_prefix(at + 1);
}

/// Step 3: takes `host:port` off the front of `rest`.
void take_host(std::string_view& rest, Url& url) {
  if (!rest.empty() && rest.front() == '[') {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos || end == 1) fail("The `[` of the host has no `]`.");
    url.host = std::string(rest.substr(1, end - 1));
    rest.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(rest.find_first_of("/:?"), rest.size());
    if (end > 0) url.host = std::string(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  if (rest.empty() || rest.front() != ':') return;
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view digits = rest.substr(1, end - 1);
  rest.remove_prefix(end);
  if (digits.empty()) return;
  int port = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() || port < 0 ||
      port > 65535) {
    fail(
        "The port after the host is not a number. A `/`, `:` or `@` inside a user name or password "
        "must be "
        "written as %2F, %3A or %40.");
  }
  url.port = port;
}

bool is_secret_option(std::string_view name) {
  return name == "password" || name == "sslpassword" || name == "passwd";
}

std::string render_url(const Url& url, bool hide) {
  std::string text = url.dialect;
  if (!url.driver.empty()) text += "+" + url.driver;
  text += "://";
  if (url.username) {
    text += encode(*url.username, " +");
    if (url.password) {
      text += ":";
      text += hide ? std::string(kHiddenSecret) : encode(url.password->reveal(), " +");
    }
    text += "@";
  }
  if (url.host) {
    text += url.host->find(':') == std::string::npos ? *url.host : "[" + *url.host + "]";
  }
  if (url.port) text += ":" + std::to_string(*url.port);
  if (url.database) text += "/" + *url.database;
  auto query = url.query;
  std::stable_sort(query.begin(), query.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  char separator = '?';
  for (const auto& [name, value] : query) {
    text += separator;
    text += encode_form(name) + "=";
    text += hide && is_secret_option(name) ? std::string(kHiddenSecret) : encode_form(value);
    separator = '&';
  }
  return text;
}

}  // namespace

Url parse_url(std::string_view text) {
  const std::size_t name_end = static_cast<std::size_t>(
      std::find_if_not(text.begin(), text.end(), is_name_character) - text.begin());
  if (name_end == 0 || text.substr(name_end, 3) != "://") {
    fail("Write it as " + std::string(kForm) + " or sqlite:///path/to/file.db.");
  }
  Url url;
  const std::string_view name = text.substr(0, name_end);
  const std::size_t plus = std::min(name.find('+'), name.size());
  url.dialect = std::string(name.substr(0, plus));
  url.driver = std::string(name.substr(std::min(plus + 1, name.size())));

  std::string_view rest = text.substr(name_end + 3);
  take_user(rest, url);
  take_host(rest, url);
  if (!rest.empty() && rest.front() == '/') {
    const std::size_t end = std::min(rest.find('?'), rest.size());
    url.database = std::string(rest.substr(1, end - 1));
    rest.remove_prefix(end);
  }
  if (!rest.empty() && rest.front() != '?') fail("There is text after the host's `]`.");
  if (!rest.empty()) url.query = parse_query(rest.substr(1));
  return url;
}

std::string render(const Url& url) {
  return render_url(url, true);
}

Secret render_with_password(const Url& url) {
  return Secret(render_url(url, false));
}

std::string_view canonical_dialect(const Url& url) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDialects = {{
      {"postgresql", "postgresql"},
      {"postgres", "postgresql"},
      {"sqlite", "sqlite"},
      {"mysql", "mysql"},
      {"mariadb", "mariadb"},
  }};
  for (const auto& [written, canonical] : kDialects) {
    if (url.dialect == written) return canonical;
  }
  return {};
}

bool is_same_database(const Url& one, const Url& other) {
  return canonical_dialect(one) == canonical_dialect(other) && one.database == other.database &&
         one.host == other.host && one.port == other.port;
}

std::vector<Secret> secrets_in(const Url& url) {
  std::vector<Secret> secrets;
  if (url.password && !url.password->empty()) secrets.push_back(*url.password);
  for (const auto& [name, value] : url.query) {
    if (is_secret_option(name)) secrets.emplace_back(value);
  }
  return secrets;
}

}  // namespace retort::database
