"""Random schemas of MariaDB as lists of statements; what is refused means nothing."""
from chance import Chance

TABLES = ["t1", "t2", "t3", "t4", "`Odd T`", "`order`"]
COLUMNS = ["a", "b", "c", "d", "e", "`Odd C`", "`index`"]
PLAIN = ["INT", "BIGINT", "BIGINT UNSIGNED", "SMALLINT", "VARCHAR(10)", "VARCHAR(40)", "CHAR(5)", "TEXT", "DECIMAL(10,2)",
         "DOUBLE", "DATE", "DATETIME(3)", "TIMESTAMP", "TIME", "ENUM('x','y')", "ENUM('y','x','z')", "SET('a','b')",
         "JSON", "BLOB", "BIT(5)", "TINYINT(1)", "LONGTEXT", "YEAR", "VARBINARY(20)", "UUID", "FLOAT", "INET6", "TIMESTAMP(6)",
         "INT(5) UNSIGNED ZEROFILL", "MEDIUMINT", "DECIMAL(5) UNSIGNED", "BINARY(3)", "TINYTEXT", "MEDIUMBLOB", "TIME(2)",
         "ENUM('it''s','a,b','')", "POINT", "GEOMETRY", "NCHAR(4)", "VARCHAR(50) COMPRESSED", "DOUBLE(8,3)"]
EXPRESSIONS = ["(uuid())", "(1 + 2)", "(concat('a', 'it''s'))", "(current_timestamp() + interval 1 day)", "'a\\\\b'", "''", "NULL"]
NUMBERS = ("INT", "BIGINT", "SMALLINT", "DECIMAL(10,2)", "DOUBLE", "BIGINT UNSIGNED")


