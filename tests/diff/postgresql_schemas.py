"""Random schemas of PostgreSQL as lists of statements. Some are refused by the server, and mean nothing: what is
there is what it accepted."""
from chance import Chance

ROLES = ["diff_reader", '"Diff Writer"']
SCHEMAS = ["public", "s1", '"Odd S"']
TABLES = ["t1", "t2", "t3", "t4", '"Odd T"', '"order"']
COLUMNS = ["a", "b", "c", "d", "e", '"Odd C"', '"user"']
TYPES = ["mood", "size", '"Odd Type"']
PLAIN = ["integer", "bigint", "smallint", "text", "varchar(10)", "varchar(30)", "numeric(10,2)", "numeric", "boolean",
         "date", "timestamptz", "timestamp(3)", "uuid", "jsonb", "double precision", "char(3)", "interval", "bytea",
         "integer[]", "text[]", "bit varying(5)", "tstzrange", "inet", "time", "real", "json"]
VALUES = {"integer": "1", "bigint": "2", "smallint": "3", "text": "'x'", "numeric": "1.5", "boolean": "true",
          "varchar(10)": "'y'", "jsonb": "'{}'", "date": "'2024-01-01'", "uuid": "gen_random_uuid()",
          "timestamptz": "now()", "integer[]": "'{1}'", "text[]": "'{a,b}'", "double precision": "0.5"}


