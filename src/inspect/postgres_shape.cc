// The queries are sent together; then each kind of object is made of its rows, those of tables
// first, so that parts find their table by its oid.
#include "inspect/postgres_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dialect/sql_scanner.h"
#include "inspect/own_tables.h"
#include "inspect/postgres_objects.h"
#include "inspect/postgres_shape_queries.h"
#include "inspect/postgres_types.h"

namespace retort::inspect {
namespace {

using namespace schema::shape;
using database::as_boolean;
using database::optional_text;
using database::Result;
using database::Row;
using database::Value;

std::int64_t number(const Value& value) {
  return database::as_integer(value).value_or(0);
}
std::string text(const Value& value) {
  return database::text_or_empty(value);
}
std::vector<std::string> list(const Value& value) {
  const std::string array = text(value);
  return array.empty() ? std::vector<std::string>() : parse_array(array);
}
std::vector<std::string> sorted_list(const Value& value) {
  std::vector<std::string> out = list(value);
  std::ranges::sort(out);
  return out;
}

Grants grants(const Value& value) {
  Grants out;
  for (const std::string& entry : list(value)) {
    Grant grant;
    const std::size_t equals = entry.find('=');
    grant.privilege = entry.substr(0, equals);
    grant.grantee = entry.substr(equals + 1);
    if (grant.privilege.starts_with('-')) {
      grant.revoked = true;
      grant.privilege.erase(0, 1);
    }
    if (grant.privilege.ends_with('*')) {
      grant.grantable = true;
      grant.privilege.pop_back();
    }
    out.push_back(std::move(grant));
  }
  std::ranges::sort(out);
  return out;
}

/// The list of values of a view's query, `(VALUES ...)`, as the server prints it once the view is
/// made from its text: `( VALUES ...)`.
std::string with_values_as_queries(std::string definition) {
  constexpr std::string_view kValues = "(VALUES (";
  if (definition.find(kValues) == definition.npos) return definition;
  std::string out;
  for (std::size_t at = 0;;) {
    const auto token = dialect::next_token(definition, at, dialect::SqlSyntax::postgresql);
    if (token.kind == dialect::SqlToken::Kind::end) return out;
    out += token.in(definition);
    const bool is_list = token.kind == dialect::SqlToken::Kind::sign &&
                         definition.compare(token.begin, kValues.size(), kValues) == 0;
    if (is_list) out += ' ';
    at = token.end;
  }
}

std::string enabled(const Value& value) {
  const std::string letter = text(value);
  if (letter == "D") return "disabled";
  if (letter == "R") return "replica";
  return letter == "A" ? "always" : "origin";
}

std::string action(const Value& value) {
  const std::string letter = text(value);
  if (letter == "r") return "RESTRICT";
  if (letter == "c") return "CASCADE";
  if (letter == "n") return "SET NULL";
  return letter == "d" ? "SET DEFAULT" : "NO ACTION";
}

/// Numbers between separators, in braces or not.
std::vector<std::int64_t> numbers(std::string_view joined, char separator) {
  std::vector<std::int64_t> out;
  std::size_t at = 0;
  while (at < joined.size()) {
    const std::size_t end = std::min(joined.find(separator, at), joined.size());
    out.push_back(database::as_integer(std::string(joined.substr(at, end - at))).value_or(0));
    at = end + 1;
  }
  return out;
}

std::optional<std::string> non_empty(const std::string& name) {
  return name.empty() ? std::nullopt : std::optional(name);
}

bool is_own(const Name& name) {
  return name.schema == "retort" || is_own_table(name.name);
}

/// What indexes and constraints ask of a column.
struct ColumnFact {
  std::string name;
  std::int64_t collation = 0;
};

/// Takes the answers of the queries one by one, in the order in which their parts are declared:
/// what is part of a table comes after the tables. So an answer is read while the server works on
/// the next.
class Reader {
 public:
  Reader() { out_.database.dialect = "postgresql"; }

  void schemas(const Result& answer) {
    for (const Row& row : answer.rows) {
      if (text(row[1]) == "retort") continue;
      objects_.add("pg_namespace", number(row[0]), {Kind::schema, {{}, text(row[1])}, {}});
      out_.database.schemas.push_back({text(row[1]), optional_text(row[2]), grants(row[3])});
    }
  }

