#include "inspect/postgres_queries.h"

#include <vector>

namespace retort::inspect {
namespace {

using database::Connection;
using database::Result;
using database::ServerVersion;
using database::Value;

/// The condition on pg_class `c` and pg_namespace `n`, and its parameters.
struct Condition {
  std::string text;
  std::vector<Value> parameters;
};

Condition condition_for(const QueryScope& scope) {
  Condition condition;
  if (scope.schema.empty()) {
    condition.text = "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'";
  } else {
    condition.parameters.emplace_back(scope.schema);
    condition.text = "n.nspname = $1";
  }
  if (!scope.table.empty()) {
    condition.parameters.emplace_back(scope.table);
    condition.text += " AND c.relname = $" + std::to_string(condition.parameters.size());
  }
  return condition;
}

/// Attribute names of `relation` for the attribute numbers in `numbers`, in order.
std::string names_of(const std::string& numbers, const std::string& relation) {
  return "ARRAY(SELECT ka.attname::text FROM unnest(" + numbers +
         ") WITH ORDINALITY AS k(n, o) JOIN pg_catalog.pg_attribute ka ON ka.attrelid = " +
         relation + " AND ka.attnum = k.n ORDER BY k.o)";
}

}  // namespace

Result query_columns(Connection& connection, const QueryScope& scope) {
  const Condition where = condition_for(scope);
  const std::string generated =
      connection.server_version() >= ServerVersion{12} ? "a.attgenerated::text" : "''";
  return connection.execute(
      "SELECT c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),"
      " pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attnotnull, cd.description, " +
          generated +
          ","
          " a.attidentity::text, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, "
          "s.seqcycle,"
          " CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN "
          "co.collname::text END,"
          " b.typtype::text, bn.nspname, b.typname, pg_catalog.pg_type_is_visible(b.oid),"
          " CASE WHEN b.typtype = 'e' THEN ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e"
          "  WHERE e.enumtypid = b.oid ORDER BY e.enumsortorder) END,"
          " CASE WHEN b.typtype = 'd' THEN pg_catalog.format_type(b.typbasetype, b.typtypmod) END,"
          " t.typtype = 'd' AND t.typnotnull, CASE WHEN t.typtype = 'd' THEN t.typdefault END"
          " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
          "a.attisdropped"
          " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
          " JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0"
          "  THEN t.typelem ELSE t.oid END"
          " JOIN pg_catalog.pg_namespace bn ON bn.oid = b.typnamespace"
          " LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
          " LEFT JOIN pg_catalog.pg_description cd ON cd.objoid = c.oid AND cd.objsubid = a.attnum"
          "  AND cd.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass"
          " LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation"
          " LEFT JOIN pg_catalog.pg_depend sd ON a.attidentity <> '' AND sd.refobjid = c.oid"
          "  AND sd.refobjsubid = a.attnum AND sd.deptype = 'i'"
          "  AND sd.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
          " LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = sd.objid"
          " WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND " +
          where.text + " ORDER BY c.relname, a.attnum",
      where.parameters);
}

Result query_constraints(Connection& connection, const QueryScope& scope) {
  const Condition where = condition_for(scope);
  const bool release15 = connection.server_version() >= ServerVersion{15};
  const std::string set_columns =
      release15 ? names_of("con.confdelsetcols", "con.conrelid") : "'{}'::text[]";
  const std::string nulls_not_distinct = release15 ? "i.indnullsnotdistinct" : "false";
  return connection.execute(
      "SELECT c.relname, con.conname, con.contype::text, con.condeferrable, con.condeferred, " +
          names_of("con.conkey", "con.conrelid") +
          ", rn.nspname, rc.relname, pg_catalog.pg_table_is_visible(rc.oid), " +
          names_of("con.confkey", "con.confrelid") +
          ", con.confupdtype::text, con.confdeltype::text, con.confmatchtype::text, " +
          set_columns +
          ","
          " CASE WHEN con.contype = 'c' THEN pg_catalog.pg_get_constraintdef(con.oid, true) END,"
          " pg_catalog.obj_description(con.oid, 'pg_constraint'), con.convalidated, "
          "con.connoinherit, " +
          nulls_not_distinct +
          ", CASE WHEN i.indexrelid IS NOT NULL THEN ARRAY(SELECT ia.attname::text"
          " FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(n, o)"
          " JOIN pg_catalog.pg_attribute ia ON ia.attrelid = i.indrelid AND ia.attnum = k.n"
          " WHERE k.o > i.indnkeyatts ORDER BY k.o) END"
          " FROM pg_catalog.pg_constraint con JOIN pg_catalog.pg_class c ON c.oid = con.conrelid"
          " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid AND con.contype IN "
          "('p', 'u')"
          " LEFT JOIN pg_catalog.pg_class rc ON rc.oid = con.confrelid"
          " LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace"
          " WHERE con.contype IN ('p', 'u', 'f', 'c') AND " +
          where.text + " ORDER BY c.relname, con.conname",
      where.parameters);
}

Result query_indexes(Connection& connection, const QueryScope& scope) {
  const Condition where = condition_for(scope);
  const std::string nulls_not_distinct =
      connection.server_version() >= ServerVersion{15} ? "i.indnullsnotdistinct" : "false";
  const std::string elements =
      " FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(n, o)"
      " LEFT JOIN pg_catalog.pg_attribute ia ON ia.attrelid = i.indrelid AND ia.attnum = k.n AND "
      "k.n <> 0"
      " LEFT JOIN unnest(i.indclass::oid[]) WITH ORDINALITY AS l(n, o) ON l.o = k.o"
      " LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid = l.n ORDER BY k.o)";
  return connection.execute(
      "SELECT c.relname, ic.relname, i.indisunique, am.amname, pg_catalog.pg_get_expr(i.indpred, "
      "i.indrelid),"
      " i.indnkeyatts, ic.reloptions, i.indoption::int2[]::text[],"
      " EXISTS (SELECT FROM pg_catalog.pg_constraint con WHERE con.conindid = i.indexrelid"
      "  AND con.contype IN ('p', 'u', 'x') AND con.conrelid = i.indrelid), " +
          nulls_not_distinct +
          ","
          " ARRAY(SELECT CASE WHEN k.n = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, k.o::int, "
          "true)"
          "  ELSE ia.attname::text END" +
          elements +
          ","
          " ARRAY(SELECT (k.n = 0)::text" +
          elements +
          ","
          " ARRAY(SELECT coalesce(oc.opcname::text, '')" +
          elements +
          ","
          " ARRAY(SELECT coalesce(oc.opcdefault, true)::text" +
          elements +
          " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid"
          " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid JOIN pg_catalog.pg_am am ON "
          "am.oid = ic.relam"
          " WHERE NOT i.indisprimary AND " +
          where.text + " ORDER BY c.relname, ic.relname",
      where.parameters);
}

Result query_relations(Connection& connection, const QueryScope& scope, const std::string& kinds) {
  const Condition where = condition_for(scope);
  // A question for one name also finds temporary tables, as SQLAlchemy's has_table does.
  const std::string lasting = scope.table.empty() ? " AND c.relpersistence <> 't'" : "";
  return connection.execute(
      "SELECT c.relname FROM pg_catalog.pg_class c"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN (" +
          kinds + ") AND " + where.text + lasting + " ORDER BY c.relname",
      where.parameters);
}

Result query_comments(Connection& connection, const QueryScope& scope, const std::string& kinds) {
  const Condition where = condition_for(scope);
  return connection.execute(
      "SELECT c.relname, d.description FROM pg_catalog.pg_class c"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = 0"
      "  AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass"
      " WHERE c.relkind IN (" +
          kinds + ") AND " + where.text + " ORDER BY c.relname",
      where.parameters);
}

Result query_enums(Connection& connection, const QueryScope& scope) {
  std::vector<Value> parameters;
  std::string condition;
  if (scope.schema.empty()) {
    condition = " AND pg_catalog.pg_type_is_visible(t.oid) AND n.nspname <> 'pg_catalog'";
  } else if (scope.schema != "*") {
    parameters.emplace_back(scope.schema);
    condition = " AND n.nspname = $1";
  }
  return connection.execute(
      "SELECT n.nspname, t.typname, pg_catalog.pg_type_is_visible(t.oid),"
      " ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER "
      "BY e.enumsortorder)"
      " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
      " WHERE t.typtype = 'e'" +
          condition + " ORDER BY n.nspname, t.typname",
      std::move(parameters));
}

}  // namespace retort::inspect