class Schemas(Chance):
    def schema(self):
        return self.pick(SCHEMAS[:2]) if self.maybe(0.9) else SCHEMAS[2]

    def table(self):
        return f"{self.pick(['public', 'public', 's1'])}.{self.pick(TABLES)}"

    def user_type(self):
        return f"{self.pick(['public', 's1'])}.{self.pick(TYPES)}"

    def type(self):
        if self.maybe(0.75):
            return self.pick(PLAIN)
        return self.user_type() + ("[]" if self.maybe(0.2) else "")

    def value(self, kind):
        return VALUES.get(kind, "NULL")

    def make_type(self, name=None):
        name = name or self.user_type()
        choice = self.random.random()
        if choice < 0.5:
            labels = self.some(["sad", "ok", "happy", "it''s", "new", "old"], 5)
            return f"CREATE TYPE {name} AS ENUM ({', '.join(repr(l) if chr(39) not in l else chr(39) + l + chr(39) for l in labels)})"
        if choice < 0.75:
            base = self.pick(["integer", "text", "varchar(20)", "numeric(8,2)", self.user_type()])
            text = f"CREATE DOMAIN {name} AS {base}"
            if base in VALUES and self.maybe(0.4):
                text += f" DEFAULT {self.value(base)}"
            if self.maybe(0.2):
                text += " NOT NULL"
            if self.maybe(0.5):
                text += self.pick([" CHECK (VALUE IS NOT NULL)", " CONSTRAINT ck CHECK (length(VALUE::text) < 100)",
                                   " CHECK (public.f1(1) > 0)"])
            return text
        if choice < 0.95:
            names = self.some(["x", "y", "z", '"Odd A"'], 4)
            return f"CREATE TYPE {name} AS ({', '.join(n + ' ' + self.pick(PLAIN[:12] + [self.user_type()]) for n in names)})"
        return (f"CREATE TYPE {name} AS RANGE (SUBTYPE = {self.pick(['float8', 'numeric', 'text', 'integer'])}, "
                f"MULTIRANGE_TYPE_NAME = {name.rstrip(chr(34))}_multi{chr(34) if name.endswith(chr(34)) else ''})")

    def functions(self):
        body = self.pick(["a + 1", "a * 2", "a"])
        yield f"CREATE OR REPLACE FUNCTION public.f1(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT {body}'"
        yield (f"CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS "
               f"$$ BEGIN {self.pick(['', 'NULL;'])} RETURN NEW; END $$")
        if self.maybe(0.5):
            result = self.pick(["integer", "bigint", "text"])
            yield (f"CREATE FUNCTION s1.f2({self.pick(['a', 'b'])} {self.pick(['integer', 'text'])}"
                   f"{self.pick(['', ' DEFAULT NULL'])}) RETURNS {result} LANGUAGE sql {self.pick(['STABLE', 'IMMUTABLE'])} "
                   f"AS 'SELECT NULL::{result}'")
        if self.maybe(0.3):
            yield (f"CREATE FUNCTION public.f3(v {self.user_type()}) RETURNS text LANGUAGE sql IMMUTABLE "
                   "AS 'SELECT $1::text'")
        if self.maybe(0.3):
            yield "CREATE PROCEDURE s1.p(INOUT x integer) LANGUAGE plpgsql AS $$ BEGIN x := 1; END $$"
        if self.maybe(0.3):
            yield (f"CREATE AGGREGATE public.agg({self.pick(['integer', 'bigint'])}) (SFUNC = "
                   f"{self.pick(['int4pl', 'int8pl'])}, STYPE = {self.pick(['integer', 'bigint'])}, INITCOND = '0')")

    def column(self, name, kind=None):
        kind = kind or self.type()
        text = f"{name} {kind}"
        if kind in ("text", "varchar(10)", "varchar(30)") and self.maybe(0.15):
            text += self.pick([' COLLATE "C"', " COLLATE s1.co"])
        choice = self.random.random()
        if choice < 0.25 and kind in VALUES:
            text += f" DEFAULT {self.value(kind)}"
        elif choice < 0.3 and kind == "integer":
            text += self.pick([" DEFAULT public.f1(1)", " DEFAULT nextval('public.sq')"])
        elif choice < 0.4 and kind in ("integer", "bigint", "smallint"):
            text += (f" GENERATED {self.pick(['ALWAYS', 'BY DEFAULT'])} AS IDENTITY"
                     f"{self.pick(['', ' (START WITH 5 INCREMENT BY 2)'])}")
        elif choice < 0.47 and kind in ("integer", "text", "bigint"):
            other = self.pick(COLUMNS)
            text += self.pick([f" GENERATED ALWAYS AS (length({other}::text)) STORED",
                               " GENERATED ALWAYS AS (public.f1(a)) STORED",
                               " GENERATED ALWAYS AS (1 + 1) STORED"])
        if self.maybe(0.25):
            text += " NOT NULL"
        return text

    def make_table(self, name=None):
        name = name or self.table()
        columns = self.some(COLUMNS, 6)
        parts = [self.column(c) for c in columns]
        if self.maybe(0.6):
            parts.append(f"{self.pick(['', 'CONSTRAINT pk '])}PRIMARY KEY ({', '.join(self.some(columns, 2))})")
        tail = ""
        choice = self.random.random()
        if choice < 0.1:
            tail = f" PARTITION BY {self.pick(['RANGE', 'LIST', 'HASH'])} ({self.pick(columns)})"
        elif choice < 0.2:
            tail = f" INHERITS ({self.table()})"
        if self.maybe(0.15):
            tail += f" WITH (fillfactor = {self.random.randint(50, 90)})"
        unlogged = "UNLOGGED " if self.maybe(0.08) else ""
        return f"CREATE {unlogged}TABLE {name} ({', '.join(parts)}){tail}"

    def part_of_table(self, table=None):
        """A statement that adds something to a table."""
        table = table or self.table()
        one, two, new = self.pick(COLUMNS), self.pick(COLUMNS), self.pick(["n1", "n2", '"Odd N"'])
        other = self.table()
        schema = table.split(".")[0]
        return self.pick([
            f"CREATE INDEX {new} ON {table} ({one}{self.pick(['', ' DESC', ' NULLS FIRST'])}, {two})",
            f"CREATE {self.pick(['', 'UNIQUE '])}INDEX i_{self.random.randint(1, 4)} ON {table} ({one}) "
            f"{self.pick(['', f'INCLUDE ({two})', f'WHERE {two} IS NOT NULL'])}",
            f"CREATE INDEX i_{self.random.randint(1, 4)} ON {table} ((lower({one}::text)))",
            f"CREATE INDEX i_{self.random.randint(1, 4)} ON {table} USING hash ({one})",
            f"ALTER TABLE {table} ADD CONSTRAINT {new} UNIQUE ({one}{self.pick(['', ', ' + two])})"
            f"{self.pick(['', ' DEFERRABLE INITIALLY DEFERRED', f' INCLUDE ({two})'])}",
            f"ALTER TABLE {table} ADD CONSTRAINT {new} CHECK ({one} IS NOT NULL OR {two} IS NULL)"
            f"{self.pick(['', ' NO INHERIT', ' NOT VALID'])}",
            f"ALTER TABLE {table} ADD CONSTRAINT {new} CHECK (public.f1({one}) > 0)",
            f"ALTER TABLE {table} ADD CHECK ({one} > 0)",
            f"ALTER TABLE {table} ADD PRIMARY KEY ({one})",
            f"ALTER TABLE {table} ADD CONSTRAINT fk_{new.strip(chr(34)).replace(' ', '')} FOREIGN KEY ({one}) REFERENCES {other} "
            f"{self.pick(['', f'({two})'])} {self.pick(['', 'ON DELETE CASCADE', 'DEFERRABLE', 'NOT VALID'])}",
            f"ALTER TABLE {table} ADD CONSTRAINT fk2 FOREIGN KEY ({one}) REFERENCES {other} ON UPDATE SET NULL",
            f"ALTER TABLE {table} ADD EXCLUDE USING gist ({one} WITH &&)",
            f"CREATE TRIGGER {self.pick(['tr1', 'tr2'])} {self.pick(['BEFORE', 'AFTER'])} "
            f"{self.pick(['INSERT', 'UPDATE', f'UPDATE OF {one}'])} ON {table} FOR EACH ROW "
            f"{self.pick(['', f'WHEN (NEW.{one} IS NOT NULL) '])}EXECUTE FUNCTION public.touch()",
            f"CREATE RULE r1 AS ON DELETE TO {table} DO INSTEAD {self.pick(['NOTHING', f'SELECT {one} FROM {other}'])}",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; CREATE POLICY {self.pick(['po1', 'po2'])} ON {table} "
            f"{self.pick(['', 'FOR SELECT ', 'AS RESTRICTIVE '])}TO {self.pick(ROLES + ['PUBLIC'])} USING ({one} IS NOT NULL)",
            f"CREATE STATISTICS {schema}.st ON {one}, {two} FROM {table}",
            f"COMMENT ON TABLE {table} IS '{self.pick(['one', 'two', 'it''s'])}'",
            f"COMMENT ON COLUMN {table}.{one} IS '{self.pick(['one', 'two'])}'",
            f"GRANT {self.pick(['SELECT', 'INSERT, UPDATE', 'ALL', f'SELECT ({one})'])} ON {table} TO {self.pick(ROLES + ['PUBLIC'])}"
            f"{self.pick(['', ' WITH GRANT OPTION'])}",
            f"ALTER TABLE {table} ALTER COLUMN {one} SET STORAGE {self.pick(['EXTERNAL', 'MAIN', 'PLAIN'])}",
            f"ALTER TABLE {table} ALTER COLUMN {one} SET STATISTICS {self.random.randint(1, 500)}",
            f"ALTER TABLE {table} ALTER COLUMN {one} SET (n_distinct = {self.random.randint(1, 9)})",
            f"ALTER TABLE {table} REPLICA IDENTITY {self.pick(['FULL', 'NOTHING'])}",
            f"CREATE TABLE {other} PARTITION OF {table} {self.pick(['DEFAULT', 'FOR VALUES FROM (1) TO (10)', 'FOR VALUES IN (1, 2)', 'FOR VALUES WITH (MODULUS 2, REMAINDER 0)'])}",
            f"CREATE TABLE {other} PARTITION OF {table} DEFAULT",
        ])

    def view(self):
        name = f"{self.pick(['public', 's1'])}.{self.pick(['v1', 'v2', 'v3'])}"
        source = self.pick([self.table(), self.table(), self.table(), "public.v1", "s1.v2"])
        one, two = self.pick(COLUMNS), self.pick(COLUMNS)
        query = self.pick([
            f"SELECT * FROM {source}",
            f"SELECT {one} FROM {source}",
            f"SELECT {one}, {two} FROM {source} WHERE {two} IS NOT NULL",
            f"SELECT count(*) AS n, {one} FROM {source} GROUP BY {one}",
            f"SELECT x.{one}, y.{two} AS other FROM {source} x JOIN {self.table()} y USING ({one})",
            f"SELECT public.f1(1) AS f, {one} FROM {source}",
            f"SELECT x.* FROM {source} x NATURAL JOIN {self.table()} y"])
        kind = self.pick(["VIEW", "VIEW", "MATERIALIZED VIEW"])
        options = " WITH (security_barrier = true)" if kind == "VIEW" and self.maybe(0.2) else ""
        return f"CREATE {kind} {name}{options} AS {query}"

    def other(self):
        view = f"{self.pick(['public', 's1'])}.{self.pick(['v1', 'v2', 'v3'])}"
        one = self.pick(COLUMNS)
        return self.pick([
            f"CREATE INDEX iv ON {view} ({one})",
            f"COMMENT ON VIEW {view} IS 'a view'",
            f"COMMENT ON COLUMN {view}.{one} IS 'of a view'",
            f"GRANT SELECT ON {view} TO {self.pick(ROLES)}",
            f"ALTER VIEW {view} ALTER COLUMN {one} SET DEFAULT NULL",
            f"CREATE TRIGGER tv INSTEAD OF INSERT ON {view} FOR EACH ROW EXECUTE FUNCTION public.touch()",
            f"CREATE RULE rv AS ON INSERT TO {view} DO INSTEAD NOTHING",
            f"CREATE FUNCTION public.fv() RETURNS SETOF {view} LANGUAGE sql AS 'SELECT * FROM {view}'",
            f"CREATE FUNCTION public.fa() RETURNS bigint STABLE BEGIN ATOMIC SELECT count({one}) FROM {self.table()}; END",
            f"CREATE FUNCTION public.fr(r {self.table()}) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
            f"CREATE SEQUENCE {self.pick(['public', 's1'])}.sq2 {self.pick(['', 'AS smallint', 'INCREMENT BY 3', 'CYCLE'])}",
            f"ALTER SEQUENCE public.sq OWNED BY {self.table()}.{one}",
            f"COMMENT ON SCHEMA s1 IS '{self.pick(['first', 'second'])}'",
            f"GRANT USAGE ON SCHEMA s1 TO {self.pick(ROLES)}",
            f"REVOKE EXECUTE ON FUNCTION public.f1(integer) FROM PUBLIC",
            f"COMMENT ON FUNCTION public.f1(integer) IS 'f'",
            f"COMMENT ON TYPE {self.user_type()} IS 't'",
            f"REVOKE USAGE ON TYPE {self.user_type()} FROM PUBLIC",
            f"GRANT ALL ON SEQUENCE public.sq TO {self.pick(ROLES)}",
            f"CREATE EXTENSION {self.pick(['hstore', 'pg_trgm', 'btree_gist', 'citext'])}",
            "CREATE EVENT TRIGGER ev ON ddl_command_end WHEN TAG IN ('CREATE ROLE') EXECUTE FUNCTION public.on_ddl()",
        ])

    def make(self):
        """A whole schema."""
        size = self.random.randint(1, 5)
        yield "CREATE SCHEMA s1"
        if self.maybe(0.3):
            yield 'CREATE SCHEMA "Odd S"'
        if self.maybe(0.5):
            yield (f"CREATE COLLATION s1.co (PROVIDER = icu, LOCALE = "
                   f"'{self.pick(['en-u-kn-true', 'de', 'und-u-ks-level2'])}')")
        yield "CREATE FUNCTION public.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$"
        yield f"CREATE SEQUENCE public.sq {self.pick(['', 'START 5', 'INCREMENT BY 2 CACHE 3'])}"
        yield from self.functions()
        yield from self.times(0, 2 * size, self.make_type)
        yield from self.times(1, 2 * size, self.make_table)
        yield from self.times(0, 10 * size, self.part_of_table)
        yield from self.times(0, 2 * size, self.view)
        yield from self.times(0, 4 * size, self.other)

    def edit(self):
        table, one, two = self.table(), self.pick(COLUMNS), self.pick(COLUMNS)
        view = f"{self.pick(['public', 's1'])}.{self.pick(['v1', 'v2', 'v3'])}"
        kind = self.type()
        name = self.user_type()
        cascade = self.pick(["", " CASCADE"])
        return self.pick([
            f"ALTER TABLE {table} DROP COLUMN {one}{cascade}",
            f"ALTER TABLE {table} ADD COLUMN {self.column(one)}",
            f"ALTER TABLE {table} ADD COLUMN {self.column(self.pick(['new1', 'new2']))}",
            f"ALTER TABLE {table} ALTER COLUMN {one} TYPE {kind} USING NULL::{kind}",
            f"ALTER TABLE {table} ALTER COLUMN {one} TYPE text",
            f"ALTER TABLE {table} ALTER COLUMN {one} SET NOT NULL",
            f"ALTER TABLE {table} ALTER COLUMN {one} DROP NOT NULL",
            f"ALTER TABLE {table} ALTER COLUMN {one} DROP DEFAULT",
            f"ALTER TABLE {table} ALTER COLUMN {one} SET DEFAULT NULL::{kind}",
            f"ALTER TABLE {table} ALTER COLUMN {one} SET DEFAULT 7",
            f"ALTER TABLE {table} ALTER COLUMN {one} DROP IDENTITY",
            f"ALTER TABLE {table} ALTER COLUMN {one} DROP EXPRESSION",
            f"ALTER TABLE {table} ALTER COLUMN {one} ADD GENERATED ALWAYS AS IDENTITY",
            f"DROP TABLE {table}{cascade}",
            f"DROP VIEW {view}{cascade}",
            f"DROP TYPE {name}{cascade}",
            f"DROP DOMAIN {name}{cascade}",
            f"DROP FUNCTION public.f1(integer){cascade}",
            "DROP SCHEMA s1 CASCADE",
            f"DROP INDEX public.i_{self.random.randint(1, 4)}",
            f"ALTER TABLE {table} DROP CONSTRAINT {self.pick(['pk', 'n1', 'n2', 'fk2', 'fk_n1'])}{cascade}",
            f"ALTER TYPE {name} ADD VALUE '{self.pick(['extra', 'more'])}'{self.pick(['', ' BEFORE ' + chr(39) + 'ok' + chr(39), ' AFTER ' + chr(39) + 'sad' + chr(39)])}",
            f"ALTER TYPE {name} RENAME VALUE 'ok' TO 'fine'",
            f"ALTER TYPE {name} ADD ATTRIBUTE w text{cascade}",
            f"ALTER TYPE {name} DROP ATTRIBUTE x{cascade}",
            f"ALTER TYPE {name} RENAME TO renamed",
            f"ALTER DOMAIN {name} {self.pick(['SET NOT NULL', 'DROP NOT NULL', 'DROP DEFAULT', 'DROP CONSTRAINT ck', 'ADD CHECK (VALUE IS NOT NULL) NOT VALID'])}",
            f"ALTER TABLE {table} RENAME COLUMN {one} TO {self.pick(['renamed', two])}",
            f"ALTER TABLE {table} RENAME TO {self.pick(['renamed', 't1'])}",
            f"ALTER INDEX public.i_{self.random.randint(1, 4)} RENAME TO i_renamed",
            f"ALTER TABLE {table} SET {self.pick(['UNLOGGED', 'LOGGED', '(fillfactor = 66)', 'SCHEMA s1'])}",
            f"ALTER TABLE {table} {self.pick(['DISABLE', 'ENABLE', 'FORCE', 'NO FORCE'])} ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE TRIGGER {self.pick(['tr1', 'tr2'])}",
            f"DROP TRIGGER {self.pick(['tr1', 'tr2'])} ON {table}",
            f"DROP POLICY po1 ON {table}",
            f"ALTER TABLE {self.table()} INHERIT {table}",
            f"ALTER TABLE {self.table()} NO INHERIT {table}",
            f"ALTER TABLE {table} DETACH PARTITION {self.table()}",
            f"ALTER TABLE {table} ATTACH PARTITION {self.table()} DEFAULT",
            f"ALTER SEQUENCE public.sq {self.pick(['INCREMENT BY 9', 'OWNED BY NONE', 'CYCLE', 'AS integer'])}",
            f"CREATE OR REPLACE FUNCTION public.f1(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + 7'",
            f"ALTER FUNCTION public.f1(integer) {self.pick(['STABLE', 'COST 7', 'RENAME TO f9'])}",
            f"REVOKE ALL ON {table} FROM {self.pick(ROLES)}",
            f"COMMENT ON TABLE {table} IS NULL",
            f"REFRESH MATERIALIZED VIEW {view} WITH NO DATA",
            self.part_of_table(), self.part_of_table(), self.part_of_table(), self.view(), self.other(),
            self.make_type(), self.make_table(),
        ])

    def edits(self):
        yield from self.times(1, 25, self.edit)

    def rows(self):
        """Rows for whatever tables there are; asks the server for its columns."""
        return ["""DO $do$
DECLARE t record; c record; names text; vals text; i int;
BEGIN
  SET session_replication_role = replica;
  FOR t IN SELECT c.oid, c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' LOOP
    FOR i IN 1..3 LOOP
      names := ''; vals := '';
      FOR c IN SELECT attname, format_type(atttypid, atttypmod) AS type, typcategory FROM pg_attribute JOIN pg_type
               ON pg_type.oid = atttypid WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped
               AND attgenerated = '' AND attidentity = '' LOOP
        CONTINUE WHEN c.typcategory NOT IN ('N', 'S', 'B', 'D', 'E');
        names := names || ', ' || quote_ident(c.attname);
        vals := vals || ', ' || CASE c.typcategory WHEN 'N' THEN (i + 10)::text WHEN 'S' THEN quote_literal(i || '1')
          WHEN 'B' THEN 'true' WHEN 'D' THEN quote_literal('2024-01-0' || i)
          ELSE '(enum_range(NULL::' || c.type || '))[' || i || ']' END;
      END LOOP;
      BEGIN
        IF names = '' THEN EXECUTE format('INSERT INTO %s DEFAULT VALUES', t.name);
        ELSE EXECUTE format('INSERT INTO %s (%s) VALUES (%s)', t.name, substr(names, 3), substr(vals, 3));
        END IF;
      EXCEPTION WHEN OTHERS THEN NULL;
      END;
    END LOOP;
  END LOOP;
END $do$"""]