  void extensions(const Result& answer) {
    for (const Row& row : answer.rows) {
      objects_.add("pg_extension", number(row[0]), {Kind::extension, {{}, text(row[1])}, {}});
      out_.database.extensions.push_back(
          {text(row[1]), text(row[2]), text(row[3]), optional_text(row[4])});
    }
  }

  void collations(const Result& answer) {
    for (const Row& row : answer.rows) {
      Name name{text(row[1]), text(row[2])};
      objects_.add("pg_collation", number(row[0]), {Kind::collation, name, {}});
      out_.database.collations.push_back({std::move(name), text(row[3]), text(row[4]), text(row[5]),
                                          as_boolean(row[6]), optional_text(row[7])});
    }
  }

  void types(const Result& answer) {
    for (const Row& row : answer.rows) {
      Name name{text(row[3]), text(row[4])};
      const Object object{Kind::type, name, {}};
      objects_.add("pg_type", number(row[0]), object);
      objects_.add("pg_type", number(row[1]), object);
      objects_.add("pg_type", number(row[2]), object);
      const std::string kind = text(row[5]);
      const std::optional<std::string> comment = optional_text(row[13]);
      Database& database = out_.database;
      if (kind == "e") {
        database.enums.push_back({std::move(name), list(row[6]), comment, grants(row[14])});
      } else if (kind == "d") {
        domains_.emplace(number(row[0]), database.domains.size());
        database.domains.push_back({std::move(name),
                                    text(row[7]),
                                    optional_text(row[8]),
                                    optional_text(row[9]),
                                    as_boolean(row[10]),
                                    {},
                                    comment,
                                    grants(row[14])});
      } else if (kind == "r") {
        database.range_types.push_back({std::move(name), text(row[11]), comment, grants(row[14])});
      } else {
        composites_.emplace(number(row[12]), database.composite_types.size());
        objects_.add("pg_class", number(row[12]), object);
        database.composite_types.push_back({std::move(name), {}, comment, grants(row[14])});
      }
    }
  }

  void relations(const Result& answer) {
    for (const Row& row : answer.rows) {
      Name name{text(row[3]), text(row[4])};
      if (is_own(name)) continue;
      const std::string kind = text(row[5]);
      const bool is_view = kind == "v" || kind == "m";
      const Object object{is_view ? Kind::view : Kind::table, name, {}};
      objects_.add("pg_class", number(row[0]), object);
      objects_.add("pg_type", number(row[1]), object);
      objects_.add("pg_type", number(row[2]), object);
      if (is_view) {
        views_.emplace(number(row[0]), out_.database.views.size());
        View& made = out_.database.views.emplace_back();
        made.name = std::move(name);
        made.materialized = kind == "m";
        made.populated = as_boolean(row[15]);
        made.definition = with_values_as_queries(text(row[16]));
        made.settings = sorted_list(row[10]);
        made.comment = optional_text(row[17]);
        made.grants = grants(row[18]);
        continue;
      }
      tables_.emplace(number(row[0]), out_.database.tables.size());
      Table& made = out_.database.tables.emplace_back();
      made.name = std::move(name);
      made.unlogged = as_boolean(row[6]);
      made.row_security = as_boolean(row[7]);
      made.force_row_security = as_boolean(row[8]);
      made.replica_identity = text(row[9]);
      made.settings = sorted_list(row[10]);
      if (text(row[11]) != "heap") made.access_method = text(row[11]);
      made.partition_key = optional_text(row[12]);
      made.bound = optional_text(row[13]);
      made.comment = optional_text(row[17]);
      made.grants = grants(row[18]);
    }
    for (const Row& row : answer.rows) {
      Table* made = table(number(row[0]));
      if (made == nullptr) continue;
      for (const std::string& parent : list(row[14]))
        made->parents.push_back(name_of(std::stoll(parent)));
    }
  }

