// reconstruct, squash and repeatable; see calls.h.
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "cli/calls.h"
#include "cli/console_lines.h"
#include "cli/schema_words.h"
#include "command/reconstruct.h"
#include "command/repeatable.h"
#include "command/squash.h"

namespace retort::cli {

int run_reconstruct(const Call& call) {
  command::ReconstructRequest request;
  request.ids = call.arguments.positionals;
  request.after = call.arguments.values("after");
  request.desired = command::desired_word(call.session, call.arguments.value("desired"));
  request.schemas = call.arguments.values("schema");
  request.schema_options = schema_options(call);
  request.message = call.arguments.value("message");
  request.unproven = call.arguments.has("unproven");
  const command::FileFormat format =
      command::file_format(call.session, call.arguments.has("sql-file"));
  ConsoleLines lines(call.console);
  const command::Reconstruction found = command::reconstruct(call.session, request, format, lines);
  call.console.write(command::reconstruction_text(found));
  call.console.write_json(command::reconstruction_json(found));
  return found.proven() ? 0 : 1;
}

int run_squash(const Call& call) {
  command::SquashRequest request;
  request.range = call.arguments.positionals.front();
  request.message = call.arguments.value("message");
  request.keep_data = call.arguments.value("data").value_or("refuse") == "keep";
  const command::FileFormat format =
      command::file_format(call.session, call.arguments.has("sql-file"));
  const command::Squash squashed = command::squash(call.session, request, format);
  call.console.write(command::squash_text(squashed));
  call.console.write_json(command::squash_json(squashed));
  return squashed.proven() ? 0 : 1;
}

int run_repeatable(const Call& call) {
  const std::vector<std::string>& words = call.arguments.positionals;
  if (!words.empty() && (words.size() != 2 || words.front() != "forget")) {
    throw Error(ErrorCode::usage,
                "there is `retort repeatable` and `retort repeatable forget NAME`");
  }
  if (!words.empty()) command::forget_repeatable(call.session, words.back());
  const std::vector<command::RepeatableState> states = command::repeatable_states(call.session);
  call.console.write(command::repeatables_text(states));
  call.console.write_json({{"repeatable", command::repeatables_json(states)}});
  return 0;
}

}  // namespace retort::cli
