"""Random schemas of SQLite as lists of statements; what is refused means nothing."""
from chance import Chance

TABLES = ["t1", "t2", "t3", "t4", '"Odd T"', '"order"']
COLUMNS = ["a", "b", "c", "d", "e", '"Odd C"', '"index"']
PLAIN = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"]
LOOSE = PLAIN + ["VARCHAR(10)", "NUMERIC(10, 2)", "DATETIME", "", "BIGINT"]


class Schemas(Chance):
    def column(self, name, kinds=LOOSE):
        text = f"{name} {self.pick(kinds)}"
        choice = self.random.random()
        if choice < 0.12 and name != "a":  # A generated column that stands on itself cannot even be read.
            text += self.pick([" GENERATED ALWAYS AS (1 + 2) STORED", " AS (length(a))",
                               " GENERATED ALWAYS AS (a || 'x') VIRTUAL"])
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
            text += f" REFERENCES {self.pick(TABLES)}"
        return text

    def make_table(self, name=None):
        name = name or self.pick(TABLES)
        columns = self.some(COLUMNS, 6)
        strict = self.maybe(0.2)
        parts = [self.column(c, PLAIN if strict else LOOSE) for c in columns]
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
            parts.append(f"{self.pick(['', 'CONSTRAINT fk '])}FOREIGN KEY ({self.pick(columns)}) REFERENCES "
                         f"{self.pick(TABLES)} ({self.pick(COLUMNS)}) "
                         f"{self.pick(['', 'ON DELETE CASCADE', 'ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED'])}")
        options = ([] if rowid else ["WITHOUT ROWID"]) + (["STRICT"] if strict else [])
        return f"CREATE TABLE {name} ({', '.join(parts)}) {', '.join(options)}"

    def index(self):
        one, two = self.pick(COLUMNS), self.pick(COLUMNS)
        return (f"CREATE {self.pick(['', '', 'UNIQUE '])}INDEX {self.pick(['i1', 'i2', 'i3', chr(34) + 'Odd I' + chr(34)])} "
                f"ON {self.pick(TABLES)} ({self.pick([one, one + ' DESC', f'{one}, {two}', f'lower({one})', one + ' COLLATE NOCASE'])}) "
                f"{self.pick(['', '', f'WHERE {two} IS NOT NULL'])}")

    def view(self):
        source = self.pick(TABLES + ["v1", "v2"])
        one = self.pick(COLUMNS)
        return (f"CREATE VIEW {self.pick(['v1', 'v2', 'v3'])}{self.pick(['', '', ' (x)'])} AS SELECT "
                f"{self.pick([one, '*', f'{one} AS other', 'count(*) AS n', f'{one} || 1'])} FROM {source}"
                f"{self.pick(['', f' WHERE {one} > 1', f' JOIN {self.pick(TABLES)} USING ({one})'])}")

    def trigger(self):
        table = self.pick(TABLES)
        one = self.pick(COLUMNS)
        if self.maybe(0.2):
            return (f"CREATE TRIGGER tv INSTEAD OF INSERT ON {self.pick(['v1', 'v2'])} BEGIN "
                    f"DELETE FROM {table} WHERE {one} = 1; END")
        return (f"CREATE TRIGGER {self.pick(['tr1', 'tr2'])} {self.pick(['AFTER', 'BEFORE'])} "
                f"{self.pick(['INSERT', 'DELETE', f'UPDATE OF {one}'])} ON {table} "
                f"{self.pick(['', 'WHEN 1 > 2 '])}BEGIN UPDATE {self.pick(TABLES)} SET {one} = 1 WHERE 0; END")

    def make(self):
        size = self.random.randint(1, 4)
        yield from self.times(1, 2 * size, self.make_table)
        yield from self.times(0, 3 * size, self.index)
        yield from self.times(0, 2 * size, self.view)
        yield from self.times(0, 2 * size, self.trigger)
        if self.maybe(0.1):
            yield f"CREATE VIRTUAL TABLE ft USING fts5({self.pick(['x', 'x, y'])})"

    def edit(self):
        table, one = self.pick(TABLES), self.pick(COLUMNS)
        return self.pick([
            f"ALTER TABLE {table} ADD COLUMN {self.column(one)}",
            f"ALTER TABLE {table} ADD COLUMN {self.column('new1')}",
            f"ALTER TABLE {table} DROP COLUMN {one}",
            f"ALTER TABLE {table} RENAME COLUMN {one} TO {self.pick(['renamed', self.pick(COLUMNS)])}",
            f"ALTER TABLE {table} RENAME TO {self.pick(['renamed', self.pick(TABLES)])}",
            f"DROP TABLE {table}", f"DROP INDEX i{self.random.randint(1, 3)}", f"DROP VIEW v{self.random.randint(1, 3)}",
            f"DROP TRIGGER tr{self.random.randint(1, 2)}",
            f"DROP TABLE {table}; {self.make_table(table)}",
            self.index(), self.view(), self.trigger(), self.make_table()])

    def edits(self):
        yield from self.times(1, 10, self.edit)

    def rows(self):
        return self.inserts("INSERT", TABLES, COLUMNS, 10)