  void sequences(const Result& answer) {
    for (const Row& row : answer.rows) {
      Name name{text(row[1]), text(row[2])};
      if (is_own(name)) continue;
      SequenceNumbers counts{.start = number(row[4]),
                             .increment = number(row[5]),
                             .minimum = number(row[6]),
                             .maximum = number(row[7]),
                             .cache = number(row[8]),
                             .cycle = as_boolean(row[9])};
      const std::int64_t owner = number(row[11]);
      if (text(row[10]) == "i") {
        identities_[{owner, text(row[12])}] = {false, std::move(name), counts,
                                               optional_text(row[14]), grants(row[15])};
        continue;
      }
      if (owner != 0 && table(owner) == nullptr) continue;  // Of a table of Retort's own.
      objects_.add("pg_class", number(row[0]), {Kind::sequence, name, {}});
      Sequence& made = out_.database.sequences.emplace_back();
      made.name = std::move(name);
      made.type = text(row[3]);
      made.numbers = counts;
      if (owner != 0) made.owner_table = name_of(owner);
      made.owner_column = text(row[12]);
      made.unlogged = as_boolean(row[13]);
      made.comment = optional_text(row[14]);
      made.grants = grants(row[15]);
    }
  }

  void columns(const Result& answer) {
    for (const Row& row : answer.rows) {
      const std::int64_t relation = number(row[0]);
      const auto composite = composites_.find(relation);
      if (composite != composites_.end()) {
        out_.database.composite_types[composite->second].attributes.push_back(
            {text(row[2]), text(row[3]), optional_text(row[9]), optional_text(row[15])});
        continue;
      }
      Table* owner = table(relation);
      View* viewed = view(relation);
      if (owner == nullptr && viewed == nullptr) continue;
      Column made = column(row);
      facts_[{relation, number(row[1])}] = {made.name, number(row[17])};
      const Name& name = owner != nullptr ? owner->name : viewed->name;
      const Kind whole = owner != nullptr ? Kind::table : Kind::view;
      objects_.add(
          "pg_attrdef", number(row[5]),
          made.generated ? Object{whole, name, {}} : Object{Kind::default_value, name, made.name});
      (owner != nullptr ? owner->columns : viewed->columns).push_back(std::move(made));
    }
  }

  Column column(const Row& row) {
    Column made;
    made.name = text(row[2]);
    made.type = text(row[3]);
    made.not_null = as_boolean(row[4]);
    const std::string generated = text(row[7]);
    (generated.empty() ? made.default_value : made.generated) = optional_text(row[6]);
    made.stored = generated == "s";
    const std::string identity = text(row[8]);
    if (!identity.empty()) {
      made.identity = identities_[{number(row[0]), made.name}];
      made.identity->always = identity == "a";
    }
    made.collation = optional_text(row[9]);
    made.local = as_boolean(row[10]);
    made.storage = optional_text(row[11]);
    made.compression = optional_text(row[12]);
    made.statistics = database::as_integer(row[13]);
    made.settings = sorted_list(row[14]);
    // Debian's servers note a version of their own there; nobody sets it, and pg_dump is silent on
    // it.
    std::erase_if(made.settings, [](const std::string& entry) { return entry.starts_with("pg_"); });
    made.comment = optional_text(row[15]);
    made.grants = grants(row[16]);
    return made;
  }

  void constraints(const Result& answer) {
    const std::map<std::string, std::string> kinds = {{"p", "primary key"},
                                                      {"u", "unique"},
                                                      {"f", "foreign key"},
                                                      {"c", "check"},
                                                      {"x", "exclude"}};
    for (const Row& row : answer.rows) {
      Constraint made;
      made.kind = kinds.at(text(row[4]));
      made.name = text(row[5]);
      made.definition = text(row[6]);
      made.columns = column_names(number(row[1]), row[7]);
      if (made.kind == "foreign key") {
        made.referred = name_of(number(row[8]));
        made.referred_columns = column_names(number(row[8]), row[9]);
        made.on_update = action(row[10]);
        made.on_delete = action(row[11]);
      }
      made.deferrable = as_boolean(row[12]);
      made.deferred = as_boolean(row[13]);
      made.valid = as_boolean(row[14]);
      made.inherited = as_boolean(row[15]);
      if (!database::is_null(row[17])) made.parent = Name{text(row[16]), text(row[17])};
      made.settings = sorted_list(row[18]);
      made.clustered = as_boolean(row[19]);
      made.comment = optional_text(row[20]);
      Table* owner = table(number(row[1]));
      const auto domain = domains_.find(number(row[2]));
      if (owner == nullptr && domain == domains_.end()) continue;
      const Name& name =
          owner != nullptr ? owner->name : out_.database.domains[domain->second].name;
      const Object object{Kind::constraint, name, made.name};
      objects_.add("pg_constraint", number(row[0]), object);
      if (made.kind != "foreign key") objects_.add("pg_class", number(row[3]), object);
      (owner != nullptr ? owner->constraints : out_.database.domains[domain->second].constraints)
          .push_back(std::move(made));
    }
  }

