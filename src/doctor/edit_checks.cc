// check_edits of checks.h.
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/error.h"
#include "doctor/checks.h"
#include "python/dump.h"
#include "python/parser.h"
#include "script/sql_outline.h"

namespace retort::doctor {
namespace {

bool is_docstring(const python::Stmt& statement) {
  const auto* expression = python::try_as<python::ExprStmt>(&statement);
  const auto* constant =
      expression == nullptr ? nullptr : python::try_as<python::Constant>(expression->value);
  return constant != nullptr && constant->type == python::ConstantKind::Str;
}

/// What a file does, without its comments and its layout; the text itself where it does not parse.
std::string meaning_of(const script::MigrationFile& file) {
  if (file.source == nullptr || script::is_sql_file(file.path)) {
    return file.source == nullptr ? std::string() : file.source->text;
  }
  try {
    auto module = python::parse_module(file.source);
    if (!module->body.empty() && is_docstring(*module->body.front())) {
      std::string rest = module->source->text.substr(module->body.front()->span.end);
      module =
          python::parse_module(std::make_shared<const Source>(Source{file.file, std::move(rest)}));
    }
    return python::dump(*module);
  } catch (const Error&) {
    return file.source->text;
  }
}

}  // namespace

void check_edits(const History& before, const History& now, std::string_view since,
                 Findings& findings) {
  for (Index node = 0; node < before.size(); ++node) {
    const std::optional<Index> still = now.find(before.id(node));
    const script::MigrationFile& old = before.file(node);
    if (!still) {
      Finding& finding =
          findings.add("RT216", fmt::format("Revision {} of {} is gone", before.id(node), since),
                       Place{old.file, 0, 0, {}, 1});
      finding.revisions = {before.id(node)};
      finding.repair = fmt::format("retort repair restore {}", before.id(node));
      continue;
    }
    const script::MigrationFile& file = now.file(*still);
    if (old.source->text == file.source->text || meaning_of(old) == meaning_of(file)) continue;
    Finding& finding = findings.add(
        "RT216", fmt::format("Revision {} was edited since {}", before.id(node), since),
        now.place_of_id(*still));
    finding.revisions = {before.id(node)};
    finding.repair =
        fmt::format("git checkout {} -- {}, and write what changes into a revision of its own.",
                    since, file.file);
  }
}

}  // namespace retort::doctor
