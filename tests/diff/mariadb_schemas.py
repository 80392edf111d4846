"""Random schemas of MariaDB as lists of statements; what is refused means nothing."""
from chance import Chance

TABLES = ["t1", "t2", "t3", "t4", "`Odd T`", "`order`"]
COLUMNS = ["a", "b", "c", "d", "e", "`Odd C`", "`index`"]
PLAIN = ["INT", "BIGINT", "BIGINT UNSIGNED", "SMALLINT", "VARCHAR(10)", "VARCHAR(40)", "CHAR(5)", "TEXT", "DECIMAL(10,2)",
         "DOUBLE", "DATE", "DATETIME(3)", "TIMESTAMP", "TIME", "ENUM('x','y')", "ENUM('y','x','z')", "SET('a','b')",
         "JSON", "BLOB", "BIT(5)", "TINYINT(1)", "LONGTEXT", "YEAR", "VARBINARY(20)", "UUID", "FLOAT"]
NUMBERS = ("INT", "BIGINT", "SMALLINT", "DECIMAL(10,2)", "DOUBLE", "BIGINT UNSIGNED")


class Schemas(Chance):
    def column(self, name):
        kind = self.pick(PLAIN)
        text = f"{name} {kind}"
        if kind.startswith(("VARCHAR", "CHAR", "TEXT")) and self.maybe(0.2):
            text += self.pick([" COLLATE utf8mb4_bin", " CHARACTER SET latin1"])
        choice = self.random.random()
        if choice < 0.12:
            return text + self.pick([f" AS (length({self.pick(COLUMNS)})) STORED", f" AS (concat({self.pick(COLUMNS)}, 'x')) VIRTUAL",
                                     " AS (1 + 2) STORED"])
        if self.maybe(0.3):
            text += " NOT NULL"
        if choice < 0.4:
            value = "1" if kind in NUMBERS else "'x'" if kind.startswith(("VARCHAR", "CHAR", "ENUM")) else "NULL"
            if kind == "TIMESTAMP":
                value = "CURRENT_TIMESTAMP" + self.pick(["", " ON UPDATE CURRENT_TIMESTAMP"])
            text += f" DEFAULT {value}"
        if self.maybe(0.1):
            text += self.pick([" COMMENT 'it''s'", " COMMENT 'one'", " INVISIBLE"])
        if self.maybe(0.1):
            text += f" CHECK ({name} <> 5)"
        return text

    def make_table(self, name=None):
        name = name or self.pick(TABLES)
        columns = self.some(COLUMNS, 6)
        parts = [self.column(c) for c in columns]
        choice = self.random.random()
        if choice < 0.4:
            parts.insert(self.random.randint(0, 1), f"id {self.pick(['INT', 'BIGINT'])} NOT NULL AUTO_INCREMENT PRIMARY KEY")
        elif choice < 0.6:
            parts.append(f"PRIMARY KEY ({', '.join(self.some(columns, 2))})")
        if self.maybe(0.3):
            parts.append(f"UNIQUE KEY un ({', '.join(self.some(columns, 2))})")
        if self.maybe(0.3):
            parts.append(f"KEY k1 ({self.pick(columns)}{self.pick(['', ' DESC', '(3)'])})")
        if self.maybe(0.2):
            parts.append(f"CONSTRAINT ck CHECK ({self.pick(columns)} IS NOT NULL OR 1)")
        options = self.pick(["", "", "", " ENGINE=MyISAM", " COMMENT='a table'", " ROW_FORMAT=COMPRESSED",
                             " DEFAULT CHARSET=latin1", " ENGINE=Aria", " COLLATE=utf8mb4_bin"])
        return f"CREATE TABLE {name} ({', '.join(parts)}){options}"

    def part_of_table(self):
        table, one, two = self.pick(TABLES), self.pick(COLUMNS), self.pick(COLUMNS)
        target = self.pick(["id", "id", self.pick(COLUMNS)])
        return self.pick([
            f"CREATE {self.pick(['', '', 'UNIQUE '])}INDEX {self.pick(['i1', 'i2', '`Odd I`'])} ON {table} "
            f"({self.pick([one, f'{one}, {two}', one + ' DESC', one + '(4)'])}) {self.pick(['', '', 'COMMENT ' + chr(39) + 'c' + chr(39)])}",
            f"CREATE FULLTEXT INDEX ft ON {table} ({one})",
            f"ALTER TABLE {table} ADD CONSTRAINT {self.pick(['fk1', 'fk2'])}_{table.strip('`').replace(' ', '')} FOREIGN KEY ({one}) "
            f"REFERENCES {self.pick(TABLES)} ({target}) {self.pick(['', 'ON DELETE CASCADE', 'ON UPDATE SET NULL'])}",
            f"ALTER TABLE {table} ADD ref INT, ADD CONSTRAINT fkr_{table.strip('`').replace(' ', '')} FOREIGN KEY (ref) "
            f"REFERENCES {self.pick(TABLES)} (id)",
            f"ALTER TABLE {table} ADD CONSTRAINT n1 CHECK ({one} IS NOT NULL OR {two} IS NULL)",
            f"CREATE TRIGGER {self.pick(['tr1', 'tr2', 'tr3'])} {self.pick(['BEFORE', 'AFTER'])} {self.pick(['INSERT', 'DELETE'])} "
            f"ON {table} FOR EACH ROW {self.pick(['SET @x = 1', 'BEGIN SET @x = 2; SET @y = 1; END'])}",
        ])

    def view(self):
        source = self.pick(TABLES + ["v1", "v2"])
        one = self.pick(COLUMNS)
        return (f"CREATE {self.pick(['', '', 'ALGORITHM = MERGE ', 'SQL SECURITY INVOKER '])}VIEW {self.pick(['v1', 'v2', 'v3'])} AS SELECT "
                f"{self.pick([one, '*', f'{one} AS other', 'count(*) AS n'])} FROM {source}")

    def other(self):
        return self.pick([
            f"CREATE FUNCTION f1 ({self.pick(['x INT', 'y VARCHAR(10)'])}) RETURNS INT {self.pick(['DETERMINISTIC ', ''])}NO SQL RETURN {self.random.randint(1, 3)}",
            f"CREATE PROCEDURE p1 ({self.pick(['', 'IN x INT', 'OUT y INT'])}) BEGIN SET @a = {self.random.randint(1, 3)}; END",
            f"CREATE EVENT ev ON SCHEDULE EVERY {self.random.randint(1, 3)} DAY STARTS '2030-01-01 00:00:00' "
            f"{self.pick(['ENABLE', 'DISABLE'])} DO DELETE FROM t1 WHERE 0"])

    def make(self):
        size = self.random.randint(1, 4)
        yield from self.times(1, 2 * size, self.make_table)
        yield from self.times(0, 5 * size, self.part_of_table)
        yield from self.times(0, size, self.view)
        yield from self.times(0, 3, self.other)

    def edit(self):
        table, one = self.pick(TABLES), self.pick(COLUMNS)
        return self.pick([
            f"ALTER TABLE {table} ADD COLUMN {self.column(one)}{self.pick(['', ' FIRST', f' AFTER {self.pick(COLUMNS)}'])}",
            f"ALTER TABLE {table} ADD COLUMN {self.column('new1')}{self.pick(['', ' FIRST'])}",
            f"ALTER TABLE {table} DROP COLUMN {one}",
            f"ALTER TABLE {table} MODIFY COLUMN {self.column(one)}{self.pick(['', ' FIRST', f' AFTER {self.pick(COLUMNS)}'])}",
            f"ALTER TABLE {table} RENAME COLUMN {one} TO {self.pick(['renamed', self.pick(COLUMNS)])}",
            f"ALTER TABLE {table} RENAME TO {self.pick(['renamed', self.pick(TABLES)])}",
            f"ALTER TABLE {table} DROP PRIMARY KEY", f"ALTER TABLE {table} MODIFY id BIGINT NOT NULL",
            f"ALTER TABLE {table} ADD PRIMARY KEY ({one})",
            f"ALTER TABLE {table} {self.pick(['ENGINE=InnoDB', 'COMMENT=' + chr(39) + 'new' + chr(39), 'ROW_FORMAT=DYNAMIC', 'COLLATE=utf8mb4_unicode_ci'])}",
            f"ALTER TABLE {table} CONVERT TO CHARACTER SET utf8mb4",
            f"ALTER TABLE {table} DROP FOREIGN KEY fk1_{table.strip('`').replace(' ', '')}",
            f"ALTER TABLE {table} DROP KEY {self.pick(['k1', 'un', 'i1'])}",
            f"ALTER TABLE {table} DROP CONSTRAINT {self.pick(['ck', 'n1'])}",
            f"DROP TABLE {table}", f"DROP VIEW v{self.random.randint(1, 3)}", f"DROP TRIGGER tr{self.random.randint(1, 3)}",
            "DROP FUNCTION f1", "DROP PROCEDURE p1", "DROP EVENT ev",
            self.part_of_table(), self.part_of_table(), self.view(), self.other(), self.make_table()])

    def edits(self):
        yield from self.times(1, 12, self.edit)

    def rows(self):
        return self.inserts("INSERT IGNORE", TABLES, COLUMNS, 1)