  void index_words(const Result& answer) {
    for (const Row& row : answer.rows) {
      const std::int64_t oid = number(row[1]);
      (text(row[0]) == "c" ? collations_ : operator_classes_)[oid] =
          as_boolean(row[3]) ? std::string() : text(row[2]);
    }
  }

  void indexes(const Result& answer) {
    for (const Row& row : answer.rows) {
      Table* owner = table(number(row[1]));
      View* viewed = view(number(row[1]));
      if (owner == nullptr && viewed == nullptr) continue;
      Index made;
      made.name = text(row[2]);
      made.definition = text(row[3]);
      made.unique = as_boolean(row[4]);
      made.method = text(row[5]);
      elements(row, made);
      made.condition = optional_text(row[12]);
      made.nulls_distinct = !as_boolean(row[13]);
      made.valid = as_boolean(row[14]);
      if (!database::is_null(row[16])) made.parent = Name{text(row[15]), text(row[16])};
      made.clustered = as_boolean(row[17]);
      made.settings = sorted_list(row[18]);
      made.comment = optional_text(row[19]);
      objects_.add("pg_class", number(row[0]),
                   {Kind::index, owner != nullptr ? owner->name : viewed->name, made.name});
      (owner != nullptr ? owner->indexes : viewed->indexes).push_back(std::move(made));
    }
  }

  void routines(const Result& answer) {
    for (const Row& row : answer.rows) {
      Name name{text(row[1]), text(row[2])};
      if (name.schema == "retort") continue;
      objects_.add("pg_proc", number(row[0]), {Kind::routine, name, text(row[3])});
      out_.database.routines.push_back({std::move(name), text(row[3]), text(row[4]), text(row[5]),
                                        optional_text(row[6]), grants(row[7])});
    }
  }

  void triggers(const Result& answer) {
    for (const Row& row : answer.rows) {
      Table* owner = table(number(row[1]));
      View* viewed = view(number(row[1]));
      if (owner == nullptr && viewed == nullptr) continue;
      objects_.add("pg_trigger", number(row[0]),
                   {Kind::trigger, owner != nullptr ? owner->name : viewed->name, text(row[2])});
      (owner != nullptr ? owner->triggers : viewed->triggers)
          .push_back({text(row[2]), text(row[3]), enabled(row[4]), optional_text(row[5])});
    }
  }

  void policies(const Result& answer) {
    for (const Row& row : answer.rows) {
      Table* owner = table(number(row[1]));
      if (owner == nullptr) continue;
      objects_.add("pg_policy", number(row[0]), {Kind::policy, owner->name, text(row[2])});
      owner->policies.push_back({text(row[2]), as_boolean(row[3]), text(row[4]), list(row[5]),
                                 optional_text(row[6]), optional_text(row[7]),
                                 optional_text(row[8])});
    }
  }

  void rules(const Result& answer) {
    for (const Row& row : answer.rows) {
      Table* owner = table(number(row[1]));
      View* viewed = view(number(row[1]));
      if (owner == nullptr && viewed == nullptr) continue;
      const Name& name = owner != nullptr ? owner->name : viewed->name;
      if (database::is_null(row[3])) {
        objects_.add("pg_rewrite", number(row[0]), {Kind::view, name, {}});
        continue;
      }
      objects_.add("pg_rewrite", number(row[0]), {Kind::rule, name, text(row[2])});
      (owner != nullptr ? owner->rules : viewed->rules)
          .push_back({text(row[2]), text(row[3]), enabled(row[4]), optional_text(row[5])});
    }
  }

  void statistics(const Result& answer) {
    for (const Row& row : answer.rows) {
      Name name{text(row[1]), text(row[2])};
      objects_.add("pg_statistic_ext", number(row[0]), {Kind::statistics, name, {}});
      out_.database.statistics.push_back(
          {std::move(name), text(row[3]), database::as_integer(row[4]), optional_text(row[5])});
    }
  }

