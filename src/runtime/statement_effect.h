// Whether a statement that commits by itself took effect, when the run that sent it was killed
// before it heard the answer. Only the catalog can tell: the state of the statement's objects is
// noted before it is sent, and looked at again.
#pragma once

#include <string>
#include <string_view>

#include "database/connection.h"

namespace retort::runtime {

/// The state of the objects that the statement is about to change, as text that only ever gets
/// compared; empty when it names none that can be looked up.
std::string object_state(database::Connection& connection, std::string_view statement);

enum class Effect {
  done,
  not_done,  ///< It can be sent again; what it left behind (an invalid index) has been removed.
  unknown,
};

/// `before`: what object_state() said before the statement was sent.
Effect effect_of(database::Connection& connection, std::string_view statement,
                 std::string_view before);

}  // namespace retort::runtime
