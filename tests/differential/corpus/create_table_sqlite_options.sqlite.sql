-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_sqlite_options

CREATE TABLE so_auto (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE so_norowid (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE so_strict (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE so_conflict (
    id INTEGER NOT NULL, 
    a INTEGER NOT NULL ON CONFLICT FAIL, 
    b INTEGER, 
    PRIMARY KEY (id) ON CONFLICT FAIL, 
    UNIQUE (b) ON CONFLICT IGNORE
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_sqlite_options') RETURNING version_num;

-- downgrade --
-- Running downgrade create_table_sqlite_options -> 

DROP TABLE so_conflict;

DROP TABLE so_strict;

DROP TABLE so_norowid;

DROP TABLE so_auto;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_sqlite_options';

