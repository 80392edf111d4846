// Which database family a rendering is for, and the facts about it that several files need.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retort::dialect {

/// MySQL and MariaDB are two families: they share most of their language, but each has its own
/// prefix of options, reserved words and a few statements.
/// `mysql_on_mariadb` is a mysql:// URL that has led to a MariaDB: MySQL by name and options.
enum class Family : std::uint8_t { postgresql, sqlite, mysql, mariadb, mysql_on_mariadb };

constexpr bool is_mariadb(Family family) {
  return family == Family::mariadb || family == Family::mysql_on_mariadb;
}
constexpr bool is_mysql(Family family) {
  return family == Family::mysql || is_mariadb(family);
}
/// "postgresql", "sqlite", "mysql", "mariadb": also the prefix of dialect options.
constexpr std::string_view family_name(Family family) {
  switch (family) {
    case Family::postgresql:
      return "postgresql";
    case Family::sqlite:
      return "sqlite";
    case Family::mysql:
    case Family::mysql_on_mariadb:
      return "mysql";
    case Family::mariadb:
      break;
  }
  return "mariadb";
}
/// The other way; `mariadb` for names that are none of these.
constexpr Family family_named(std::string_view dialect) {
  if (dialect == "postgresql") return Family::postgresql;
  if (dialect == "sqlite") return Family::sqlite;
  return dialect == "mysql" ? Family::mysql : Family::mariadb;
}
/// Whether BOOLEAN is a type of its own (else 0 and 1).
constexpr bool has_boolean(Family family) {
  return family == Family::postgresql;
}
/// Whether constants of that type are the words true and false.
constexpr bool has_boolean_words(Family family) {
  return family != Family::sqlite;
}
/// Whether an enumeration needs no CHECK: its type holds the labels.
constexpr bool has_enum(Family family) {
  return family != Family::sqlite;
}
/// Whether such a type is created apart from its tables, with a name.
constexpr bool has_named_enum(Family family) {
  return family == Family::postgresql;
}
/// Whether a backslash in a string literal is written twice. PostgreSQL off-line: SQLAlchemy
/// doubles them there, for it cannot ask the server whether standard_conforming_strings is on.
constexpr bool doubles_backslashes(Family family, bool offline) {
  return is_mysql(family) || (family == Family::postgresql && offline);
}
/// Longer identifiers are an error.
constexpr int max_identifier_length(Family family) {
  return family == Family::postgresql ? 63 : family == Family::sqlite ? 9999 : 255;
}
/// Longer names of constraints and indexes are cut when they are generated ones.
constexpr int max_generated_name_length(Family family) {
  return is_mysql(family) ? 64 : max_identifier_length(family);
}

}  // namespace retort::dialect