  void event_triggers(const Result& answer) {
    for (const Row& row : answer.rows) {
      objects_.add("pg_event_trigger", number(row[0]), {Kind::event, {{}, text(row[1])}, {}});
      out_.database.events.push_back(
          {text(row[1]), text(row[2]), enabled(row[3]), optional_text(row[4])});
    }
  }

  void unread(const Result& answer) {
    for (const Row& row : answer.rows) {
      if (number(row[1]) > 0) out_.database.unread.push_back({text(row[0]), number(row[1])});
    }
    std::ranges::sort(out_.database.unread, {}, &Unread::kind);
  }

  void dependencies(const Result& answer) { out_.dependencies = objects_.dependencies(answer); }

  /// The whole. The server sorts by its own collation, some lists by nothing but an oid.
  Inspection finish() {
    Database& database = out_.database;
    std::ranges::sort(database.schemas, {}, &Schema::name);
    std::ranges::sort(database.extensions, {}, &Extension::name);
    std::ranges::sort(database.collations, {}, &Collation::name);
    std::ranges::sort(database.enums, {}, &Enum::name);
    std::ranges::sort(database.domains, {}, &Domain::name);
    std::ranges::sort(database.composite_types, {}, &CompositeType::name);
    std::ranges::sort(database.range_types, {}, &RangeType::name);
    std::ranges::sort(database.sequences, {}, &Sequence::name);
    std::ranges::sort(database.tables, {}, &Table::name);
    std::ranges::sort(database.views, {}, &View::name);
    std::ranges::sort(database.statistics, {}, &Statistics::name);
    std::ranges::sort(database.events, {}, &Event::name);
    std::ranges::sort(database.routines, [](const Routine& left, const Routine& right) {
      return std::tie(left.name, left.arguments) < std::tie(right.name, right.arguments);
    });
    for (Domain& domain : database.domains) {
      std::ranges::sort(domain.constraints, {}, &Constraint::name);
    }
    for (Table& made : database.tables) {
      std::ranges::sort(made.constraints, {}, &Constraint::name);
      std::ranges::sort(made.indexes, {}, &Index::name);
      std::ranges::sort(made.triggers, {}, &Trigger::name);
      std::ranges::sort(made.policies, {}, &Policy::name);
      std::ranges::sort(made.rules, {}, &Rule::name);
    }
    for (View& made : database.views) {
      std::ranges::sort(made.indexes, {}, &Index::name);
      std::ranges::sort(made.triggers, {}, &Trigger::name);
      std::ranges::sort(made.rules, {}, &Rule::name);
    }
    return std::move(out_);
  }

 private:
  Table* table(std::int64_t oid) {
    const auto found = tables_.find(oid);
    return found == tables_.end() ? nullptr : &out_.database.tables[found->second];
  }
  View* view(std::int64_t oid) {
    const auto found = views_.find(oid);
    return found == views_.end() ? nullptr : &out_.database.views[found->second];
  }
  Name name_of(std::int64_t relation) const { return objects_.relation(relation); }

  /// The names behind an array of column numbers.
  std::vector<std::string> column_names(std::int64_t relation, const Value& array) {
    std::vector<std::string> out;
    const std::string inside = text(array);
    if (inside.size() < 2) return out;
    for (const std::int64_t at :
         numbers(std::string_view(inside).substr(1, inside.size() - 2), ',')) {
      out.push_back(facts_[{relation, at}].name);
    }
    return out;
  }

  void elements(const Row& row, Index& index) {
    const std::int64_t relation = number(row[1]);
    const auto keys = static_cast<std::size_t>(number(row[6]));
    const std::vector<std::int64_t> columns = numbers(text(row[7]), ' ');
    const std::vector<std::string> expressions = list(row[8]);
    const std::vector<std::int64_t> options = numbers(text(row[9]), ' ');
    const std::vector<std::int64_t> collations = numbers(text(row[10]), ' ');
    const std::vector<std::int64_t> classes = numbers(text(row[11]), ' ');
    for (std::size_t at = 0; at < columns.size(); ++at) {
      const ColumnFact& column = facts_[{relation, columns[at]}];
      if (at >= keys) {
        index.included.push_back(column.name);
        continue;
      }
      IndexElement& element = index.elements.emplace_back();
      element.is_expression = columns[at] == 0;
      element.text = element.is_expression ? expressions.at(at) : column.name;
      element.descending = (options.at(at) & 1) != 0;
      element.nulls_first = (options.at(at) & 2) != 0;
      const bool own_collation = element.is_expression || collations.at(at) == column.collation;
      if (!own_collation) element.collation = non_empty(collations_[collations.at(at)]);
      element.operator_class = non_empty(operator_classes_[classes.at(at)]);
    }
  }

