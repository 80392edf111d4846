// The whole shape of a live database as plain values: what `inspect/` reads, and what comparison,
// verification, location and `retort inspect` stand on.
//
// Definitions are texts as the server prints them (`format_type`, `pg_get_expr`, `pg_get_*def`)
// while nothing is found without its schema, so that equal objects have equal texts, whatever
// somebody wrote. Beside a text stand those of its parts that a program asks for. Lists are sorted
// by name where their order means nothing; columns, labels, attributes and index elements keep
// theirs. Equal databases are therefore equal values. Owners, roles, tablespaces and the data are
// left out.
//
// Every struct lists its members for each_field() once, which is what writes it as JSON and what
// its fingerprint is made of.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort::schema::shape {

/// The name of an object in a schema. `schema` is empty where a database has only one.
struct Name {
  std::string schema;
  std::string name;
  friend auto operator<=>(const Name&, const Name&) = default;
};

/// A privilege beyond those that such an object has by itself, or (`revoked`) one of those that it
/// has lost.
struct Grant {
  std::string grantee;  ///< Empty: PUBLIC.
  std::string privilege;
  bool grantable = false;
  bool revoked = false;
  friend auto operator<=>(const Grant&, const Grant&) = default;
};
using Grants = std::vector<Grant>;

/// `name=value` texts, as `WITH (...)` or `OPTIONS (...)` takes them, sorted.
using Settings = std::vector<std::string>;

struct Schema {
  std::string name;
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const Schema&, const Schema&) = default;
};

struct Extension {
  std::string name;
  std::string schema;
  std::string version;
  std::optional<std::string> comment;
  friend bool operator==(const Extension&, const Extension&) = default;
};

struct Collation {
  Name name;
  std::string provider;  ///< `libc`, `icu`.
  std::string locale;    ///< Of libc: `LC_COLLATE`.
  std::string character_type;
  bool deterministic = true;
  std::optional<std::string> comment;
  friend bool operator==(const Collation&, const Collation&) = default;
};

struct Enum {
  Name name;
  std::vector<std::string> labels;
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const Enum&, const Enum&) = default;
};

/// A CHECK or NOT NULL of a domain, or any constraint of a table.
struct Constraint {
  /// `primary key`, `unique`, `foreign key`, `check`, `exclude`, `not null`.
  std::string kind;
  std::string name;
  /// As after `ADD CONSTRAINT name`: with DEFERRABLE, NOT VALID, NO INHERIT, INCLUDE, ...
  std::string definition;
  std::vector<std::string> columns;  ///< Without those of INCLUDE; of `check` those that it names.
  std::optional<Name> referred;      ///< Of a foreign key.
  std::vector<std::string> referred_columns;
  std::string on_update;  ///< Of a foreign key: `NO ACTION`, `CASCADE`, ...
  std::string on_delete;
  bool deferrable = false;
  bool deferred = false;
  bool valid = true;
  bool inherited = false;      ///< The table has it only because a parent has it.
  std::optional<Name> parent;  ///< Of an inherited one that has an index: the parent's.
  Settings settings;           ///< Of the index that carries it.
  bool clustered = false;
  std::optional<std::string> comment;
  friend bool operator==(const Constraint&, const Constraint&) = default;
};

struct Domain {
  Name name;
  std::string base_type;
  std::optional<std::string> collation;  ///< As SQL; unset: the type's own.
  std::optional<std::string> default_value;
  bool not_null = false;
  std::vector<Constraint> constraints;
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const Domain&, const Domain&) = default;
};

struct Attribute {
  std::string name;
  std::string type;
  std::optional<std::string> collation;
  std::optional<std::string> comment;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

struct CompositeType {
  Name name;
  std::vector<Attribute> attributes;
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const CompositeType&, const CompositeType&) = default;
};

struct RangeType {
  Name name;
  std::string definition;  ///< As inside of `AS RANGE (...)`.
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const RangeType&, const RangeType&) = default;
};

