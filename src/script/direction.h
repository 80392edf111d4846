// Which of a revision's two ways is gone.
#pragma once

#include <cstdint>
#include <string_view>

namespace retort::script {

enum class Direction : std::uint8_t { upgrade, downgrade };

/// `upgrade` or `downgrade`.
inline std::string_view name_of(Direction direction) {
  return direction == Direction::upgrade ? "upgrade" : "downgrade";
}

}  // namespace retort::script
