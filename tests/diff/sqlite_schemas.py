"""Random schemas of SQLite as lists of statements; what is refused means nothing."""
from chance import Chance

TABLES = ["t1", "t2", "t3", "t4", '"Odd T"', '"order"']
COLUMNS = ["a", "b", "c", "d", "e", '"Odd C"', '"index"']
PLAIN = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"]
LOOSE = PLAIN + ["VARCHAR(10)", "NUMERIC(10, 2)", "DATETIME", "", "BIGINT", "unsigned big int", '"odd type"', "JSON",
                 "DOUBLE PRECISION", "boolean", "NUMERIC (5 , 1)"]


class Schemas(Chance):
    def table(self):
        return self.known(self.tables, self.pick(TABLES))

    def refers(self):
        """What a foreign key of one column refers to."""
        table, columns = self.pick(self.keys) if self.keys and self.maybe(0.7) else (self.table(), ["a"])
        return table, columns[0]

    def column(self, name, kinds=LOOSE, beside=("a",)):
        text = f"{name} {self.pick(kinds)}"
        choice = self.random.random()
        if choice < 0.12 and name != beside[0]:  # A generated column that stands on itself cannot even be read.
            text += self.pick([" GENERATED ALWAYS AS (1 + 2) STORED", f" AS (length({beside[0]}))",
                               f" GENERATED ALWAYS AS ({beside[0]} || 'x') VIRTUAL"])
        elif choice < 0.4:
            text += " DEFAULT " + self.pick(["1", "'x'", "'it''s'", "NULL", "CURRENT_TIMESTAMP", "(1 + 1)", "-5", "x'00'"])
        if self.maybe(0.25):
            text += " NOT NULL" + self.pick(["", "", " ON CONFLICT IGNORE"])
        if self.maybe(0.1):
            text += " UNIQUE"
        if self.maybe(0.1):
            text += f" CHECK ({name} <> 5)"
        if self.maybe(0.15):
            text += self.pick([" COLLATE NOCASE", " COLLATE RTRIM"])
        if self.maybe(0.1):
            text += (f" REFERENCES {self.table()}" + self.pick(["", "(a)", " ON DELETE SET DEFAULT", " MATCH FULL"])
                     + self.pick(["", " DEFERRABLE INITIALLY DEFERRED", " NOT DEFERRABLE"]))
        if self.maybe(0.05):
            text += self.pick([" /* why */", " -- why\n", " CONSTRAINT c1 CHECK (1)", " CONSTRAINT nn NOT NULL ON CONFLICT REPLACE",
                               f" CHECK (\n{name} NOT LIKE 'it''s, (%')"])
        return text

    def make_table(self, name=None):
        name = name or self.pick(TABLES)
        columns = self.some(COLUMNS, 6)
        strict = self.maybe(0.2)
        parts = [self.column(c, PLAIN if strict else LOOSE, columns) for c in columns]
        choice = self.random.random()
        rowid = True
        if choice < 0.3:
            parts.insert(0, f"id INTEGER PRIMARY KEY{self.pick(['', ' AUTOINCREMENT', ' DESC'])}")
        elif choice < 0.6:
            parts.append(f"{self.pick(['', 'CONSTRAINT pk '])}PRIMARY KEY ({', '.join(self.some(columns, 2))})")
            rowid = self.maybe(0.6)
        if self.maybe(0.3):
            parts.append(f"{self.pick(['', 'CONSTRAINT un '])}UNIQUE ({', '.join(self.some(columns, 2))})")
        if self.maybe(0.3):
            parts.append(f"CONSTRAINT ck CHECK ({self.pick(columns)} IS NOT NULL OR 1)")
        if self.maybe(0.3):
            other, target = self.refers()
            parts.append(f"{self.pick(['', 'CONSTRAINT fk '])}FOREIGN KEY ({self.pick(columns)}) REFERENCES "
                         f"{other} ({target}) "
                         f"{self.pick(['', 'ON DELETE CASCADE', 'ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED'])}")
        if self.maybe(0.1):
            parts.append(self.pick([f"FOREIGN KEY ({', '.join(columns[:2])}) REFERENCES {self.pick(TABLES)}",
                                    f"UNIQUE ({self.pick(columns)} COLLATE NOCASE DESC) ON CONFLICT REPLACE",
                                    f"CHECK ({self.pick(columns)} IN ('a', ')', \"{columns[0].strip(chr(34))}\"))",
                                    f"CONSTRAINT \"odd c\" CHECK (length({columns[0]}) > 0) -- said"]))
        options = ([] if rowid else ["WITHOUT ROWID"]) + (["STRICT"] if strict else [])
        between = self.pick([", ", ", ", ",\n  ", " /* , */ , "])
        return f"CREATE TABLE {name} ({between.join(parts)}{self.pick(['', chr(10)])}) {', '.join(options)}"

    def index(self):
        table = self.table()
        one, two = self.column_in(table), self.column_in(table)
        return (f"CREATE {self.pick(['', '', 'UNIQUE '])}INDEX {self.pick(['i1', 'i2', 'i3', chr(34) + 'Odd I' + chr(34)])} "
                f"ON {table} ({self.pick([one, one + ' DESC', f'{one}, {two}', f'lower({one})', one + ' COLLATE NOCASE', f'{one} + 1, {two} COLLATE RTRIM DESC', f'CASE WHEN {one} > 1 THEN {two} END'])}) "
                f"{self.pick(['', '', f'WHERE {two} IS NOT NULL'])}")

    def view(self):
        source = self.known([*self.tables, *self.tables, *self.views], "v1")
        one = self.column_in(source)
        beside = [name for name, columns in self.tables.items() if one in columns] or [source]
        if self.maybe(0.2):
            return self.pick([
                f"CREATE VIEW v3 (x, \"odd v\") AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n, {one} FROM r, {source}",
                f"CREATE VIEW v2 AS SELECT {one}, row_number() OVER (ORDER BY {one}) AS n /* ; */ FROM {source} -- all",
                f"CREATE VIEW v1 AS SELECT {one} FROM {source} UNION SELECT 'it''s' EXCEPT VALUES (';')"])
        return (f"CREATE VIEW {self.pick(['v1', 'v2', 'v3'])}{self.pick(['', '', ' (x)'])} AS SELECT "
                f"{self.pick([one, '*', f'{one} AS other', 'count(*) AS n', f'{one} || 1'])} FROM {source}"
                f"{self.pick(['', f' WHERE {one} > 1', f' JOIN {self.pick(beside)} USING ({one})'])}")

    def trigger(self):
        table, other = self.table(), self.table()
        one, third = self.column_in(table), self.column_in(other)
        if self.maybe(0.2):
            return (f"CREATE TRIGGER tr3 AFTER UPDATE ON {table} FOR EACH ROW WHEN NEW.{one} IS NOT OLD.{one} BEGIN "
                    f"INSERT OR REPLACE INTO {other} ({third}) VALUES ('it''s; END'); DELETE FROM {table} WHERE {one} IS NULL; "
                    f"SELECT CASE WHEN NEW.{one} = 1 THEN RAISE(ABORT, 'no') END; END")
        if self.maybe(0.2):
            return (f"CREATE TRIGGER tv INSTEAD OF INSERT ON {self.known(self.views, 'v1')} BEGIN "
                    f"DELETE FROM {table} WHERE {one} = 1; END")
        return (f"CREATE TRIGGER {self.pick(['tr1', 'tr2'])} {self.pick(['AFTER', 'BEFORE'])} "
                f"{self.pick(['INSERT', 'DELETE', f'UPDATE OF {one}'])} ON {table} "
                f"{self.pick(['', 'WHEN 1 > 2 '])}BEGIN UPDATE {other} SET {third} = 1 WHERE 0; END")

    def make(self):
        size = self.random.randint(1, 4)
        yield from self.times(1, 2 * size, self.make_table)
        yield None
        yield from self.times(0, size, self.make_table)
        yield from self.times(0, 3 * size, self.index)
        yield from self.times(0, size, self.view)
        yield None
        yield from self.times(0, size, self.view)
        yield from self.times(0, 2 * size, self.trigger)
        if self.maybe(0.1):
            yield f"CREATE VIRTUAL TABLE ft USING fts5({self.pick(['x', 'x, y'])})"
        if self.maybe(0.05):
            yield "CREATE VIRTUAL TABLE rt USING rtree(id, low, high)"

    def edit(self):
        table = self.table()
        one = self.column_in(table)
        index, view, trigger = (self.part_in(table, "indexes", "i1"), self.known(self.views, "v1"),
                                self.part_in(table, "triggers", "tr1"))
        return self.pick([
            f"ALTER TABLE {table} ADD COLUMN {self.column(self.pick(COLUMNS), beside=[one])}",
            f"ALTER TABLE {table} ADD COLUMN {self.column('new1', beside=[one])}",
            f"ALTER TABLE {table} DROP COLUMN {one}",
            f"ALTER TABLE {table} RENAME COLUMN {one} TO {self.pick(['renamed', self.pick(COLUMNS)])}",
            f"ALTER TABLE {table} RENAME TO {self.pick(['renamed', self.pick(TABLES)])}",
            f"DROP TABLE {table}", f"DROP INDEX {index}", f"DROP VIEW {view}",
            f"DROP TRIGGER {trigger}", f"ALTER TABLE {table} DROP COLUMN id", "DROP TABLE ft",
            f"ALTER TABLE {table} RENAME COLUMN id TO key",
            f"DROP TABLE {table}; {self.make_table(table)}",
            self.index(), self.view(), self.trigger(), self.make_table()])

    def edits(self):
        yield from self.times(1, 6, self.edit)
        yield None
        yield from self.times(0, 6, self.edit)

    def rows(self):
        return self.inserts("INSERT", 10)
