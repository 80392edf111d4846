// One function for each command: it calls command/ and prints what comes back.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"
#include "command/session.h"

namespace retort::cli {

/// What every command function gets.
struct Call {
  const Arguments& arguments;
  Console& console;
  command::Session& session;

  bool verbose() const { return arguments.has("verbose"); }
  command::Mode mode() const {
    return arguments.has("sql") ? command::Mode::offline : command::Mode::online;
  }
};

/// Each returns the exit status.
int run_heads(const Call& call);
int run_history(const Call& call);
int run_branches(const Call& call);
int run_show(const Call& call);
int run_current(const Call& call);
int run_upgrade(const Call& call);
int run_downgrade(const Call& call);
int run_resume(const Call& call);
int run_rollback(const Call& call);
int run_stamp(const Call& call);
int run_ensure_version(const Call& call);
int run_plan(const Call& call);
int run_coverage(const Call& call);
int run_doctor(const Call& call);
int run_repair(const Call& call);
int run_graph(const Call& call);
int run_env(const Call& call);
int run_inspect(const Call& call);
int run_create_all(const Call& call);
int run_verify(const Call& call);
int run_diff(const Call& call);
int run_locate(const Call& call);
int run_baseline(const Call& call);
int run_init(const Call& call);
int run_list_templates(const Call& call);
int run_revision(const Call& call);
int run_merge(const Call& call);
int run_edit(const Call& call);
int run_reconstruct(const Call& call);
int run_squash(const Call& call);
int run_repeatable(const Call& call);
int run_check(const Call& call);
int run_status(const Call& call);
int run_log(const Call& call);
int run_gate(const Call& call);
int run_run(const Call& call);

}  // namespace retort::cli
