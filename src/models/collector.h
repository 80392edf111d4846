// Gathers the models of an application while its env.py is evaluated.
//
// A collector belongs to one evaluation and its thread. It keeps values of the interpreter from
// take() to finish(), which must come before the interpreter ends.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/models.h"
#include "python/interpreter.h"

namespace retort::models {

/// Modules of the project that may hold models, by dotted name: asked for where env.py says
/// nothing.
using Candidates = std::function<std::vector<std::string>()>;

class Collector {
 public:
  /// A statement that could not be carried out: Host::gave_up().
  void gave_up(const Origin& statement, std::string_view why);
  /// `target_metadata` of a configure(): a MetaData, or a list of them; `include_object` may be
  /// None or absent.
  void take(const python::Value& target_metadata, const python::Value& include_object,
            const Origin& origin);

  /// Reads the tables after env.py has ended. `env` is its module, or null when it failed:
  /// where configure() was not reached, its global `target_metadata` counts. Where that leads to no
  /// table, the candidates are imported too.
  Models finish(python::Interpreter& interpreter, python::ModuleObject* env,
                const Candidates& candidates);

 private:
  struct GivenUp {
    Origin statement;
    std::string why;
  };
  /// Those among the statements given up from index `from` on that stand for a whole module.
  void add_unparsed_modules(Gap::Kind kind, std::size_t from, Models& out) const;

  std::vector<GivenUp> given_up_;
  struct Target {
    python::Value metadata;
    python::Value include_object;
    Origin origin;
  };
  std::vector<Target> targets_;
};

}  // namespace retort::models
