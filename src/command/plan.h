// `retort plan`: what a run would do, as text and as JSON.
#pragma once

#include <string>

#include "base/json.h"
#include "revision/plan.h"

namespace retort::command {

/// `{"steps":[{"op":"upgrade","from":["b2"],"to":["b3"]}],"rows":[["update","b2","b3"]],
/// "heads":["b3"]}`. `from` and `to` are as in the log line; rows are `["insert",id]`,
/// `["delete",id]` and `["update",old,new]` in the order of the run; heads are the rows afterwards.
Json plan_json(const revision::Plan& plan);

/// The same with what each step is written in: `"language": "sql"`. A stamp has none.
Json plan_json(const revision::Graph& graph, const revision::Plan& plan);

/// The same for people: the steps with their messages and, if it is not Python, their language, the
/// row changes, the rows afterwards.
/// Ends with a newline.
std::string plan_text(const revision::Graph& graph, const revision::Plan& plan);

}  // namespace retort::command
