// Guessing which known word was meant, for hints.
#pragma once

#include <span>
#include <string_view>

namespace retort {

/// The candidate that needs the fewest insertions, removals, replacements and swaps of neighbours
/// to become `word`; empty if that is more than two, or more than a third of the word. The first
/// wins.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace retort
