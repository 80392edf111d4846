// What belongs to the system or to an extension is left out everywhere. Grants are compared with
// those that an object of the kind has by itself: `PRIVILEGE=role`, with `*` behind the privilege
// when it may be handed on and `-` before it when it was revoked.
#include "inspect/postgres_shape_queries.h"

#include <fmt/format.h>

#include <string_view>

namespace retort::inspect {
namespace {

/// A condition on the schema `alias`.
std::string own_schema(std::string_view alias = "n") {
  return fmt::format(R"({0}.nspname !~ '^pg_' AND {0}.nspname <> 'information_schema')", alias);
}

/// A condition on the schema, too, which holds for what initdb has not made: those come first by
/// their numbers, and need not be joined with anything.
std::string own(std::string_view oid) {
  return fmt::format("{} >= 16384 AND {}", oid, own_schema());
}

/// A condition: the object is not part of an extension. `also`: further kinds of dependency.
std::string not_extension(std::string_view catalog, std::string_view oid,
                          std::string_view kinds = "'e'") {
  return fmt::format(
      "NOT EXISTS (SELECT FROM pg_depend member WHERE member.classid = '{}'::regclass AND "
      "member.objid = {} AND "
      "member.deptype IN ({}))",
      catalog, oid, kinds);
}

std::string comment_join(std::string_view catalog, std::string_view oid,
                         std::string_view part = "0") {
  return fmt::format(
      " LEFT JOIN pg_description d ON d.objoid = {} AND d.classoid = '{}'::regclass AND "
      "d.objsubid = {}",
      oid, catalog, part);
}

/// An array of grants. `ordinary`: an expression for what such an object has by itself.
std::string grants(std::string_view acl, std::string_view ordinary) {
  constexpr std::string_view kEntries = "SELECT grantee, privilege_type, is_grantable";
  return fmt::format(
      "CASE WHEN {0} IS NOT NULL THEN ARRAY(SELECT sign || privilege_type || CASE WHEN "
      "is_grantable THEN '*' ELSE '' END || '=' || coalesce((SELECT rolname FROM pg_roles r WHERE "
      "r.oid = grantee), '') FROM (SELECT '' AS sign, * FROM ({2} FROM aclexplode({0}) EXCEPT {2} "
      "FROM aclexplode({1})) granted UNION ALL SELECT '-', * FROM ({2} FROM aclexplode({1}) EXCEPT "
      "{2} FROM aclexplode({0})) revoked) changes) END",
      acl, ordinary, kEntries);
}
std::string grants_of(std::string_view acl, char kind, std::string_view owner) {
  return grants(acl, fmt::format("acldefault('{}', {})", kind, owner));
}

/// A collation as SQL, unless it is the one that is expected.
std::string collation(std::string_view oid, std::string_view expected) {
  return fmt::format(
      "CASE WHEN {0} <> {1} AND {0} <> 0 THEN (SELECT quote_ident(cn.nspname) || '.' || "
      "quote_ident(co.collname) FROM pg_collation co JOIN pg_namespace cn ON cn.oid = "
      "co.collnamespace WHERE co.oid = {0}) END",
      oid, expected);
}

}  // namespace

/// One that was dropped and made again has other privileges by itself than a new database's: it is
/// compared with the latter.
std::string PostgresShapeQueries::schemas() const {
  const std::string of_public =
      std::string("acldefault('n', n.nspowner) || makeaclitem(0, n.nspowner, 'USAGE', false)") +
      (release_ >= 15 ? "" : " || makeaclitem(0, n.nspowner, 'CREATE', false)");
  return fmt::format(
      "SELECT n.oid, n.nspname, d.description, {} AS grants FROM pg_namespace n{} WHERE {} AND {} "
      "ORDER BY n.nspname",
      grants("CASE n.nspname WHEN 'public' THEN coalesce(n.nspacl, acldefault('n', n.nspowner)) "
             "ELSE n.nspacl END",
             fmt::format("coalesce((SELECT initprivs FROM pg_init_privs WHERE classoid = "
                         "'pg_namespace'::regclass AND objoid = n.oid), CASE n.nspname WHEN "
                         "'public' THEN {} ELSE acldefault('n', n.nspowner) END)",
                         of_public)),
      comment_join("pg_namespace", "n.oid"), own_schema(), not_extension("pg_namespace", "n.oid"));
}

std::string PostgresShapeQueries::extensions() const {
  return fmt::format(
      "SELECT x.oid, x.extname, n.nspname, x.extversion, d.description FROM pg_extension x JOIN "
      "pg_namespace n ON n.oid = x.extnamespace{} WHERE x.extname <> 'plpgsql' ORDER BY x.extname",
      comment_join("pg_extension", "x.oid"));
}

std::string PostgresShapeQueries::collations() const {
  const std::string_view locale = release_ >= 17   ? "c.colllocale"
                                  : release_ >= 15 ? "c.colliculocale"
                                                   : "NULL::text";
  return fmt::format(
      "SELECT c.oid, n.nspname, c.collname, CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN "
      "'builtin' ELSE 'libc' END, coalesce({}, c.collcollate), c.collctype, "
      "c.collisdeterministic, d.description FROM pg_collation c JOIN pg_namespace n ON n.oid = "
      "c.collnamespace{} WHERE {} AND {} ORDER BY n.nspname, c.collname",
      locale, comment_join("pg_collation", "c.oid"), own_schema(),
      not_extension("pg_collation", "c.oid"));
}

std::string PostgresShapeQueries::types() const {
  const std::string_view multirange =
      release_ >= 14 ? "(SELECT rngmultitypid FROM pg_range r WHERE r.rngtypid = t.oid)" : "0";
  const std::string_view multirange_name =
      release_ >= 14
          ? "|| ', MULTIRANGE_TYPE_NAME = ' || (SELECT quote_ident(mn.nspname) || '.' || "
            "quote_ident(m.typname) FROM pg_type m JOIN pg_namespace mn ON mn.oid = "
            "m.typnamespace WHERE m.oid = r.rngmultitypid)"
          : "";
  return fmt::format(
      "SELECT t.oid, t.typarray, {} AS multirange, n.nspname, t.typname, t.typtype, "
      "CASE WHEN t.typtype = 'e' THEN ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = "
      "t.oid ORDER BY enumsortorder) END AS labels, "
      "CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base, "
      "CASE WHEN t.typtype = 'd' THEN {} END AS collation, "
      "CASE WHEN t.typtype = 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), "
      "quote_literal(t.typdefault)) END AS default_value, t.typnotnull, "
      "(SELECT 'SUBTYPE = ' || format_type(r.rngsubtype, NULL) "
      "|| CASE WHEN NOT o.opcdefault THEN ', SUBTYPE_OPCLASS = ' || quote_ident(pn.nspname) || '.' "
      "|| quote_ident(o.opcname) ELSE '' END "
      "|| CASE WHEN r.rngcollation <> s.typcollation THEN ', COLLATION = ' || "
      "r.rngcollation::regcollation::text ELSE '' END "
      "|| CASE WHEN r.rngcanonical <> 0 THEN ', CANONICAL = ' || r.rngcanonical::text ELSE '' END "
      "|| CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff::text ELSE '' END "
      "{} "
      "FROM pg_range r JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace pn ON pn.oid = "
      "o.opcnamespace JOIN pg_type s ON s.oid = r.rngsubtype WHERE r.rngtypid = t.oid) AS range, "
      "t.typrelid, d.description, {} AS grants "
      "FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
      "LEFT JOIN pg_type b ON b.oid = t.typbasetype LEFT JOIN pg_class c ON c.oid = t.typrelid{} "
      "WHERE {} AND (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')) AND {} "
      "ORDER BY n.nspname, t.typname",
      multirange, collation("t.typcollation", "b.typcollation"), multirange_name,
      grants_of("t.typacl", 'T', "t.typowner"), comment_join("pg_type", "t.oid"), own("t.oid"),
      not_extension("pg_type", "t.oid"));
}

std::string PostgresShapeQueries::sequences() const {
  return fmt::format(
      "SELECT c.oid, n.nspname, c.relname, format_type(s.seqtypid, NULL), s.seqstart, "
      "s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, o.deptype, o.refobjid, "
      "a.attname, c.relpersistence = 'u', d.description, {} AS grants "
      "FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = "
      "c.relnamespace LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = "
      "c.oid "
      "AND o.refclassid = 'pg_class'::regclass AND o.deptype IN ('a', 'i') LEFT JOIN pg_attribute "
      "a "
      "ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid{} WHERE {} AND {} ORDER BY "
      "n.nspname, c.relname",
      grants_of("c.relacl", 's', "c.relowner"), comment_join("pg_class", "c.oid"), own_schema(),
      not_extension("pg_class", "c.oid"));
}

std::string PostgresShapeQueries::relations() const {
  return fmt::format(
      "SELECT c.oid, c.reltype, rt.typarray, n.nspname, c.relname, c.relkind, c.relpersistence = "
      "'u', c.relrowsecurity, c.relforcerowsecurity, CASE c.relreplident WHEN 'n' THEN 'NOTHING' "
      "WHEN 'f' THEN 'FULL' WHEN 'i' THEN (SELECT 'USING INDEX ' || quote_ident(ri.relname) FROM "
      "pg_index x JOIN pg_class ri ON ri.oid = x.indexrelid WHERE x.indrelid = c.oid AND "
      "x.indisreplident) END, coalesce(c.reloptions, '{{}}') || ARRAY(SELECT 'toast.' || o FROM "
      "pg_class toast, unnest(toast.reloptions) o WHERE toast.oid = c.reltoastrelid), am.amname, "
      "CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, "
      "CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END, "
      "CASE WHEN c.relhassubclass OR c.relispartition OR c.relkind = 'r' THEN ARRAY(SELECT "
      "inhparent::text FROM pg_inherits WHERE inhrelid = c.oid ORDER BY inhseqno) END, "
      "c.relispopulated, CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, "
      "d.description, {} AS grants "
      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_type rt ON "
      "rt.oid "
      "= c.reltype LEFT JOIN pg_am am ON am.oid = c.relam{} "
      "WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relpersistence <> 't' AND {} AND {} ORDER BY "
      "n.nspname, c.relname",
      grants_of("c.relacl", 'r', "c.relowner"), comment_join("pg_class", "c.oid"), own("c.oid"),
      not_extension("pg_class", "c.oid"));
}

std::string PostgresShapeQueries::columns() const {
  return fmt::format(
      "SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
      "ad.oid, pg_get_expr(ad.adbin, ad.adrelid), a.attgenerated, a.attidentity, {} AS collation, "
      "a.attislocal, CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN "
      "'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END, {} AS "
      "compression, CASE WHEN c.relkind <> 'm' THEN nullif(a.attstattarget, -1) END, a.attoptions, "
      "d.description, {} AS grants, "
      "a.attcollation "
      "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = "
      "c.relnamespace JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef ad ON ad.adrelid = "
      "a.attrelid AND ad.adnum = a.attnum{} "
      "WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'c') AND "
      "c.relpersistence <> 't' AND {} ORDER BY a.attrelid, a.attnum",
      collation("a.attcollation", "t.typcollation"),
      release_ >= 14 ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END"
                     : "NULL::text",
      grants("a.attacl", "acldefault('c', c.relowner)"),
      comment_join("pg_class", "a.attrelid", "a.attnum"), own("a.attrelid"));
}

std::string PostgresShapeQueries::constraints() const {
  return fmt::format(
      "SELECT con.oid, con.conrelid, con.contypid, con.conindid, con.contype, con.conname, "
      "pg_get_constraintdef(con.oid), con.conkey, con.confrelid, con.confkey, con.confupdtype, "
      "con.confdeltype, con.condeferrable, con.condeferred, con.convalidated, con.coninhcount > 0 "
      "AND NOT con.conislocal, pn.nspname, pc.conname, ic.reloptions, "
      "coalesce(ix.indisclustered, false), d.description "
      "FROM pg_constraint con JOIN pg_namespace n ON n.oid = con.connamespace "
      "LEFT JOIN pg_constraint pc ON pc.oid = con.conparentid AND con.contype IN ('p', 'u') "
      "LEFT JOIN pg_namespace pn ON pn.oid = pc.connamespace "
      "LEFT JOIN pg_class ic ON ic.oid = con.conindid AND con.contype IN ('p', 'u', 'x') "
      "LEFT JOIN pg_index ix ON ix.indexrelid = ic.oid{} "
      // A key to a partitioned table has one to each partition, which nobody made.
      "WHERE con.contype IN ('p', 'u', 'f', 'c', 'x') AND NOT EXISTS (SELECT FROM pg_constraint up "
      "WHERE up.oid = con.conparentid AND up.conrelid = con.conrelid) AND {} "
      "ORDER BY con.conrelid, con.conname",
      comment_join("pg_constraint", "con.oid"), own("con.oid"));
}

std::string PostgresShapeQueries::indexes() const {
  return fmt::format(
      "SELECT i.oid, x.indrelid, i.relname, pg_get_indexdef(i.oid), x.indisunique, am.amname, "
      "x.indnkeyatts, x.indkey::text, CASE WHEN x.indexprs IS NOT NULL THEN ARRAY(SELECT CASE WHEN "
      "x.indkey[k - 1] = 0 THEN pg_get_indexdef(i.oid, k, false) ELSE '' END FROM "
      "generate_series(1, x.indnatts) k) END, x.indoption::text, x.indcollation::text, "
      "x.indclass::text, pg_get_expr(x.indpred, x.indrelid), {}, x.indisvalid, "
      "pn.nspname, p.relname, x.indisclustered, i.reloptions, d.description "
      "FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = "
      "x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_am am ON am.oid = i.relam "
      "LEFT JOIN pg_inherits h ON h.inhrelid = i.oid LEFT JOIN pg_class p ON p.oid = h.inhparent "
      "LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace LEFT JOIN pg_constraint con ON "
      "con.conindid = i.oid AND con.conrelid = x.indrelid AND con.contype IN ('p', 'u', 'x'){} "
      "WHERE {} AND t.relkind IN ('r', 'p', 'm') AND t.relpersistence <> 't' AND con.oid IS NULL "
      "ORDER BY x.indrelid, i.relname",
      release_ >= 15 ? "x.indnullsnotdistinct" : "false", comment_join("pg_class", "i.oid"),
      own("x.indexrelid"));
}

std::string PostgresShapeQueries::index_words() const {
  return "SELECT 'c', co.oid, quote_ident(n.nspname) || '.' || quote_ident(co.collname), false "
         "FROM "
         "pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace WHERE co.oid IN (SELECT "
         "unnest(indcollation) FROM pg_index WHERE indexrelid >= 16384) UNION ALL SELECT 'o', "
         "o.oid, "
         "quote_ident(n.nspname) || '.' || quote_ident(o.opcname), o.opcdefault FROM pg_opclass o "
         "JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE o.oid IN (SELECT unnest(indclass) "
         "FROM pg_index WHERE indexrelid >= 16384)";
}

std::string PostgresShapeQueries::routines() const {
  return fmt::format(
      "SELECT p.oid, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), "
      "CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, "
      "CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE 'CREATE AGGREGATE ' || "
      "quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || CASE WHEN p.pronargs = 0 "
      "THEN '*' ELSE pg_get_function_arguments(p.oid) END || ') (SFUNC = ' || g.aggtransfn::text "
      "|| "
      "', STYPE = ' || format_type(g.aggtranstype, NULL) "
      "|| CASE WHEN g.aggtransspace <> 0 THEN ', SSPACE = ' || g.aggtransspace ELSE '' END "
      "|| CASE WHEN g.aggfinalfn <> 0 THEN ', FINALFUNC = ' || g.aggfinalfn::text ELSE '' END "
      "|| CASE WHEN g.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END "
      "|| CASE WHEN g.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || g.aggcombinefn::text ELSE '' "
      "END "
      "|| CASE WHEN g.aggserialfn <> 0 THEN ', SERIALFUNC = ' || g.aggserialfn::text ELSE '' END "
      "|| CASE WHEN g.aggdeserialfn <> 0 THEN ', DESERIALFUNC = ' || g.aggdeserialfn::text ELSE '' "
      "END || CASE WHEN g.agginitval IS NOT NULL THEN ', INITCOND = ' || "
      "quote_literal(g.agginitval) ELSE '' END "
      "|| CASE WHEN g.aggmtransfn <> 0 THEN ', MSFUNC = ' || g.aggmtransfn::text || ', MINVFUNC = "
      "' "
      "|| g.aggminvtransfn::text || ', MSTYPE = ' || format_type(g.aggmtranstype, NULL) ELSE '' "
      "END "
      "|| CASE WHEN g.aggmfinalfn <> 0 THEN ', MFINALFUNC = ' || g.aggmfinalfn::text ELSE '' END "
      "|| CASE WHEN g.aggminitval IS NOT NULL THEN ', MINITCOND = ' || "
      "quote_literal(g.aggminitval) ELSE '' END "
      "|| CASE WHEN g.aggsortop <> 0 THEN ', SORTOP = ' || g.aggsortop::regoperator::text ELSE '' "
      "END || CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = "
      "RESTRICTED' ELSE '' END || CASE WHEN g.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END "
      "|| ')' END, d.description, {} AS grants "
      "FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace LEFT JOIN pg_aggregate g ON "
      "g.aggfnoid = p.oid{} WHERE {} AND {} ORDER BY n.nspname, p.proname, 4",
      grants_of("p.proacl", 'f', "p.proowner"), comment_join("pg_proc", "p.oid"), own("p.oid"),
      not_extension("pg_proc", "p.oid", "'e', 'i'"));
}

std::string PostgresShapeQueries::triggers() const {
  return fmt::format(
      "SELECT t.oid, t.tgrelid, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled, d.description "
      "FROM "
      "pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = "
      "c.relnamespace{} WHERE NOT t.tgisinternal AND {} AND {} ORDER BY t.tgrelid, t.tgname",
      comment_join("pg_trigger", "t.oid"),
      release_ >= 13 ? "t.tgparentid = 0" : not_extension("pg_trigger", "t.oid", "'P', 'S'"),
      own_schema());
}

std::string PostgresShapeQueries::policies() const {
  return fmt::format(
      "SELECT p.oid, p.polrelid, p.polname, p.polpermissive, CASE p.polcmd WHEN 'r' THEN 'SELECT' "
      "WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END, "
      "ARRAY(SELECT quote_ident(rolname) FROM pg_roles WHERE oid = ANY (p.polroles) ORDER BY 1), "
      "pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), d.description "
      "FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = "
      "c.relnamespace{} WHERE {} ORDER BY p.polrelid, p.polname",
      comment_join("pg_policy", "p.oid"), own_schema());
}

std::string PostgresShapeQueries::rules() const {
  return fmt::format(
      "SELECT r.oid, r.ev_class, r.rulename, CASE WHEN r.rulename <> '_RETURN' THEN "
      "pg_get_ruledef(r.oid) END, r.ev_enabled, d.description FROM pg_rewrite r JOIN pg_class c ON "
      "c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace{} WHERE {} ORDER BY "
      "r.ev_class, r.rulename",
      comment_join("pg_rewrite", "r.oid"), own_schema());
}

std::string PostgresShapeQueries::statistics() const {
  return fmt::format(
      "SELECT s.oid, n.nspname, s.stxname, pg_get_statisticsobjdef(s.oid), {}, d.description FROM "
      "pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace{} WHERE {} ORDER BY "
      "n.nspname, s.stxname",
      release_ >= 13 ? "nullif(s.stxstattarget, -1)" : "NULL::int",
      comment_join("pg_statistic_ext", "s.oid"), own_schema());
}

std::string PostgresShapeQueries::event_triggers() const {
  return fmt::format(
      "SELECT e.oid, e.evtname, 'CREATE EVENT TRIGGER ' || quote_ident(e.evtname) || ' ON ' || "
      "e.evtevent || coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ') "
      "FROM "
      "unnest(e.evttags) tag) || ')', '') || ' EXECUTE FUNCTION ' || e.evtfoid::regproc || '()', "
      "e.evtenabled, d.description FROM pg_event_trigger e{} WHERE {} ORDER BY e.evtname",
      comment_join("pg_event_trigger", "e.oid"), not_extension("pg_event_trigger", "e.oid"));
}

std::string PostgresShapeQueries::dependencies() const {
  return "SELECT d.classid::regclass::text, d.objid, d.objsubid, d.refclassid::regclass::text, "
         "d.refobjid, d.refobjsubid, d.deptype::text FROM pg_depend d WHERE d.refobjid >= 16384 "
         "AND "
         "d.objid >= 16384 AND d.deptype IN ('n', 'a', 'i', 'e') AND NOT (d.classid = d.refclassid "
         "AND d.objid = d.refobjid)";
}

std::string PostgresShapeQueries::unread() const {
  struct Part {
    std::string_view kind, catalog, schema_column;
  };
  constexpr Part kParts[] = {
      {"operator", "pg_operator", "oprnamespace"},
      {"operator class", "pg_opclass", "opcnamespace"},
      {"operator family", "pg_opfamily", "opfnamespace"},
      {"conversion", "pg_conversion", "connamespace"},
      {"text search configuration", "pg_ts_config", "cfgnamespace"},
      {"text search dictionary", "pg_ts_dict", "dictnamespace"},
      {"text search parser", "pg_ts_parser", "prsnamespace"},
      {"text search template", "pg_ts_template", "tmplnamespace"},
      {"cast", "pg_cast", ""},
      {"foreign-data wrapper", "pg_foreign_data_wrapper", ""},
      {"foreign server", "pg_foreign_server", ""},
      {"language", "pg_language", ""},
      {"transform", "pg_transform", ""},
      {"publication", "pg_publication", ""},
      {"access method", "pg_am", ""},
      {"default privilege", "pg_default_acl", ""},
  };
  std::string out;
  for (const Part& part : kParts) {
    const std::string schema =
        part.schema_column.empty()
            ? std::string()
            : fmt::format("EXISTS (SELECT FROM pg_namespace n WHERE n.oid = o.{} AND {}) AND ",
                          part.schema_column, own_schema());
    out += fmt::format("SELECT '{}', count(*) FROM {} o WHERE o.oid >= 16384 AND {}{} UNION ALL ",
                       part.kind, part.catalog, schema,
                       not_extension(part.catalog, "o.oid", "'e', 'i'"));
  }
  // What a table, an index or a trigger has beside what is read of it.
  out += fmt::format(
      "SELECT 'type of a typed table', count(*) FROM pg_class o JOIN pg_namespace n ON n.oid = "
      "o.relnamespace WHERE o.reloftype <> 0 AND {0} UNION ALL "
      "SELECT 'statistics target of an index or materialized view', count(*) FROM pg_attribute a "
      "JOIN pg_class o ON o.oid = a.attrelid JOIN pg_namespace n ON n.oid = o.relnamespace WHERE "
      "o.relkind IN ('i', 'I', 'm') AND a.attnum > 0 AND a.attstattarget >= 0 AND {0} UNION ALL "
      "SELECT 'dependence on an extension', count(*) FROM pg_depend d WHERE d.deptype = 'x' AND "
      "d.objid >= 16384 UNION ALL ",
      own_schema());
  if (release_ >= 13) {
    out +=
        "SELECT 'trigger that is on or off for a partition only', count(*) FROM pg_trigger t JOIN "
        "pg_trigger p ON p.oid = t.tgparentid WHERE t.tgenabled <> p.tgenabled UNION ALL ";
  }
  return out +
         fmt::format(
             "SELECT 'foreign table', count(*) FROM pg_class o JOIN pg_namespace n ON n.oid = "
             "o.relnamespace WHERE o.relkind = 'f' AND {} UNION ALL SELECT 'base type', "
             "count(*) FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace WHERE "
             "o.typtype = 'b' AND o.typelem = 0 AND {} AND {}",
             own_schema(), own_schema(), not_extension("pg_type", "o.oid"));
}

}  // namespace retort::inspect
