// What a word means where a schema is asked for, as in `inspect A` and `diff A B`:
//
//   nothing, `database`   the project's database
//   a URL                 that database
//   PATH, *.sql           an SQL file, or the *.sql files below a folder, sorted by path
//   `models`              the models behind env.py's target_metadata
//   `models-from`         what the program of --models-from prints
//   anything else         a revision, as `upgrade` takes it: an id or its beginning, `head`,
//                         `heads`, `base`, a branch; `rev:ID` where a file has that name, too
//
// Everything that is no database is applied to an empty one, which is removed afterwards, and read
// back: equal schemas are equal values (schema/shape.h) wherever they come from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "command/session.h"
#include "database/connection.h"
#include "runtime/scratch_database.h"
#include "schema/shape.h"

namespace retort::command {

enum class SchemaKind : std::uint8_t { database, url, path, models, models_from, revision };

/// What the word means; see the top of the file. Looks at the disk, and at nothing else.
SchemaKind kind_of_schema(std::string_view word);

/// The schema as it should be: the word that was given, else the option `desired` of Retort's own
/// section, else `models`.
std::string desired_word(Session& session, const std::optional<std::string>& given);

struct SchemaOptions {
  /// `--scratch`: the URL of a server on which empty databases may be made. Empty: the project's
  /// server, or that of a URL among the words, and where that cannot be, one that is started here.
  std::string scratch;
  /// `--models-from`: the command line of a program that prints DDL. It is cut into words as a
  /// shell would cut it, and run without one.
  std::string models_from;
};

/// A schema, and where it comes from.
struct FoundSchema {
  /// Without the version table and Retort's own tables.
  schema::shape::Inspection inspection;
  std::string from;   ///< For people: `the models`, `schema.sql`, `revision 1975ea83b712`.
  std::string place;  ///< Where it was applied: `a temporary SQLite file`; empty: it was not.
  /// The source speaks of tables, with what belongs to them, and enum types only: what else the
  /// other side of a comparison has is no difference.
  bool only_tables = false;
  std::vector<std::string> notes;  ///< What is not known of it, one sentence each.
};

/// What makes a schema in an empty database.
struct SchemaDefinition {
  std::vector<SourcePtr> sources;       ///< SQL files, or a program's output.
  std::vector<std::string> statements;  ///< Of the models.
  std::string from;
  bool only_tables = false;
  std::vector<std::string> notes;
};

/// Reads the schemas that one command asks for. Belongs to the session's thread; make it before
/// the session connects (see ScratchDatabase).
class SchemaReader {
 public:
  /// `words`: all that will be read: a URL among them says the dialect where the session does not.
  /// Errors: ErrorCode::config when the dialect is not known, ErrorCode::usage for words of
  /// different dialects and for `models-from` without its option.
  SchemaReader(Session& session, std::vector<std::string> words, SchemaOptions options);
  ~SchemaReader();

  FoundSchema read(const std::string& word);
  /// The same as it is with the project's repeatable scripts, which run on what is made from a
  /// path, the models or a program.
  FoundSchema read_with_repeatables(const std::string& word);
  /// Of a path, the models or the program. Errors: ErrorCode::usage for another word.
  SchemaDefinition define(const std::string& word);
  /// Tries the definition; the extensions that its statements turn out to need are added to them.
  FoundSchema read(SchemaDefinition& definition, bool with_repeatables = false);
  /// `postgresql`, `sqlite`, `mysql` or `mariadb`.
  const dialect::Dialect& dialect() const { return *dialect_; }
  /// A new empty database of the dialect. At best a server is started once for all of them: keep
  /// them no longer than this object. Errors: those of ScratchDatabase, with the reasons of every
  /// way that was tried.
  std::unique_ptr<runtime::ScratchDatabase> scratch_database();
  /// Reads a scratch database, without the version table and Retort's own tables.
  schema::shape::Inspection inspect(const database::Url& url);
  /// Runs the revisions up to the target (as `upgrade` takes it) in a scratch database.
  void replay(const database::Url& url, const std::string& target);
  /// Runs statements, one by one, in a scratch database.
  void apply(const database::Url& url, const std::vector<std::string>& statements);

 private:
  FoundSchema read_database(const std::string& word);
  SchemaDefinition define_models();
  FoundSchema read_revision(const std::string& target);
  const dialect::Dialect& find_dialect() const;
  /// Calls with a session of the project on a scratch database.
  template <class Use>
  void use_session(const database::Url& url, const Use& use);
  std::optional<database::Url> wanted_server() const;
  const std::string& wanted_collation();
  void leave_out_records(schema::shape::Inspection& inspection);

  Session& session_;
  std::vector<std::string> words_;
  SchemaOptions options_;
  const dialect::Dialect* dialect_ = nullptr;
  std::optional<std::string> collation_;               ///< As wanted_collation() has found it.
  std::optional<database::Url> server_;                ///< Where databases can be made.
  std::unique_ptr<runtime::ScratchDatabase> started_;  ///< Its server, when it was started here.
};

/// Makes the schema in a database: the statements in one transaction where the database has such.
void create_schema(database::Connection& connection, const SchemaDefinition& definition);

}  // namespace retort::command
