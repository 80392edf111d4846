// The only outside interface is revision_hook.h.
#include "command/revision_hook.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "command/env_script.h"
#include "command/session_history.h"
#include "python/objects.h"
#include "python/parser.h"
#include "script/revision_file.h"

namespace retort::command {
namespace {

using python::Interpreter;
using python::Value;

/// What stands for Alembic's classes. No database is asked: the function is told of no rows.
constexpr const char* kStandIns = R"python(
from alembic import context as _context
from alembic.script import ScriptDirectory

class Operation:
    def __init__(self, index):
        self._index = index
    def __getattr__(self, name):
        raise NotImplementedError(
            f"process_revision_directives reads '{name}' of an operation: it is known natively only "
            "which operations there are, so that they can be dropped"
        )

class Operations:
    def __init__(self, count):
        self.ops = [Operation(index) for index in range(count)]
    def is_empty(self):
        return not self.ops
    def as_diffs(self):
        return list(self.ops)
    def kept(self):
        if all(isinstance(op, Operation) for op in self.ops):
            return [op._index for op in self.ops]

class MigrationScript:
    def __init__(self, counts, rev_id, message, head, splice, branch_label, version_path,
                 depends_on):
        self.rev_id = rev_id
        self.message = message
        self.head = head
        self.splice = splice
        self.branch_label = branch_label
        self.version_path = version_path
        self.depends_on = depends_on
        self.imports = set()
        self.upgrade_ops_list = [Operations(count) for count in counts]
        self.downgrade_ops_list = [Operations(count) for count in counts]
    @staticmethod
    def the_only(operations, name):
        if len(operations) > 1:
            raise ValueError(
                f"This MigrationScript instance has a multiple-entry list for {name}; "
                f"please use the {'up' if name == 'UpgradeOps' else 'down'}grade_ops_list attribute."
            )
        return operations[0]
    @property
    def upgrade_ops(self):
        return self.the_only(self.upgrade_ops_list, "UpgradeOps")
    @upgrade_ops.setter
    def upgrade_ops(self, operations):
        self.upgrade_ops_list = [operations]
    @property
    def downgrade_ops(self):
        return self.the_only(self.downgrade_ops_list, "DowngradeOps")
    @downgrade_ops.setter
    def downgrade_ops(self, operations):
        self.downgrade_ops_list = [operations]
    def kept(self, databases):
        both = (self.upgrade_ops_list, self.downgrade_ops_list)
        if any(len(one) != databases for one in both):
            return None
        kept = [(up.kept(), down.kept()) for up, down in zip(*both)]
        return None if any(None in pair for pair in kept) else kept

class MigrationContext:
    def __init__(self):
        self.config = _context.config
        self.script = ScriptDirectory.from_config(self.config)
        self.environment_context = self
        self.opts = {}
        self.connection = self.bind = None
    def get_current_heads(self):
        return ()
    def get_current_revision(self):
        return None

def process(function, counts, *given):
    directives = [MigrationScript(counts, *given)]
    function(MigrationContext(), (), directives)
    if any(made.kept(len(counts)) is None for made in directives):
        return None
    return [(d.rev_id, d.message, d.head, d.splice, d.branch_label, d.version_path, d.depends_on,
             d.kept(len(counts)))
            for d in directives]
)python";

Value value_of(const std::optional<std::string>& text) {
  return text ? Value::string(*text) : Value::none();
}
/// None, the one text, or a list.
Value value_of(const std::vector<std::string>& texts) {
  if (texts.empty()) return Value::none();
  return texts.size() == 1 ? Value::string(texts.front()) : python::make_string_list(texts);
}

std::optional<std::string> text_of(Interpreter& interpreter, const Value& value) {
  if (value.is_none()) return std::nullopt;
  return interpreter.str(value);
}
std::vector<std::string> texts_of(Interpreter& interpreter, const Value& value) {
  if (value.is_none()) return {};
  if (const std::string* text = python::string_of(value)) return {*text};
  std::vector<std::string> out;
  for (const Value& item : interpreter.items_of(value)) out.push_back(interpreter.str(item));
  return out;
}

std::vector<std::size_t> indices_of(Interpreter& interpreter, const Value& value) {
  std::vector<std::size_t> out;
  for (const Value& item : interpreter.items_of(value)) {
    out.push_back(static_cast<std::size_t>(std::stoul(interpreter.str(item))));
  }
  return out;
}

}  // namespace