  Inspection out_;
  PostgresObjects objects_;
  std::unordered_map<std::int64_t, std::size_t> tables_, views_, domains_, composites_;
  std::map<std::pair<std::int64_t, std::string>, Identity> identities_;
  /// By relation and number.
  std::map<std::pair<std::int64_t, std::int64_t>, ColumnFact> facts_;
  std::unordered_map<std::int64_t, std::string> collations_;
  std::unordered_map<std::int64_t, std::string> operator_classes_;  ///< Empty: the type's own.
};

/// Sends the queries, and waits once.
class Questions {
 public:
  /// The answers go to `reader`.
  Questions(database::Connection& connection, Reader& reader)
      : connection_(connection), reader_(reader), queries_(connection.server_version().major) {}

  /// All of them.
  void ask() {
    send_shape();
    send(queries_.dependencies(), &Reader::dependencies);
    send(queries_.unread(), &Reader::unread);
    connection_.flush();
  }

  /// Those for the shape alone, from statements that are prepared the first time.
  void ask_prepared(bool& prepared) {
    way_ = prepared ? Way::prepared : Way::prepare;
    send_shape();
    connection_.flush();
    prepared = true;
  }

 private:
  enum class Way { plain, prepare, prepared };

  void send_shape() {
    send(queries_.schemas(), &Reader::schemas);
    send(queries_.extensions(), &Reader::extensions);
    send(queries_.collations(), &Reader::collations);
    send(queries_.types(), &Reader::types);
    send(queries_.relations(), &Reader::relations);
    send(queries_.sequences(), &Reader::sequences);
    send(queries_.columns(), &Reader::columns);
    send(queries_.constraints(), &Reader::constraints);
    send(queries_.index_words(), &Reader::index_words);
    send(queries_.indexes(), &Reader::indexes);
    send(queries_.routines(), &Reader::routines);
    send(queries_.triggers(), &Reader::triggers);
    send(queries_.policies(), &Reader::policies);
    send(queries_.rules(), &Reader::rules);
    send(queries_.statistics(), &Reader::statistics);
    send(queries_.event_triggers(), &Reader::event_triggers);
  }

  void send(std::string query, void (Reader::*take)(const Result&)) {
    if (way_ != Way::plain) {
      const std::string name = fmt::format("retort_shape_{}", next_++);
      if (way_ == Way::prepare) {
        connection_.enqueue({fmt::format("PREPARE {} AS {}", name, query)});
      }
      query = "EXECUTE " + name;
    }
    database::Statement statement{std::move(query)};
    statement.on_result = [this, take](const Result& result) { (reader_.*take)(result); };
    connection_.enqueue(std::move(statement));
  }

  database::Connection& connection_;
  Reader& reader_;
  const PostgresShapeQueries queries_;
  Way way_ = Way::plain;
  std::size_t next_ = 0;
};

constexpr const char* kNoPath = "SELECT pg_catalog.set_config('search_path', '', true)";

/// In a transaction that sees one state and writes nothing.
template <class Ask>
void ask_alone(database::Connection& connection, const Ask& ask) {
  connection.begin();
  try {
    connection.enqueue({"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"});
    connection.enqueue({kNoPath});
    ask();
  } catch (...) {
    connection.rollback();
    throw;
  }
  connection.rollback();
}

}  // namespace

Inspection inspect_postgres(database::Connection& connection) {
  Reader reader;
  Questions questions(connection, reader);
  if (!connection.in_transaction()) {
    ask_alone(connection, [&] { questions.ask(); });
    return reader.finish();
  }
  const std::string path = text(connection.execute("SHOW search_path").rows.at(0).at(0));
  connection.execute(kNoPath);
  questions.ask();
  connection.execute("SELECT pg_catalog.set_config('search_path', $1, true)", {path});
  return reader.finish();
}

Database read_postgres_again(database::Connection& connection, bool& prepared) {
  Reader reader;
  Questions questions(connection, reader);
  ask_alone(connection, [&] { questions.ask_prepared(prepared); });
  return reader.finish().database;
}

}  // namespace retort::inspect