struct SequenceNumbers {
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = INT64_MAX;
  std::int64_t cache = 1;
  bool cycle = false;
  friend bool operator==(const SequenceNumbers&, const SequenceNumbers&) = default;
};

struct Sequence {
  Name name;
  std::string type;
  SequenceNumbers numbers;
  std::optional<Name> owner_table;
  std::string owner_column;
  bool unlogged = false;
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const Sequence&, const Sequence&) = default;
};

struct Identity {
  bool always = false;
  Name sequence;
  SequenceNumbers numbers;
  std::optional<std::string> comment;  ///< Of the sequence, and its grants.
  Grants grants;
  friend bool operator==(const Identity&, const Identity&) = default;
};

struct Column {
  std::string name;
  std::string type;  ///< With its arguments: `numeric(10,2)`, `public.mood[]`.
  bool not_null = false;
  std::optional<std::string> default_value;
  std::optional<std::string> generated;  ///< The expression of a generated column.
  bool stored = false;                   ///< Of a generated column.
  bool auto_increment = false;           ///< MySQL, SQLite.
  std::optional<Identity> identity;
  std::optional<std::string> collation;  ///< As SQL; unset: the type's own.
  bool local = true;                     ///< False: the table has it only from its parents.
  std::optional<std::string> storage;    ///< Unset: the type's own.
  std::optional<std::string> compression;
  std::optional<std::int64_t> statistics;
  Settings settings;
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const Column&, const Column&) = default;
};

/// A column or an expression of an index.
struct IndexElement {
  std::string text;  ///< The name, or the expression as SQL.
  bool is_expression = false;
  std::optional<std::string> collation;       ///< Unset: the column's own.
  std::optional<std::string> operator_class;  ///< Unset: the type's own.
  bool descending = false;
  bool nulls_first = false;
  std::optional<std::int64_t> length;  ///< MySQL: the prefix that is indexed.
  friend bool operator==(const IndexElement&, const IndexElement&) = default;
};

/// An index that no constraint has made.
struct Index {
  std::string name;
  std::string definition;  ///< The whole CREATE INDEX.
  bool unique = false;
  std::string method;
  std::vector<IndexElement> elements;
  std::vector<std::string> included;
  std::optional<std::string> condition;
  bool nulls_distinct = true;
  bool valid = true;
  std::optional<Name> parent;  ///< Of a partition: the index that it is a part of.
  bool clustered = false;
  Settings settings;
  std::optional<std::string> comment;
  friend bool operator==(const Index&, const Index&) = default;
};

struct Trigger {
  std::string name;
  std::string definition;  ///< The whole CREATE TRIGGER.
  /// `origin`: as usual; `disabled`, `replica`, `always`.
  std::string enabled = "origin";
  std::optional<std::string> comment;
  friend bool operator==(const Trigger&, const Trigger&) = default;
};

struct Policy {
  std::string name;
  bool permissive = true;
  std::string command;             ///< `ALL`, `SELECT`, ...
  std::vector<std::string> roles;  ///< As SQL; empty: PUBLIC.
  std::optional<std::string> using_expression;
  std::optional<std::string> check_expression;
  std::optional<std::string> comment;
  friend bool operator==(const Policy&, const Policy&) = default;
};

/// A rewrite rule that is not a view's own.
struct Rule {
  std::string name;
  std::string definition;
  std::string enabled = "origin";
  std::optional<std::string> comment;
  friend bool operator==(const Rule&, const Rule&) = default;
};

struct Table {
  Name name;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;
  std::vector<Trigger> triggers;
  std::vector<Policy> policies;
  std::vector<Rule> rules;
  bool row_security = false;
  bool force_row_security = false;
  bool unlogged = false;
  std::vector<Name> parents;                 ///< INHERITS, in order; of a partition the whole.
  std::optional<std::string> partition_key;  ///< As after PARTITION BY.
  std::optional<std::string> bound;          ///< Of a partition: `FOR VALUES ...`, `DEFAULT`.
  std::string access_method;                 ///< Empty: `heap`, or there is no choice.
  std::string replica_identity;              ///< Empty: the primary key.
  Settings settings;  ///< Storage parameters; MySQL: ENGINE, charset; SQLite: STRICT, ...
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const Table&, const Table&) = default;
};