std::optional<RevisionRequest> process_directives(Session& session, const RevisionRequest& request,
                                                  Mode mode) {
  if (!session.request().read_env) return request;
  RevisionRequest given = request;
  if (!given.rev_id) given.rev_id = script::random_revision_id();
  RevisionHook hook(given);
  const SessionHistory history(session);
  EnvScriptRequest wanted;
  wanted.offline = mode == Mode::offline;
  wanted.x_arguments = session.request().x_arguments;
  wanted.values = session.request().overrides.values;
  wanted.history = &history;
  wanted.hook = &hook;
  evaluate_env_script(session.project(), wanted);
  if (hook.error()) throw *hook.error();
  if (hook.requests().empty()) return std::nullopt;
  if (hook.requests().size() == 1) return hook.requests().front();
  throw Error(ErrorCode::unsupported,
              fmt::format("process_revision_directives asks for {} revisions at once.",
                          hook.requests().size()))
      .with_hint("Write them one by one, or with Alembic.");
}

Value RevisionHook::global(Interpreter& interpreter, std::string_view name) {
  if (!module_) {
    const auto source = std::make_shared<const Source>(Source{"<directives>", kStandIns});
    module_ = interpreter.run_module(python::parse_module(source), "directives", "<directives>");
  }
  return interpreter.global(*module_, name);
}

void RevisionHook::set_function(Interpreter& interpreter, const Value& function) {
  interpreter_ = &interpreter;
  function_ = function;
}

std::string RevisionHook::unknown_function() const {
  const auto* unknown = function_.try_as<python::UnknownObject>();
  return unknown == nullptr ? std::string() : unknown->name;
}

void RevisionHook::run() {
  const bool known = !function_.is_absent() && !function_.is_none() && unknown_function().empty();
  if (!known || requests_.size() != 1) return;
  try {
    interpreter_->guard([&] { call(*interpreter_); });
  } catch (const Error& error) {
    error_ = error;
  }
}

void RevisionHook::call(Interpreter& interpreter) {
  const RevisionRequest& request = requests_.front();
  const bool default_head = request.heads == std::vector<std::string>{"head"};
  python::ValueList counts;
  for (const std::size_t count : counts_ ? counts_() : std::vector<std::size_t>{0}) {
    counts.push_back(Value::integer(static_cast<std::int64_t>(count)));
  }
  const Value arguments[] = {function_,
                             python::make_list(std::move(counts)),
                             value_of(request.rev_id),
                             value_of(request.message),
                             default_head ? Value::none() : value_of(request.heads),
                             Value::boolean(request.splice),
                             value_of(request.branch_labels),
                             value_of(request.version_path),
                             request.depends_on.empty()
                                 ? Value::none()
                                 : Value(python::make_string_list(request.depends_on))};
  const Value made = interpreter.call(global(interpreter, "process"), arguments);
  if (made.is_none()) {
    throw Error(ErrorCode::unsupported, "process_revision_directives adds operations.")
        .with_hint("Run `alembic revision` on this project: its files serve both.");
  }
  requests_.clear();
  for (const Value& item : interpreter.items_of(made)) {
    const python::ValueList fields = interpreter.items_of(item);
    RevisionRequest out;
    out.rev_id = text_of(interpreter, fields[0]);
    out.message = text_of(interpreter, fields[1]);
    out.heads = texts_of(interpreter, fields[2]);
    if (out.heads.empty()) out.heads = {"head"};
    out.splice = interpreter.truth(fields[3]);
    out.branch_labels = texts_of(interpreter, fields[4]);
    out.version_path = text_of(interpreter, fields[5]);
    out.depends_on = texts_of(interpreter, fields[6]);
    kept_.clear();
    for (const Value& pair : interpreter.items_of(fields[7])) {
      const python::ValueList both = interpreter.items_of(pair);
      kept_.push_back({indices_of(interpreter, both[0]), indices_of(interpreter, both[1])});
    }
    requests_.push_back(std::move(out));
  }
}

void RevisionHook::release() {
  function_ = Value::absent();
  counts_ = nullptr;
  module_ = {};
  interpreter_ = nullptr;
}

}  // namespace retort::command