class Schemas(Chance):
    mark = "`"

    def table(self):
        return self.known(self.tables, self.pick(TABLES))

    def column(self, name, beside=COLUMNS):
        kind = self.pick(PLAIN)
        text = f"{name} {kind}"
        if kind.startswith(("VARCHAR", "CHAR", "TEXT")) and self.maybe(0.2):
            text += self.pick([" COLLATE utf8mb4_bin", " CHARACTER SET latin1"])
        choice = self.random.random()
        if choice < 0.12:
            return text + self.pick([f" AS (length({self.pick(beside)})) STORED", f" AS (concat({self.pick(beside)}, 'x')) VIRTUAL",
                                     " AS (1 + 2) STORED"])
        if self.maybe(0.3):
            text += " NOT NULL"
        if choice < 0.4:
            value = "1" if kind in NUMBERS else "'x'" if kind.startswith(("VARCHAR", "CHAR", "ENUM")) else "NULL"
            if self.maybe(0.25):
                value = self.pick(EXPRESSIONS)
                # None of them is a place: the server takes such a default, but then neither a row nor an ALTER TABLE.
                if kind in ("POINT", "GEOMETRY"):
                    value = "NULL"
            if kind == "TIMESTAMP":
                value = "CURRENT_TIMESTAMP" + self.pick(["", " ON UPDATE CURRENT_TIMESTAMP"])
            if kind in ("TIMESTAMP(6)", "DATETIME(3)") and self.maybe(0.7):
                now = f"CURRENT_TIMESTAMP({kind[-2]})"
                value = now + self.pick(["", f" ON UPDATE {now}"])
            text += f" DEFAULT {value}"
        if self.maybe(0.15):
            text += self.pick([" COMMENT 'it''s'", " COMMENT 'one'", " INVISIBLE", " COMMENT 'a\\\\nb'", " COMMENT 'Größe 漢'"])
        if self.maybe(0.1):
            text += f" CHECK ({name} <> 5)"
        return text

    def make_table(self, name=None):
        name = name or self.pick([one for one in TABLES if one not in self.tables] or TABLES)
        columns = self.some(COLUMNS, 6)
        parts = [self.column(c, columns) for c in columns]
        short = [c for c, part in zip(columns, parts) if not any(word in part for word in
                 ("TEXT", "BLOB", "JSON", "GEOMETRY", "POINT", "COMPRESSED", "VIRTUAL"))] or ["id"]
        choice = self.random.random()
        if choice < 0.4:
            parts.insert(self.random.randint(0, 1), f"id {self.pick(['INT', 'BIGINT'])} NOT NULL AUTO_INCREMENT PRIMARY KEY")
        elif choice < 0.6:
            parts.append(f"PRIMARY KEY ({', '.join(self.some(short, 2))})")
        if self.maybe(0.3):
            parts.append(f"UNIQUE KEY un ({', '.join(self.some(short, 2))})")
        if self.maybe(0.1):
            parts.append(f"UNIQUE KEY ({self.pick(short)})")
        if self.maybe(0.08):
            parts += ["spot POINT NOT NULL", "SPATIAL KEY sp (spot)"]
        if self.maybe(0.1):
            parts += [f"parent {'BIGINT' if any('id BIGINT' in part for part in parts) else 'INT'}", f"FOREIGN KEY (parent) REFERENCES {name} (id) ON DELETE SET NULL"]
        if self.maybe(0.1):
            parts.append(f"CHECK ({self.pick(columns)} IS NULL OR {self.pick(columns)} <> 'it''s')")
        if self.maybe(0.3):
            parts.append(f"KEY k1 ({self.pick(short)}{self.pick(['', ' DESC', '', '(3)'])})")
        if self.maybe(0.2):
            parts.append(f"CONSTRAINT ck CHECK ({self.pick(columns)} IS NOT NULL OR 1)")
        options = self.pick(["", "", "", " ENGINE=MyISAM", " COMMENT='a table'", " ROW_FORMAT=COMPRESSED",
                             " DEFAULT CHARSET=latin1", " ENGINE=Aria", " COLLATE=utf8mb4_bin", " KEY_BLOCK_SIZE=8",
                             " ENGINE=MEMORY", " AUTO_INCREMENT=50", " STATS_PERSISTENT=0 CHECKSUM=1", " PAGE_COMPRESSED=1",
                             " ENGINE=Aria TRANSACTIONAL=0", " ENGINE=MyISAM DELAY_KEY_WRITE=1 MAX_ROWS=1000",
                             " COMMENT='it''s' CHARACTER SET utf8mb3", " ROW_FORMAT=DYNAMIC", " ENGINE=CSV"])
        if self.maybe(0.12):
            return self.partitioned_table(name)
        return f"CREATE TABLE {name} ({', '.join(parts)}){options}"

    def partitions(self):
        return self.pick(["HASH (a) PARTITIONS 3", "KEY (b) PARTITIONS 2", "LINEAR HASH (a DIV 2) PARTITIONS 2",
                          "RANGE (a) (PARTITION p0 VALUES LESS THAN (10) COMMENT = 'it''s', PARTITION `p x` VALUES LESS THAN MAXVALUE)",
                          "RANGE (a) (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (200))",
                          "LIST (a) (PARTITION few VALUES IN (1, 2, 3), PARTITION more DEFAULT)",
                          "RANGE COLUMNS (b) (PARTITION p0 VALUES LESS THAN ('m'), PARTITION p1 VALUES LESS THAN (MAXVALUE))",
                          "RANGE (a) SUBPARTITION BY HASH (a) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (5), PARTITION p1 VALUES LESS THAN MAXVALUE)"])

    def partitioned_table(self, name):
        return (f"CREATE TABLE {name} (a INT NOT NULL, b VARCHAR(20) NOT NULL, {self.column('c', ['a', 'b'])}"
                f"{self.pick(['', ', PRIMARY KEY (a, b)', ', UNIQUE KEY un (a, b)', ', KEY k1 (b)'])})"
                f"{self.pick(['', ' ENGINE=MyISAM', ' ENGINE=Aria'])} PARTITION BY {self.partitions()}")

    def part_of_table(self):
        table = self.table()
        one, two = self.column_in(table), self.column_in(table)
        text = self.column_in(table, "varchar", "text", "char", "longtext")
        adds, own, other, columns = self.foreign(table)
        adds, own = adds.replace(",", ", "), ", ".join(own)
        refers = f"REFERENCES {other} ({', '.join(columns)})"
        bare = table.strip("`").replace(" ", "")
        # The server takes a hash that is unique in each partition only, but in no CREATE TABLE.
        hashed = self.pick(["USING BTREE" if table in self.partitioned else "USING HASH", "USING BTREE", "IGNORED"])
        return self.pick([
            f"CREATE {self.pick(['', '', 'UNIQUE '])}INDEX {self.pick(['i1', 'i2', '`Odd I`'])} ON {table} "
            f"({self.pick([one, f'{one}, {two}', one + ' DESC', one + '(4)'])}) {self.pick(['', '', 'COMMENT ' + chr(39) + 'c' + chr(39)])}",
            f"CREATE FULLTEXT INDEX ft ON {table} ({text})",
            f"CREATE {self.pick(['', 'UNIQUE '])}INDEX i3 ON {table} ({one}, {text}(2)) {hashed}",
            f"CREATE FULLTEXT INDEX ft2 ON {table} ({text}) COMMENT 'it''s'",
            f"CREATE TRIGGER {self.pick(['tr4', 'tr5'])} {self.pick(['BEFORE', 'AFTER'])} UPDATE ON {table} FOR EACH ROW "
            f"{self.pick(['', 'FOLLOWS tr4 ', 'PRECEDES tr4 '])}SET @x = IF(OLD.{one} <=> NEW.{one}, 'it''s', \"d;\")",
            f"ALTER TABLE {table} {adds}ADD CONSTRAINT {self.pick(['fk1', 'fk2'])}_{bare} FOREIGN KEY ({own}) {refers} "
            f"{self.pick(['', 'ON DELETE CASCADE', 'ON UPDATE SET NULL', 'ON DELETE RESTRICT'])}",
            f"ALTER TABLE {table} {adds}ADD FOREIGN KEY ({own}) {refers} {self.pick(['', 'ON UPDATE CASCADE', 'ON DELETE NO ACTION'])}",
            f"ALTER TABLE {table} {adds}ADD KEY kf ({own}), ADD FOREIGN KEY ({own}) {refers} ON DELETE SET NULL",
            f"CREATE INDEX i4 ON {table} ({text}(3) DESC, {one})",
            f"CREATE SPATIAL INDEX sp2 ON {table} ({self.column_in(table, 'point', 'geometry')})",
            f"ALTER TABLE {table} ADD CONSTRAINT n1 CHECK ({one} IS NOT NULL OR {two} IS NULL)",
            f"CREATE TRIGGER {self.pick(['tr1', 'tr2', 'tr3'])} {self.pick(['BEFORE', 'AFTER'])} {self.pick(['INSERT', 'DELETE'])} "
            f"ON {table} FOR EACH ROW {self.pick(['SET @x = 1', 'BEGIN SET @x = 2; SET @y = 1; END'])}",
        ])

    def view(self):
        source = self.known([*self.tables, *self.tables, *self.views], "v1")
        one = self.column_in(source)
        if self.maybe(0.2):
            two, other = self.column_in(source), self.table()
            third = self.column_in(other)
            return self.pick([
                f"CREATE VIEW v3 (x, `Odd V`) AS SELECT {one}, {two} FROM {source} WHERE {two} LIKE 'it''s%' WITH {self.pick(['LOCAL', 'CASCADED'])} CHECK OPTION",
                f"CREATE VIEW v2 AS SELECT l.{one}, r.{third} AS r2, f1(1) AS f FROM {source} l LEFT JOIN {other} r ON l.{one} = r.{third}",
                f"CREATE VIEW v1 AS WITH c AS (SELECT {one} FROM {source}) SELECT * FROM c UNION ALL SELECT 1",
                f"CREATE ALGORITHM = TEMPTABLE VIEW v4 AS SELECT {one}, row_number() OVER (ORDER BY {two}) AS n FROM {source} GROUP BY {one} HAVING max({two}) > 0"])
        return (f"CREATE {self.pick(['', '', 'ALGORITHM = MERGE ', 'SQL SECURITY INVOKER '])}VIEW {self.pick(['v1', 'v2', 'v3'])} AS SELECT "
                f"{self.pick([one, '*', f'{one} AS other', 'count(*) AS n'])} FROM {source}")

    def other(self):
        return self.pick([
            f"CREATE FUNCTION `f 2` (a ENUM('x','y'), b DECIMAL(5,2)) RETURNS VARCHAR(20) CHARSET latin1 READS SQL DATA SQL SECURITY INVOKER "
            f"COMMENT 'it''s' BEGIN DECLARE n INT DEFAULT {self.random.randint(1, 3)}; -- why\n RETURN concat(a, 'it''s', n); END",
            f"CREATE PROCEDURE p2 (INOUT `a b` JSON, OUT c TEXT) MODIFIES SQL DATA {self.pick(['', 'SQL SECURITY INVOKER '])}"
            f"BEGIN DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET c = 'e'; INSERT INTO t1 (a) VALUES (1); END",
            "CREATE AGGREGATE FUNCTION f3 (x INT) RETURNS INT BEGIN DECLARE n INT DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT FOUND "
            "RETURN n; LOOP FETCH GROUP NEXT ROW; SET n = n + x; END LOOP; END",
            f"CREATE EVENT ev2 ON SCHEDULE {self.pick(['AT', 'EVERY 90 MINUTE STARTS'])} '2035-01-01 10:00:00' ON COMPLETION PRESERVE "
            f"{self.pick(['', 'DISABLE ON SLAVE '])}COMMENT 'it''s' DO BEGIN SET @x = 1; DELETE FROM t1; END",
            f"CREATE FUNCTION f1 ({self.pick(['x INT', 'y VARCHAR(10)'])}) RETURNS INT {self.pick(['DETERMINISTIC ', ''])}NO SQL RETURN {self.random.randint(1, 3)}",
            f"CREATE PROCEDURE p1 ({self.pick(['', 'IN x INT', 'OUT y INT'])}) BEGIN SET @a = {self.random.randint(1, 3)}; END",
            f"CREATE EVENT ev ON SCHEDULE EVERY {self.random.randint(1, 3)} DAY STARTS '2030-01-01 00:00:00' "
            f"{self.pick(['ENABLE', 'DISABLE'])} DO DELETE FROM t1 WHERE 0"])

    def make(self):
        size = self.random.randint(1, 4)
        yield from self.times(2, 2 + size, self.make_table)
        yield None
        yield from self.times(1, 1 + size, self.make_table)
        yield from self.times(0, 4 * size, self.part_of_table)
        yield from self.times(0, 3, self.other)
        yield None
        yield from self.times(0, 4 * size, self.part_of_table)
        yield from self.times(0, size, self.view)
        yield None
        yield from self.times(0, size, self.view)

    def edit(self):
        table = self.table()
        one, two, index = self.column_in(table), self.column_in(table), self.part_in(table, "indexes", "k1")
        constraint = self.part_in(table, "constraints", "ck")
        view = self.known(self.views, "v1")
        return self.pick([
            f"ALTER TABLE {table} ADD COLUMN {self.column(self.pick(COLUMNS), [one, two])}{self.pick(['', ' FIRST', f' AFTER {two}'])}",
            f"ALTER TABLE {table} ADD COLUMN {self.column('new1')}{self.pick(['', ' FIRST'])}",
            f"ALTER TABLE {table} DROP COLUMN {one}",
            f"ALTER TABLE {table} MODIFY COLUMN {self.column(one, [two])}{self.pick(['', ' FIRST', f' AFTER {two}'])}",
            f"ALTER TABLE {table} RENAME COLUMN {one} TO {self.pick(['renamed', self.pick(COLUMNS)])}",
            f"ALTER TABLE {table} RENAME TO {self.pick(['renamed', self.pick(TABLES)])}",
            f"ALTER TABLE {table} DROP PRIMARY KEY", f"ALTER TABLE {table} MODIFY id BIGINT NOT NULL",
            f"ALTER TABLE {table} ADD PRIMARY KEY ({one})",
            f"ALTER TABLE {table} {self.pick(['ENGINE=InnoDB', 'COMMENT=' + chr(39) + 'new' + chr(39), 'ROW_FORMAT=DYNAMIC', 'COLLATE=utf8mb4_unicode_ci'])}",
            f"ALTER TABLE {table} CONVERT TO CHARACTER SET utf8mb4",
            f"ALTER TABLE {self.known(self.partitioned, table)} {self.pick(['REMOVE PARTITIONING', 'PARTITION BY ' + self.partitions()])}",
            f"ALTER TABLE {self.known(self.partitioned, table)} {self.pick(['DROP PARTITION p1', 'ADD PARTITION (PARTITION p3 VALUES LESS THAN (300))'])}",
            f"ALTER TABLE {table} DROP FOREIGN KEY {constraint}",
            f"ALTER TABLE {table} DROP KEY {index}",
            f"ALTER TABLE {table} DROP CONSTRAINT {constraint}",
            f"DROP TABLE {table}", f"DROP VIEW {view}", f"DROP TRIGGER {self.part_in(table, 'triggers', 'tr1')}",
            "DROP FUNCTION f1", "DROP PROCEDURE p1", "DROP EVENT ev", "DROP FUNCTION `f 2`", "DROP EVENT ev2",
            f"ALTER EVENT ev {self.pick(['DISABLE', 'COMMENT ' + chr(39) + 'x' + chr(39), 'RENAME TO ev9', 'ON SCHEDULE EVERY 5 HOUR'])}",
            f"ALTER PROCEDURE p1 {self.pick(['COMMENT ' + chr(39) + 'x' + chr(39), 'SQL SECURITY INVOKER', 'READS SQL DATA'])}",
            # The server gives a compressed column that is NOT NULL a default whenever it is made.
            f"ALTER TABLE {table} ALTER COLUMN {one if 'COMPRESSED' not in self.tables.get(table, {}).get(one, '') else 'id'} "
            f"{self.pick(['SET DEFAULT 3', 'DROP DEFAULT'])}",
            f"ALTER TABLE {table} RENAME INDEX {index} TO {self.pick(['k9', 'i2'])}",
            f"ALTER TABLE {table} ALTER INDEX {index} {self.pick(['IGNORED', 'NOT IGNORED'])}",
            f"ALTER TABLE {table} ENGINE={self.pick(['MyISAM', 'Aria', 'MEMORY'])}",
            f"ALTER TABLE {table} CHANGE {one} changed {self.pick(PLAIN)}{self.pick(['', ' FIRST'])}",
            f"ALTER TABLE {table} {self.pick(['ROW_FORMAT=DEFAULT', 'KEY_BLOCK_SIZE=0', 'STATS_PERSISTENT=DEFAULT', 'CHECKSUM=0', 'PAGE_COMPRESSED=0'])}",
            f"ALTER TABLE {table} DROP COLUMN {self.pick(['id', 'ref', 'ref2', 'parent', 'spot'])}",
            f"ALTER DATABASE COLLATE = {self.pick(['utf8mb4_bin', 'latin1_swedish_ci'])}",
            self.part_of_table(), self.part_of_table(), self.view(), self.other(), self.make_table()])

    def edits(self):
        yield from self.times(1, 7, self.edit)
        yield None
        yield from self.times(0, 7, self.edit)

    def rows(self):
        return self.inserts("INSERT IGNORE", 1)