struct View {
  Name name;
  bool materialized = false;
  std::string definition;       ///< The query.
  std::vector<Column> columns;  ///< Names and types, defaults of a view, comments and grants.
  std::vector<Index> indexes;   ///< Of a materialized view.
  std::vector<Trigger> triggers;
  std::vector<Rule> rules;
  bool populated = true;
  Settings settings;  ///< `security_barrier=true`, `check_option=local`, storage parameters.
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const View&, const View&) = default;
};

struct Routine {
  Name name;
  std::string arguments;   ///< What tells it from others of its name, as SQL.
  std::string kind;        ///< `function`, `procedure`, `aggregate`.
  std::string definition;  ///< The whole CREATE.
  std::optional<std::string> comment;
  Grants grants;
  friend bool operator==(const Routine&, const Routine&) = default;
};

/// Extended statistics.
struct Statistics {
  Name name;
  std::string definition;
  std::optional<std::int64_t> target;
  std::optional<std::string> comment;
  friend bool operator==(const Statistics&, const Statistics&) = default;
};

/// An event trigger of PostgreSQL, an event of MySQL.
struct Event {
  std::string name;
  std::string definition;
  std::string enabled = "origin";
  std::optional<std::string> comment;
  friend bool operator==(const Event&, const Event&) = default;
};

/// Objects that are there and are not read.
struct Unread {
  std::string kind;  ///< `operator`, `text search configuration`, ...
  std::int64_t count = 0;
  friend bool operator==(const Unread&, const Unread&) = default;
};

struct Database {
  std::string dialect;
  std::vector<Schema> schemas;
  std::vector<Extension> extensions;
  std::vector<Collation> collations;
  std::vector<Enum> enums;
  std::vector<Domain> domains;
  std::vector<CompositeType> composite_types;
  std::vector<RangeType> range_types;
  std::vector<Sequence> sequences;  ///< Without those of identity columns.
  std::vector<Table> tables;
  std::vector<View> views;
  std::vector<Routine> routines;
  std::vector<Statistics> statistics;
  std::vector<Event> events;
  std::vector<Unread> unread;
  friend bool operator==(const Database&, const Database&) = default;
};

/// What a thing in a database is, for dependencies.
enum class Kind : std::uint8_t {
  schema,
  extension,
  collation,
  type,  ///< Enum, domain, composite or range.
  routine,
  sequence,
  table,
  default_value,  ///< `part`: the column. A generated column is part of its table.
  constraint,     ///< `part`: its name; of a domain, too.
  index,          ///< `part`: its name.
  view,
  rule,
  trigger,
  policy,
  statistics,
  event,
};

/// A thing in a database: an object, or a part of one.
struct Object {
  Kind kind = Kind::table;
  Name name;         ///< Of a part: that of its table, view or domain.
  std::string part;  ///< Of a routine: its arguments.
  friend auto operator<=>(const Object&, const Object&) = default;
};

/// `object` cannot be there without `needs`.
struct Dependency {
  Object object;
  Object needs;
  friend auto operator<=>(const Dependency&, const Dependency&) = default;
};

/// What was read: the shape, and in which order it can be made (sorted, without what follows from
/// the shape itself: parts need their table, everything its schema).
struct Inspection {
  Database database;
  std::vector<Dependency> dependencies;
};

/// `public.users`; without a schema the name alone.
std::string shown(const Name& name);
/// `schema`, `type`, `default`, ...
std::string_view name_of(Kind kind);

/// The shape as a document of JSON with two blanks of indent; members that say nothing are left
/// out.
std::string to_json(const Database& database);

/// A digest that equal shapes share: 64 hexadecimal digits.
std::string fingerprint(const Database& database);
/// The digest of each object by its kind and name, in order: what locates a difference.
std::vector<std::pair<Object, std::string>> object_fingerprints(const Database& database);

}  // namespace retort::schema::shape
