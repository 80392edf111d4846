// diff; see calls.h.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "cli/calls.h"
#include "cli/schema_words.h"
#include "command/diff.h"
#include "command/schema_source.h"

namespace retort::cli {

command::SchemaOptions schema_options(const Call& call) {
  return {call.arguments.value("scratch").value_or(""),
          call.arguments.value("models-from").value_or("")};
}

diff::Answers rename_answers(const Call& call) {
  return {call.arguments.values("rename"), call.arguments.values("drop"),
          command::declared_renames(call.session)};
}

int run_diff(const Call& call) {
  const std::vector<std::string>& words = call.arguments.positionals;
  const std::string format = call.arguments.value("format").value_or("text");
  command::SchemaReader reader(call.session, words, schema_options(call));
  command::FoundSchema found = reader.read(words.at(0));
  command::FoundSchema wanted = reader.read(words.at(1));
  command::level(found, wanted);
  const schema::shape::Inspection& from = found.inspection;
  const schema::shape::Inspection& to = wanted.inspection;
  diff::Plan plan = diff::diff_shapes(from, to, rename_answers(call));
  for (const command::FoundSchema* one : {&found, &wanted}) {
    for (const std::string& note : one->notes) plan.notes.push_back(one->from + ": " + note);
    for (const schema::shape::Unread& unread : one->inspection.database.unread) {
      plan.notes.push_back(
          fmt::format("{}: not compared: {} of kind {}", one->from, unread.count, unread.kind));
    }
  }
  const bool json = call.console.json() || format == "json";
  if (!json) command::require_answers(plan);
  Json document = json ? command::diff_json(plan) : Json();
  if (format == "text") call.console.write(command::diff_text(plan));
  if (format == "sql") call.console.write(command::diff_sql(plan, to.database.dialect));
  if (format == "operations") {
    const command::PlanOperations operations = command::diff_operations(plan, from, to);
    if (!operations.imports.empty()) call.console.write(operations.imports + "\n\n");
    call.console.write(operations.text);
  }
  bool holds = true;
  if (call.arguments.has("prove")) {
    const command::DiffProof proof = command::prove_diff(reader, from, to, plan);
    holds = proof.holds();
    if (json) {
      document["proof"] = command::diff_proof_json(proof);
    } else if (!holds) {
      throw Error(ErrorCode::command, command::diff_proof_text(proof));
    } else if (format == "text") {
      call.console.write(command::diff_proof_text(proof));
    }
  }
  if (call.console.json()) {
    call.console.write_json(document);
  } else if (json) {
    call.console.write(document.dump(2) + "\n");
  }
  if (!holds || (json && !plan.possible_renames.empty())) return exit_status(ErrorCode::command);
  return call.arguments.has("exit-code") && !plan.steps.empty() ? 3 : 0;
}

}  // namespace retort::cli
