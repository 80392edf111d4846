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
         "integer[]", "text[]", "bit varying(5)", "tstzrange", "inet", "time", "real", "json", "timetz", "bit(8)",
         "interval day to second(2)", "money", "point", "tsvector", "macaddr", "name", "oid", "numeric(4,-2)", "varchar",
         "numeric(5)", "varchar(7)[]", "int4multirange", "tsquery", "cidr", "public.citext", "public.hstore", "xml"]
SERIAL = ["serial", "bigserial", "smallserial"]
VALUES = {"integer": "1", "bigint": "2", "smallint": "3", "text": "'x'", "numeric": "1.5", "boolean": "true",
          "varchar(10)": "'y'", "jsonb": "'{}'", "date": "'2024-01-01'", "uuid": "gen_random_uuid()",
          "timestamptz": "now()", "integer[]": "'{1}'", "text[]": "'{a,b}'", "double precision": "0.5",
          "interval": "'1 day 02:00'", "bytea": "'\\x00'", "varchar": "CURRENT_USER", "name": "'n'", "bit(8)": "B'10110000'",
          "time": "LOCALTIME", "numeric(10,2)": "-1.50", "varchar(30)": "'it''s' || E'\\n'", "json": "'{\"a\": [1]}'",
          "point": "'(1,2)'", "money": "'1.5'", "public.citext": "'Aa'", "tstzrange": "tstzrange(now(), NULL)"}


