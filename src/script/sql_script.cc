// The only outside interface is sql_script.h.
#include "script/sql_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/environment.h"
#include "base/error.h"
#include "dialect/transaction.h"
#include "script/sql_outline.h"
#include "script/sql_values.h"

namespace retort::script {
namespace {

using dialect::StatementPiece;
using dialect::TransactionConflict;

bool names(const SqlSection& section, std::string_view dialect) {
  return std::ranges::find(section.dialects, dialect) != section.dialects.end();
}

/// The sections of a direction that hold for a dialect. `mysql` speaks for MariaDB, unless the file
/// has sections of MariaDB's own.
std::vector<const SqlSection*> sections_for(const SqlOutline& outline, Direction direction,
                                            std::string_view dialect) {
  const bool own = std::ranges::any_of(outline.sections, [&](const SqlSection& section) {
    return section.direction == direction && names(section, dialect);
  });
  const std::string_view name = dialect == "mariadb" && !own ? "mysql" : dialect;
  std::vector<const SqlSection*> out;
  for (const SqlSection& section : outline.sections) {
    if (section.direction != direction) continue;
    if (section.dialects.empty() || names(section, name)) out.push_back(&section);
  }
  return out;
}

/// The line that says most of why there is no section: one of the same direction, the last one, the
/// id.
Place place_of_missing(const Source& source, const SqlOutline& outline, Direction direction) {
  for (const SqlSection& section : outline.sections) {
    if (section.direction == direction) return place_in(source, section.directive);
  }
  if (!outline.sections.empty()) return place_in(source, outline.sections.back().directive);
  const Span id = outline.spec.id_mark.span;
  return id.end == 0 ? Place{source.path} : place_in(source, id);
}

Error no_section(const Source& source, const SqlOutline& outline, std::string_view revision,
                 Direction direction, std::string_view dialect) {
  const bool any = std::ranges::any_of(
      outline.sections, [&](const SqlSection& section) { return section.direction == direction; });
  const std::string_view name = name_of(direction);
  Place place = place_of_missing(source, outline, direction);
  if (any) {
    return Error(ErrorCode::command,
                 fmt::format("Revision {} has no section `{}` for {}", revision, name, dialect),
                 std::move(place))
        .with_hint(fmt::format("Write `-- retort: {} {}` with the statements for it, or leave that "
                               "section empty if there is nothing to do.",
                               name, dialect));
  }
  if (direction == Direction::upgrade) {
    return Error(ErrorCode::command, fmt::format("Revision {} has no section `upgrade`", revision),
                 std::move(place))
        .with_hint(
            "Write `-- retort: upgrade` above the statements that upgrade; the section may "
            "be empty.");
  }
  return Error(ErrorCode::command,
               fmt::format("Revision {} cannot be undone: it has no section `downgrade`", revision),
               std::move(place))
      .with_hint(
          "Write `-- retort: downgrade` with the statements that undo it, or leave that "
          "section empty if there is nothing to undo.");
}

std::vector<SqlValue> read_variables(const Source& source, const SqlOutline& outline,
                                     std::string_view revision, bool offline) {
  std::vector<SqlValue> out;
  for (const SqlVariable& variable : outline.variables) {
    std::optional<std::string> value = environment_variable(variable.name.c_str());
    if (!value && variable.has_fallback) value = variable.fallback;
    if (!value && offline && variable.secret) value = "";
    if (!value) {
      throw Error(ErrorCode::unknown_value,
                  fmt::format("Revision {} needs the environment variable {}, which is not set",
                              revision, variable.name),
                  place_in(source, variable.span))
          .with_hint(fmt::format("Set it, or give it a default: `-- retort: {} {}=...`.",
                                 variable.secret ? "secret" : "env", variable.name));
    }
    out.push_back({variable.name, Secret(*std::move(value)), variable.secret});
  }
  return out;
}

/// The first line of a statement.
Span first_line(const Source& source, Span span) {
  const std::size_t line_end = std::min(source.text.find('\n', span.begin), source.text.size());
  span.end = std::min(span.end, static_cast<std::uint32_t>(line_end));
  return span;
}

Error conflict_error(const Source& source, Span span, std::string_view revision,
                     const TransactionConflict& conflict) {
  span = first_line(source, span);
  if (conflict.kind == TransactionConflict::Kind::controls) {
    Error error(ErrorCode::unsupported,
                fmt::format("{} begins or ends the transaction that Retort runs revision {} in",
                            conflict.command, revision),
                place_in(source, span));
    return error.with_hint(
        "Remove it: the revision and its row in the version table are committed together. Or write "
        "`-- retort: transaction off` into the header, and the file rules its transactions "
        "itself.");
  }
  Error error(ErrorCode::unsupported,
              fmt::format("{} cannot be part of the transaction that Retort runs revision {} in",
                          conflict.command, revision),
              place_in(source, span));
  return error.with_hint(
      "Write `-- retort: transaction off` into the header, and move the other statements to a "
      "revision of their own: then each statement is committed by itself.");
}

void check_transaction(const SqlScript& script, std::string_view revision) {
  for (const StatementPiece& piece : script.statements) {
    const Span span = piece.span;
    const std::string statement = script.source->text.substr(span.begin, span.end - span.begin);
    const TransactionConflict conflict = dialect::transaction_conflict(statement, script.dialect);
    if (conflict.kind == TransactionConflict::Kind::none) continue;
    throw conflict_error(*script.source, span, revision, conflict);
  }
}

/// A file that rules its transactions must end them: its row would be part of the last one.
void check_transactions_end(const SqlScript& script, std::string_view revision) {
  using dialect::TransactionEffect;
  const StatementPiece* open = nullptr;
  const std::string_view text = script.source->text;
  for (const StatementPiece& piece : script.statements) {
    const std::string_view statement =
        text.substr(piece.span.begin, piece.span.end - piece.span.begin);
    const TransactionEffect effect = dialect::transaction_effect(statement, script.dialect);
    if (effect == TransactionEffect::ends) open = nullptr;
    if (effect == TransactionEffect::begins) open = &piece;
  }
  if (open == nullptr) return;
  throw Error(ErrorCode::unsupported,
              fmt::format("The transaction that revision {} begins here never ends", revision),
              place_in(*script.source, first_line(*script.source, open->span)))
      .with_hint("Write COMMIT after the statements that belong to it.");
}

void mention_secrets(const SqlScript& script, Host& host) {
  for (const SqlValue& value : script.values) {
    if (!value.secret) continue;
    host.log("WARNING", "retort",
             fmt::format("{} holds a secret: the SQL has ${{{}}} where its value belongs.",
                         script.source->path, value.name));
  }
}

}  // namespace

SqlScript prepare_sql(const SourcePtr& source, std::string_view revision, Direction direction,
                      std::string_view dialect, bool offline) {
  const SqlOutline outline = read_sql_outline(*source, source->path);
  const std::vector<const SqlSection*> sections = sections_for(outline, direction, dialect);
  if (sections.empty()) throw no_section(*source, outline, revision, direction, dialect);
  SqlScript out;
  out.source = source;
  out.dialect = dialect;
  out.transaction = outline.transaction;
  out.values = read_variables(*source, outline, revision, offline);
  for (const SqlSection* section : sections) {
    std::vector<StatementPiece> pieces = dialect::split_statements(*source, section->body, dialect);
    std::ranges::move(pieces, std::back_inserter(out.statements));
  }
  if (out.transaction) {
    check_transaction(out, revision);
  } else {
    check_transactions_end(out, revision);
  }
  if (!out.values.empty()) {
    // A value that does not fit is found before anything runs.
    for (const StatementPiece& piece : out.statements) {
      put_values(*source, piece.span, out.values, dialect, offline);
    }
  }
  return out;
}

void run_sql(const SqlScript& script, Host& host) {
  const Source& source = *script.source;
  if (host.offline()) mention_secrets(script, host);
  if (!script.transaction) host.enter_autocommit({script.source, {}});
  for (const StatementPiece& piece : script.statements) {
    SqlText sent = put_values(source, piece.span, script.values, script.dialect, host.offline());
    SqlCommand command;
    command.text = std::move(sent.text);
    command.shifts = std::move(sent.shifts);
    command.origin = {script.source, piece.span};
    command.lead = std::string_view(source.text).substr(piece.lead, piece.span.begin - piece.lead);
    command.delimiter = piece.delimiter;
    if (piece.data) {
      command.data = std::string_view(source.text)
                         .substr(piece.data->begin, piece.data->end - piece.data->begin);
    }
    for (const SqlValue& value : script.values) {
      if (value.secret) command.secrets.push_back(value.value);
    }
    host.run_sql(std::move(command));
  }
  if (!script.transaction) host.leave_autocommit();
}

}  // namespace retort::script
