// How alike words are, and which known one was meant.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace retort {

/// How many insertions, removals, replacements and swaps of neighbours make one the other.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate that needs the fewest insertions, removals, replacements and swaps of neighbours
/// to become `word`; empty if that is more than two, or more than a third of the word. The first
/// wins.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace retort
