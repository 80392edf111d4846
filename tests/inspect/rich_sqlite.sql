-- One of everything that SQLite has.
CREATE TABLE authors (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- a comment
    "odd ""name" VARCHAR (20) COLLATE NOCASE DEFAULT 'it''s' NOT NULL,
    born date DEFAULT CURRENT_TIMESTAMP,
    score REAL DEFAULT -1.5 CHECK (score >= -1.5 AND score<>2),
    made TEXT DEFAULT (datetime('now', 'localtime')),
    doubled REAL GENERATED ALWAYS AS (score * 2) STORED,
    halved AS (score / 2) VIRTUAL,
    untyped,
    email TEXT UNIQUE ON CONFLICT REPLACE,
    kind double precision NOT NULL ON CONFLICT IGNORE,
    CONSTRAINT ck_both CHECK (length(email) > 3 OR (email IS NULL)),
    CONSTRAINT uq_two UNIQUE (born DESC, "odd ""name" COLLATE BINARY) ON CONFLICT FAIL
);
CREATE TABLE IF NOT EXISTS `books` (
    [isbn] TEXT CONSTRAINT pk_books PRIMARY KEY,
    author integer NOT NULL CONSTRAINT fk_author REFERENCES authors (id) ON DELETE SET NULL ON UPDATE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    editor integer REFERENCES authors,
    data BLOB
) STRICT, WITHOUT ROWID;
CREATE TABLE pairs (a INT, b INT, c INT, PRIMARY KEY (b DESC, a), FOREIGN KEY (a, b) REFERENCES pairs (b, a) MATCH FULL
    ON DELETE NO ACTION, CONSTRAINT fk_c FOREIGN KEY (c) REFERENCES authors (id) ON DELETE RESTRICT);
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, x);
CREATE TABLE added (a INTEGER NOT NULL, PRIMARY KEY (a));
ALTER TABLE added ADD COLUMN b TEXT DEFAULT 'x' REFERENCES authors (id);
CREATE TABLE selected AS SELECT 1 AS one, 'two' AS "Two";
CREATE TABLE old_name (a INTEGER, b INTEGER);
ALTER TABLE old_name RENAME TO "new name";
ALTER TABLE "new name" RENAME COLUMN b TO "and b";
CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize = 'porter ascii');
CREATE INDEX ix_plain ON authors (born, "odd ""name" COLLATE RTRIM DESC);
CREATE UNIQUE INDEX "ix odd" ON authors (lower(email), score + 1 ASC) WHERE email IS NOT NULL AND score >= 0;
CREATE VIEW good AS SELECT a.id, a.email AS "E mail", count(*) FROM authors AS a GROUP BY a.id HAVING count(*) > 1;
CREATE VIEW named (x, y) AS WITH t AS (SELECT 1, 2) SELECT * FROM t;
CREATE TRIGGER touched AFTER UPDATE OF email, score ON authors FOR EACH ROW WHEN NEW.score <> OLD.score
BEGIN
    UPDATE authors SET made = 'a;b' WHERE id = NEW.id; -- inside
    DELETE FROM pairs WHERE a = OLD.id;
END;
CREATE TRIGGER instead INSTEAD OF INSERT ON named BEGIN SELECT CASE WHEN NEW.x IS NULL THEN RAISE(ABORT, 'no') END; END;
