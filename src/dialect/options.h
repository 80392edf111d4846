// Reading `<dialect>_<option>` keyword arguments. An option given as None counts as not given.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialect/family.h"
#include "schema/table.h"

namespace retort::dialect {

std::optional<bool> option_bool(const schema::Options& options, std::string_view name);
/// A string, or a number or boolean in text.
std::optional<std::string> option_text(const schema::Options& options, std::string_view name);
/// The option `mysql_<name>`, or on MariaDB `mariadb_<name>` and else `mysql_<name>`.
std::optional<std::string> mysql_option(Family family, const schema::Options& options,
                                        std::string_view name);
/// A list of strings; one string is a list of one.
std::vector<std::string> option_list(const schema::Options& options, std::string_view name);
std::vector<std::pair<std::string, std::string>> option_pairs(const schema::Options& options,
                                                              std::string_view name);
/// An expression; a string is taken as SQL text. Null when not given.
schema::ExprPtr option_expression(const schema::Options& options, std::string_view name);

}  // namespace retort::dialect