class Schemas(Chance):
    def schema(self):
        return self.pick(SCHEMAS[:2]) if self.maybe(0.9) else SCHEMAS[2]

    def learn(self, shape):
        super().learn(shape)
        self.collations = ['"C"'] + [self.full(made["name"]) for made in shape.get("collations", [])]
        # The server checks no foreign key that ALTER TABLE adds to a domain of arrays, or to an array of varchar:
        # "cannot determine element type".
        of_arrays = {"character varying(7)[]"} | {self.full(made["name"]) for made in shape.get("domains", []) if made["base_type"].endswith("]")}
        of_arrays |= {self.full(made["name"]) for made in shape.get("domains", []) if made["base_type"] in of_arrays}
        self.keys = [(table, columns) for table, columns in self.keys
                     if not of_arrays & {self.tables[table].get(column) for column in columns}]
        self.sequences = [self.full(made["name"]) for made in shape.get("sequences", [])]

    def new_table(self):
        names = [f"{schema}.{table}" for schema in ("public", "public", "s1") for table in TABLES]
        return self.pick([name for name in names if name not in self.tables] or names)

    def table(self):
        return self.known(self.tables, self.new_table())

    def new_type(self):
        return f"{self.pick(['public', 's1'])}.{self.pick(TYPES)}"

    def user_type(self):
        return self.known(self.types, self.new_type())

    def new_view(self):
        return f"{self.pick(['public', 's1'])}.{self.pick(['v1', 'v2', 'v3'])}"

    def some_view(self):
        return self.known(self.views, self.new_view())

    def type(self):
        if self.maybe(0.75) or not self.types:
            kind = self.pick(PLAIN)
            extra = kind.startswith("public.")  # Of an extension that is not always there.
            return kind if not extra or self.maybe(0.3) else "text"
        return self.user_type() + ("[]" if self.maybe(0.2) else "")

    def value(self, kind):
        return VALUES.get(kind, "NULL")

    def make_type(self, name=None):
        name = name or self.new_type()
        choice = self.random.random()
        if choice < 0.5:
            labels = self.some(["sad", "ok", "happy", "it''s", "new", "old"], 5)
            return f"CREATE TYPE {name} AS ENUM ({', '.join(repr(l) if chr(39) not in l else chr(39) + l + chr(39) for l in labels)})"
        if choice < 0.75:
            base = self.pick(["integer", "text", "varchar(20)", "numeric(8,2)", self.user_type()])
            text = f"CREATE DOMAIN {name} AS {base}"
            if base in ("text", "varchar(20)") and self.maybe(0.2):
                text += self.pick([f" COLLATE {one}" for one in self.collations])
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
        if self.maybe(0.5):
            kind = self.user_type()
            yield self.pick([
                "CREATE FUNCTION public.f4(VARIADIC a integer[]) RETURNS TABLE (x integer, y text) LANGUAGE sql ROWS 7 "
                "AS 'SELECT 1, NULL::text'",
                "CREATE FUNCTION public.f4(a integer, OUT b text, OUT \"Odd\" date) LANGUAGE plpgsql STRICT SECURITY DEFINER "
                "SET search_path = public, pg_temp AS $$ BEGIN NULL; END $$",
                "CREATE FUNCTION public.f4(a text, b integer DEFAULT 3, c text DEFAULT 'it''s') RETURNS SETOF text "
                "LANGUAGE sql PARALLEL SAFE LEAKPROOF COST 3 SET work_mem = '1MB' AS $x$ SELECT '$$' $x$",
                f"CREATE FUNCTION public.f4({kind}) RETURNS {kind} LANGUAGE sql AS 'SELECT $1'",
                f"CREATE FUNCTION s1.f4(x anyelement, y {kind}[]) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[x]'",
                "CREATE FUNCTION s1.\"F 5\"(a public.citext) RETURNS integer RETURN length(a::text)",
                f"CREATE FUNCTION s1.f4() RETURNS void LANGUAGE plpgsql AS $$ DECLARE r {self.table()}; BEGIN END $$"])
            yield "CREATE FUNCTION public.f1(a text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'"
        if self.maybe(0.2):
            yield (f"CREATE PROCEDURE public.p2(a integer DEFAULT 1, VARIADIC b text[] DEFAULT '{{}}') SECURITY DEFINER "
                   f"LANGUAGE sql AS 'SELECT {self.random.randint(1, 3)}'")
        if self.maybe(0.3):
            yield "CREATE PROCEDURE s1.p(INOUT x integer) LANGUAGE plpgsql AS $$ BEGIN x := 1; END $$"
        if self.maybe(0.3):
            yield (f"CREATE AGGREGATE public.agg({self.pick(['integer', 'bigint'])}) (SFUNC = "
                   f"{self.pick(['int4pl', 'int8pl'])}, STYPE = {self.pick(['integer', 'bigint'])}, INITCOND = '0')")

    def column(self, name, beside=(), kind=None):
        kind = kind or self.type()
        if self.maybe(0.04):
            return f"{name} {self.pick(SERIAL)}"
        text = f"{name} {kind}"
        if kind in ("text", "varchar(10)", "varchar(30)") and self.maybe(0.15):
            text += self.pick([f" COLLATE {one}" for one in self.collations])
        choice = self.random.random()
        if choice < 0.25 and kind in VALUES:
            text += f" DEFAULT {self.value(kind)}"
        elif choice < 0.3 and kind == "integer":
            text += self.pick([" DEFAULT public.f1(1)", " DEFAULT nextval('public.sq')"])
        elif choice < 0.4 and kind in ("integer", "bigint", "smallint"):
            text += (f" GENERATED {self.pick(['ALWAYS', 'BY DEFAULT'])} AS IDENTITY"
                     f"{self.pick(['', ' (START WITH 5 INCREMENT BY 2)'])}")
        elif choice < 0.47 and kind in ("integer", "text", "bigint"):
            other = self.pick(beside or COLUMNS)
            text += self.pick([f" GENERATED ALWAYS AS (length({other}::text)) STORED",
                               " GENERATED ALWAYS AS (public.f1(a)) STORED",
                               " GENERATED ALWAYS AS (1 + 1) STORED"])
        if self.maybe(0.25):
            text += " NOT NULL"
        return text

    def make_table(self, name=None):
        name = name or self.new_table()
        choice = self.random.random()
        parents = self.some(self.tables, 2) if self.tables and 0.15 < choice < 0.25 else []
        given = {column for parent in parents for column in self.tables[parent]}
        columns = [c for c in self.some(COLUMNS, 6) if c not in given or self.maybe(0.1)] or ["own"]
        parts = [self.column(c, columns) for c in columns]
        tail = ""
        key = []
        if choice < 0.15:
            key = [self.pick(columns)]
            if self.maybe(0.7):
                parts[columns.index(key[0])] = f"{key[0]} {self.pick(['integer', 'text', 'date', 'bigint'])}"
            expression = self.pick([key[0], key[0], key[0], f"(lower({key[0]}::text))"])
            tail = f" PARTITION BY {self.pick(['RANGE', 'LIST', 'HASH'])} ({expression})"
        elif parents:
            tail = f" INHERITS ({', '.join(parents)})"
        if self.maybe(0.5) and not key:
            parts.insert(0, self.pick(["id integer PRIMARY KEY", "id integer PRIMARY KEY", "id bigint PRIMARY KEY",
                                       "id serial PRIMARY KEY", "id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                                       "id integer, UNIQUE (id)", "id integer, k integer, PRIMARY KEY (id, k)",
                                       "id integer UNIQUE NULLS NOT DISTINCT"]))
        elif self.maybe(0.6):
            parts.append(f"{self.pick(['', 'CONSTRAINT pk '])}PRIMARY KEY "
                         f"({', '.join(dict.fromkeys(key + self.some(columns, 2)))})")
        if self.maybe(0.3):
            parts.append(self.reference())
        if self.maybe(0.15) and not key:
            tail += f" WITH (fillfactor = {self.random.randint(50, 90)})"
        # An unlogged whole says nothing of its partitions, whose keys to it no dump can then make again; newer servers
        # refuse it.
        unlogged = "UNLOGGED " if self.maybe(0.08) and not key else ""
        return f"CREATE {unlogged}TABLE {name} ({', '.join(parts)}){tail}"

    def reference(self):
        """A column with a foreign key."""
        keys = [(table, columns[0]) for table, columns in self.keys if len(columns) == 1] or [(self.table(), "id")]
        other, key = self.pick(keys)
        kind = self.tables.get(other, {}).get(key, "integer")
        return (f"ref{self.random.randint(1, 5)} {kind} {self.pick(['', 'NOT NULL ', 'CONSTRAINT to_other '])}"
                f"REFERENCES {other} ({key}){self.pick(['', '', ' MATCH FULL'])}{self.actions()}")

    def foreign_key(self, table, name, tail):
        adds, own, other, columns = self.foreign(table)
        return (f"ALTER TABLE {table} {adds}ADD CONSTRAINT {name} FOREIGN KEY ({', '.join(own)}) REFERENCES {other} "
                f"({', '.join(columns)}){tail.replace('LAST', own[-1])}")

    def bound(self, table):
        """For a partition."""
        if self.maybe(0.2):
            return "DEFAULT"
        key = self.partitioned.get(table, "LIST (a)")
        column = key[key.index("(") + 1:-1]
        kind = self.tables.get(table, {}).get(column, "text")
        number = self.random.randint(1, 9)
        low, high, other = f"'{chr(96 + number)}'", f"'{chr(97 + number)}'", "'z'"
        if kind in ("integer", "bigint", "smallint") or kind.startswith("numeric"):
            low, high, other = number * 10, number * 10 + 10, 500 + number
        elif kind == "date":
            low, high, other = f"'2024-0{number}-01'", f"'2024-0{number}-28'", "NULL"
        if key.startswith("HASH"):
            return f"FOR VALUES WITH (MODULUS 3, REMAINDER {number % 3})"
        if key.startswith("LIST"):
            return f"FOR VALUES IN ({low}{self.pick(['', f', {other}', ', NULL'])})"
        return self.pick([f"FOR VALUES FROM ({low}) TO ({high})", f"FOR VALUES FROM ({low}) TO ({high})",
                          "FOR VALUES FROM (MINVALUE) TO " + f"({low})", f"FOR VALUES FROM ({high}) TO (MAXVALUE)"])

    def actions(self):
        return (self.pick(["", "", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE SET DEFAULT", " ON DELETE RESTRICT"])
                + self.pick(["", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"]))

    def more_of_table(self, table):
        """What few tables have."""
        one, two, new = self.column_in(table), self.column_in(table), self.pick(["m1", "m2", '"Odd M"'])
        text = self.column_in(table, "text", "character", "name")
        other = self.table()
        third = self.column_in(other)
        whole = self.known(self.partitioned, table)
        part = f"{whole.rstrip(chr(34))}_{self.random.randint(1, 3)}{chr(34) if whole.endswith(chr(34)) else ''}"
        number = self.random.randint(1, 20)
        if self.partitioned and self.maybe(0.25):
            below = self.column_in(whole)
            return self.pick([
                f"CREATE TABLE {part} PARTITION OF {whole} {self.bound(whole)}",
                f"CREATE TABLE {part} PARTITION OF {whole} {self.bound(whole)}",
                f"CREATE TABLE {part} PARTITION OF {whole} {self.bound(whole)} PARTITION BY {self.pick(['LIST', 'HASH', 'RANGE'])} ({below})",
                f"CREATE TABLE {part} PARTITION OF {whole} (CONSTRAINT own CHECK ({below} IS NOT NULL), {below} DEFAULT NULL) {self.bound(whole)}"])
        return self.pick([
            f"ALTER TABLE {table} ADD COLUMN {self.reference()}",
            f"ALTER TABLE {table} ADD COLUMN {self.reference()}",
            f"ALTER TABLE {table} ADD COLUMN {self.reference()}",
            self.foreign_key(table, "m_fk", self.actions()),
            self.foreign_key(table, "m_fk3", " NOT VALID"),
            self.foreign_key(table, "m_fk2", self.pick([" MATCH FULL", " ON DELETE SET NULL (LAST)", " ON DELETE SET DEFAULT (LAST)"])),
            f"ALTER TABLE {table} ADD CONSTRAINT {new} UNIQUE NULLS NOT DISTINCT ({one}, {two})",
            f"ALTER TABLE {table} ADD CONSTRAINT {new} EXCLUDE USING {self.pick(['btree', 'hash'])} ({one} WITH =)"
            f"{self.pick(['', ' WHERE (' + two + ' IS NOT NULL)', ' DEFERRABLE INITIALLY DEFERRED', ' WITH (fillfactor = 80)'])}",
            f"ALTER TABLE {table} ADD CONSTRAINT {new} EXCLUDE USING gist ({self.column_in(table, 'tstzrange', 'int4multirange', 'inet', 'point')} WITH &&)",
            f"ALTER TABLE {table} ADD CONSTRAINT {new} PRIMARY KEY ({one}) {self.pick(['', 'INCLUDE (' + two + ')'])}",
            f"CREATE UNIQUE INDEX {new} ON {table} ({one}) NULLS NOT DISTINCT",
            f"CREATE INDEX {new} ON {table} USING gin ({self.column_in(table, 'jsonb', 'integer[]', 'text[]', 'tsvector')})",
            f"CREATE INDEX {new} ON {table} USING gin ({self.column_in(table, 'jsonb')} jsonb_path_ops)",
            f"CREATE INDEX {new} ON {table} USING gin ({text} public.gin_trgm_ops)",
            f"CREATE INDEX {new} ON {table} USING brin ({one}) WITH (pages_per_range = {number})",
            f"CREATE INDEX {new} ON {table} USING {self.pick(['gist', 'spgist'])} ({self.column_in(table, 'tstzrange', 'inet', 'point', 'cidr')})",
            f"CREATE INDEX {new} ON {table} ({text} {self.pick(['text_pattern_ops', 'varchar_pattern_ops'])} DESC NULLS LAST)",
            f"CREATE INDEX {new} ON {table} ({text} COLLATE {self.pick(self.collations)}) WITH (fillfactor = 70)",
            f"CREATE INDEX {new} ON {table} (({one}::text || 'x'), {two}) INCLUDE ({two}) WHERE {one} IS NOT NULL AND true",
            f"CREATE INDEX {new} ON ONLY {table} ({one})",
            f"CREATE INDEX {new} ON {table} ((public.f1(1) + 1), {one}); ALTER INDEX {table.split('.')[0]}.{new} ALTER COLUMN 1 SET STATISTICS {number}",
            f"CREATE UNIQUE INDEX {new} ON {table} ({one}); ALTER TABLE {table} REPLICA IDENTITY USING INDEX {new}",
            f"CREATE INDEX {new} ON {table} ({one}); ALTER TABLE {table} CLUSTER ON {new}",
            f"COMMENT ON INDEX {table.split('.')[0]}.{self.part_in(table, 'indexes', 'pk')} IS 'an index'",
            f"COMMENT ON CONSTRAINT {self.part_in(table, 'constraints', 'pk')} ON {table} IS 'a constraint'",
            f"COMMENT ON TRIGGER {self.part_in(table, 'triggers', 'tr1')} ON {table} IS 'a trigger'",
            f"COMMENT ON POLICY {self.part_in(table, 'policies', 'pk')} ON {table} IS 'a policy'",
            f"COMMENT ON RULE r1 ON {table} IS 'a rule'",
            f"CREATE TRIGGER tr3 AFTER {self.pick(['INSERT', 'UPDATE', 'DELETE'])} ON {table} REFERENCING "
            f"{self.pick(['NEW TABLE AS n', 'OLD TABLE AS o'])} FOR EACH STATEMENT EXECUTE FUNCTION public.touch()",
            f"CREATE TRIGGER tr3 BEFORE TRUNCATE ON {table} EXECUTE FUNCTION public.touch('a', 'it''s')",
            f"CREATE CONSTRAINT TRIGGER tr3 AFTER INSERT OR UPDATE ON {table} {self.pick(['', 'FROM ' + other + ' '])}"
            f"{self.pick(['', 'DEFERRABLE INITIALLY DEFERRED '])}FOR EACH ROW EXECUTE FUNCTION public.touch()",
            f"ALTER TABLE {table} {self.pick(['DISABLE', 'ENABLE ALWAYS', 'ENABLE REPLICA'])} TRIGGER {self.part_in(table, 'triggers', 'tr1')}",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY po3 ON {table} FOR INSERT TO {', '.join(ROLES)} WITH CHECK ({one} IS NOT NULL)",
            f"CREATE POLICY po3 ON {table} USING (EXISTS (SELECT FROM {other} x WHERE x.{third} IS NOT NULL)) WITH CHECK (public.f1(1) > 0)",
            f"CREATE RULE r2 AS ON UPDATE TO {table} WHERE OLD.{one} IS NULL DO ALSO INSERT INTO {other} ({third}) VALUES (NULL)",
            f"ALTER TABLE {table} {self.pick(['DISABLE', 'ENABLE ALWAYS'])} RULE r1",
            f"ALTER TABLE {table} ALTER COLUMN {text} SET COMPRESSION {self.pick(['pglz', 'lz4', 'default'])}",
            f"ALTER TABLE {table} SET (autovacuum_enabled = off, toast.autovacuum_enabled = off)",
            f"CREATE STATISTICS {table.split('.')[0]}.st2 ({self.pick(['ndistinct', 'mcv, dependencies'])}) ON {one}, {two} FROM {table}",
            f"CREATE STATISTICS {table.split('.')[0]}.st3 ON (lower({one}::text)) FROM {table}",
            f"ALTER TABLE {table} ADD CONSTRAINT {new} CHECK (({one} IS NULL) <> ({two} IS NULL)) {self.pick(['', 'NO INHERIT', 'NOT VALID'])}",
            f"GRANT {self.pick(['UPDATE', 'REFERENCES', 'INSERT'])} ({one}, {two}) ON {table} TO {self.pick(ROLES)}; "
            f"GRANT TRUNCATE, TRIGGER ON {table} TO {self.pick(ROLES)} WITH GRANT OPTION",
            f"REVOKE {self.pick(['ALL', 'DELETE'])} ON {table} FROM diff_owner",
        ])

    def part_of_table(self, table=None):
        """A statement that adds something to a table."""
        table = table or self.table()
        if self.maybe(0.4):
            return self.more_of_table(table)
        one, two, new = self.column_in(table), self.column_in(table), self.pick(["n1", "n2", '"Odd N"'])
        number = self.column_in(table, "integer", "bigint", "numeric")
        other = self.table()
        third = self.column_in(other)
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
            f"ALTER TABLE {table} ADD CONSTRAINT {new} CHECK (public.f1({self.column_in(table, 'integer')}) > 0)",
            f"ALTER TABLE {table} ADD CHECK ({number} > 0)",
            f"ALTER TABLE {table} ADD PRIMARY KEY ({one})",
            self.foreign_key(table, "fk_n1", self.pick(["", " ON DELETE CASCADE", " DEFERRABLE", " NOT VALID"])),
            self.foreign_key(table, "fk2", " ON UPDATE SET NULL"),
            f"ALTER TABLE {table} ADD EXCLUDE USING gist ({self.column_in(table, 'tstzrange')} WITH &&)",
            f"CREATE TRIGGER {self.pick(['tr1', 'tr2'])} {self.pick(['BEFORE', 'AFTER'])} "
            f"{self.pick(['INSERT', 'UPDATE', f'UPDATE OF {one}'])} ON {table} FOR EACH ROW "
            f"{self.pick(['', f'WHEN (NEW.{one} IS NOT NULL) '])}EXECUTE FUNCTION public.touch()",
            f"CREATE RULE r1 AS ON DELETE TO {table} DO INSTEAD {self.pick(['NOTHING', f'SELECT {third} FROM {other}'])}",
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
        ])

    def view(self):
        name = self.new_view()
        source = self.pick([self.table(), self.table(), self.table(), self.some_view()])
        one, two = self.column_in(source), self.column_in(source)
        beside = [name for name, columns in self.tables.items() if one in columns] or [source]
        other = self.pick(beside)
        third = self.column_in(other)
        query = self.pick([
            f"SELECT * FROM {source}",
            f"SELECT {one} FROM {source}",
            f"SELECT {one}, {two} FROM {source} WHERE {two} IS NOT NULL",
            f"SELECT count(*) AS n, {one} FROM {source} GROUP BY {one}",
            f"SELECT x.{one}, y.{third} AS other FROM {source} x JOIN {other} y USING ({one})",
            f"SELECT public.f1(1) AS f, {one} FROM {source}",
            f"SELECT x.* FROM {source} x NATURAL JOIN {self.table()} y",
            f"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n, {one} FROM r, {source}",
            f"SELECT DISTINCT ON ({one}) {one}, row_number() OVER (ORDER BY {two}) AS \"Odd V\", "
            f"(SELECT max(z.{third}::text) FROM {other} z) AS m FROM ONLY {source} WHERE {one}::text ~ 'a\\d' ORDER BY {one}",
            f"SELECT {one}::{self.user_type()} AS k FROM {source}",
            "VALUES (1, 'it''s'), (2, NULL)"])
        kind = self.pick(["VIEW", "VIEW", "MATERIALIZED VIEW"])
        options = tail = ""
        if kind == "VIEW" and self.maybe(0.2):
            options = self.pick([" WITH (security_barrier = true)", " WITH (security_invoker = true)", " (first)"])
            tail = self.pick(["", " WITH CHECK OPTION", " WITH LOCAL CHECK OPTION"])
        elif self.maybe(0.2) and kind != "VIEW":
            options, tail = self.pick(["", " WITH (fillfactor = 70)"]), " WITH NO DATA"
        return f"CREATE {kind} {name}{options} AS {query}{tail}"

    def other(self):
        view = self.some_view()
        one = self.column_in(view)
        table = self.table()
        number = self.column_in(table)
        return self.pick([
            f"CREATE INDEX iv ON {view} ({one})",
            f"COMMENT ON VIEW {view} IS 'a view'",
            f"COMMENT ON COLUMN {view}.{one} IS 'of a view'",
            f"GRANT SELECT ON {view} TO {self.pick(ROLES)}",
            f"ALTER VIEW {view} ALTER COLUMN {one} SET DEFAULT NULL",
            f"CREATE TRIGGER tv INSTEAD OF INSERT ON {view} FOR EACH ROW EXECUTE FUNCTION public.touch()",
            f"CREATE RULE rv AS ON INSERT TO {view} DO INSTEAD NOTHING",
            f"CREATE FUNCTION public.fv() RETURNS SETOF {view} LANGUAGE sql AS 'SELECT * FROM {view}'",
            f"CREATE FUNCTION public.fa() RETURNS bigint STABLE BEGIN ATOMIC SELECT count({number}) FROM {table}; END",
            f"CREATE FUNCTION public.fr(r {self.table()}) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
            f"CREATE SEQUENCE {self.pick(['public', 's1'])}.sq2 {self.pick(['', 'AS smallint', 'INCREMENT BY 3', 'CYCLE'])}",
            f"ALTER SEQUENCE public.sq OWNED BY {table}.{number}",
            f"COMMENT ON SCHEMA s1 IS '{self.pick(['first', 'second'])}'",
            f"GRANT USAGE ON SCHEMA s1 TO {self.pick(ROLES)}",
            f"REVOKE EXECUTE ON FUNCTION public.f1(integer) FROM PUBLIC",
            f"COMMENT ON FUNCTION public.f1(integer) IS 'f'",
            f"COMMENT ON TYPE {self.user_type()} IS 't'",
            f"REVOKE USAGE ON TYPE {self.user_type()} FROM PUBLIC",
            f"GRANT ALL ON SEQUENCE public.sq TO {self.pick(ROLES)}",
            f"CREATE EXTENSION {self.pick(['hstore', 'pg_trgm', 'btree_gist', 'citext'])}",
            f"COMMENT ON SEQUENCE public.{self.pick(['sq', 'sq2'])} IS 'numbers'",
            f"COMMENT ON DOMAIN {self.user_type()} IS 'd'",
            f"COMMENT ON CONSTRAINT ck ON DOMAIN {self.user_type()} IS 'of a domain'",
            "COMMENT ON COLLATION s1.co IS 'c'",
            f"COMMENT ON COLUMN {self.user_type()}.x IS 'an attribute'",
            "COMMENT ON EXTENSION hstore IS 'mine'",
            "COMMENT ON PROCEDURE s1.p(integer) IS 'p'",
            "COMMENT ON AGGREGATE public.agg(integer) IS 'a'",
            f"COMMENT ON MATERIALIZED VIEW {view} IS 'filled'",
            f"CREATE UNIQUE INDEX iv2 ON {view} ({one})",
            f"GRANT {self.pick(['CREATE', 'ALL'])} ON SCHEMA public TO {self.pick(ROLES)} WITH GRANT OPTION",
            f"GRANT EXECUTE ON FUNCTION public.f1(integer) TO {self.pick(ROLES)} WITH GRANT OPTION",
            f"GRANT EXECUTE ON PROCEDURE s1.p(integer) TO {self.pick(ROLES)}",
            f"GRANT USAGE ON TYPE {self.user_type()} TO {self.pick(ROLES)}",
            f"GRANT SELECT ({one}) ON {view} TO {self.pick(ROLES)}",
            "CREATE UNLOGGED SEQUENCE s1.sq3 AS integer START -5 MINVALUE -10 MAXVALUE 100 INCREMENT BY 5 CACHE 2 CYCLE",
            f"CREATE EXTENSION {self.pick(['hstore SCHEMA s1', 'citext', 'pg_trgm', 'unaccent', 'intarray'])}",
            "CREATE EVENT TRIGGER ev ON ddl_command_end WHEN TAG IN ('CREATE FOREIGN TABLE') EXECUTE FUNCTION public.on_ddl()",
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
        if self.maybe(0.3):
            yield from (f"CREATE EXTENSION {name}" for name in self.some(["citext", "hstore", "pg_trgm", "btree_gist"], 4))
        yield f"CREATE SEQUENCE public.sq {self.pick(['', 'START 5', 'INCREMENT BY 2 CACHE 3'])}"
        yield from self.functions()
        yield from self.times(0, size, self.make_type)
        yield None
        yield from self.times(0, size, self.make_type)
        yield from self.times(2, 2 + size, self.make_table)
        yield None
        yield from self.times(1, 1 + size, self.make_table)
        yield from self.times(0, 4 * size, self.part_of_table)
        yield None
        yield from self.times(0, 6 * size, self.part_of_table)
        yield from self.times(0, size, self.view)
        yield None
        yield from self.times(0, size, self.view)
        yield from self.times(0, 4 * size, self.other)

    def edit(self):
        table, view, other = self.table(), self.some_view(), self.table()
        one, two = self.column_in(table), self.column_in(table)
        constraint, index = self.part_in(table, "constraints", "pk"), self.part_in(table, "indexes", "i_1")
        index = f"{table.split('.')[0]}.{index}"
        whole = self.known(self.partitioned, table)
        kind = self.type()
        name = self.user_type()
        cascade = self.pick(["", " CASCADE"])
        return self.pick([
            f"ALTER TABLE {table} DROP COLUMN {one}{cascade}",
            f"ALTER TABLE {table} ADD COLUMN {self.column(self.pick(COLUMNS), [one, two])}",
            f"ALTER TABLE {table} ADD COLUMN {self.column(self.pick(['new1', 'new2']), [one])}",
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
            f"DROP INDEX {index}",
            f"ALTER TABLE {table} DROP CONSTRAINT {constraint}{cascade}",
            f"ALTER TYPE {name} ADD VALUE '{self.pick(['extra', 'more'])}'{self.pick(['', ' BEFORE ' + chr(39) + 'ok' + chr(39), ' AFTER ' + chr(39) + 'sad' + chr(39)])}",
            f"ALTER TYPE {name} RENAME VALUE 'ok' TO 'fine'",
            f"ALTER TYPE {name} ADD ATTRIBUTE w text{cascade}",
            f"ALTER TYPE {name} DROP ATTRIBUTE x{cascade}",
            f"ALTER TYPE {name} RENAME TO renamed",
            f"ALTER DOMAIN {name} {self.pick(['SET NOT NULL', 'DROP NOT NULL', 'DROP DEFAULT', 'DROP CONSTRAINT ck', 'ADD CHECK (VALUE IS NOT NULL) NOT VALID'])}",
            f"ALTER TABLE {table} RENAME COLUMN {one} TO {self.pick(['renamed', two])}",
            f"ALTER TABLE {table} RENAME TO {self.pick(['renamed', 't1'])}",
            f"ALTER INDEX {index} RENAME TO i_renamed",
            f"ALTER TABLE {table} SET {self.pick(['UNLOGGED', 'LOGGED', '(fillfactor = 66)', 'SCHEMA s1'])}",
            f"ALTER TABLE {table} {self.pick(['DISABLE', 'ENABLE', 'FORCE', 'NO FORCE'])} ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE TRIGGER {self.part_in(table, 'triggers', 'tr1')}",
            f"DROP TRIGGER {self.part_in(table, 'triggers', 'tr1')} ON {table}",
            f"DROP POLICY {self.part_in(table, 'policies', 'po1')} ON {table}",
            f"ALTER TABLE {self.table()} INHERIT {table}",
            f"ALTER TABLE {self.table()} NO INHERIT {table}",
            f"ALTER TABLE {whole} DETACH PARTITION {other}",
            f"ALTER TABLE {whole} ATTACH PARTITION {other} {self.bound(whole)}",
            f"ALTER SEQUENCE public.sq {self.pick(['INCREMENT BY 9', 'OWNED BY NONE', 'CYCLE', 'AS integer'])}",
            f"CREATE OR REPLACE FUNCTION public.f1(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + 7'",
            # Not STABLE: what stands on an immutable function could not be made again, by pg_dump neither.
            f"ALTER FUNCTION public.f1(integer) {self.pick(['STRICT', 'COST 7', 'RENAME TO f9'])}",
            f"REVOKE ALL ON {table} FROM {self.pick(ROLES)}",
            f"COMMENT ON TABLE {table} IS NULL",
            f"REFRESH MATERIALIZED VIEW {view} WITH NO DATA",
            f"ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}",
            f"ALTER TABLE {table} ALTER CONSTRAINT {constraint} {self.pick(['DEFERRABLE', 'NOT DEFERRABLE'])}",
            f"ALTER TABLE {table} RENAME CONSTRAINT {constraint} TO r_{one.strip(chr(34)).replace(' ', '')}",
            f"ALTER TABLE {table} DROP COLUMN {self.pick(['id', 'ref', 'ref2', 'u'])}{cascade}",
            f"ALTER TABLE {table} ALTER COLUMN id TYPE {self.pick(['bigint', 'text', 'numeric'])}",
            f"ALTER TABLE {table} ALTER COLUMN {self.pick(['id', 'ref'])} {self.pick(['SET DEFAULT 3', 'DROP DEFAULT', 'DROP NOT NULL'])}",
            f"ALTER TABLE {table} ALTER COLUMN {one} SET GENERATED BY DEFAULT SET INCREMENT BY 3 SET CYCLE",
            f"ALTER TABLE {table} ALTER COLUMN id RESTART SET START WITH 9",
            f"ALTER TABLE {table} DROP CONSTRAINT {constraint}{cascade}",
            f"ALTER VIEW {view} {self.pick(['SET (security_invoker = true)', 'RESET (security_barrier)', 'RENAME TO v9', 'SET SCHEMA s1'])}",
            f"ALTER {self.pick(['TYPE', 'DOMAIN', 'SEQUENCE'])} {name} SET SCHEMA {self.pick(SCHEMAS)}",
            f"ALTER DOMAIN {name} ADD CONSTRAINT ck2 CHECK (VALUE IS NOT NULL)",
            f"ALTER DOMAIN {name} {self.pick(['VALIDATE', 'DROP'])} CONSTRAINT ck",
            f"ALTER TYPE {name} ALTER ATTRIBUTE y TYPE {self.pick(PLAIN[:9])}{cascade}",
            f"ALTER TYPE {name} RENAME ATTRIBUTE x TO xx{cascade}",
            f"DROP SEQUENCE public.sq{cascade}",
            f"DROP EXTENSION {self.pick(['citext', 'hstore', 'pg_trgm'])}{cascade}",
            f"ALTER EXTENSION {self.pick(['citext', 'hstore'])} SET SCHEMA {self.pick(['s1', 'public'])}",
            "ALTER SCHEMA s1 RENAME TO s9",
            "DROP PROCEDURE s1.p(integer)",
            "ALTER FUNCTION public.f1(integer) SET search_path = public",
            f"ALTER INDEX {index} SET (fillfactor = 60)",
            f"REVOKE GRANT OPTION FOR ALL ON {table} FROM {self.pick(ROLES)}",
            self.part_of_table(), self.part_of_table(), self.part_of_table(), self.view(), self.other(),
            self.make_type(), self.make_table(),
        ])

    def edits(self):
        yield from self.times(1, 12, self.edit)
        yield None
        yield from self.times(0, 12, self.edit)

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
