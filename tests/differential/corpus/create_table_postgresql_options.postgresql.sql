-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_postgresql_options

CREATE TABLE po (
    id SERIAL NOT NULL, 
    PRIMARY KEY (id)
)
 TABLESPACE pg_default;

CREATE TABLE po_parts (
    id INTEGER NOT NULL, 
    day DATE NOT NULL
)
 PARTITION BY RANGE (day);

CREATE TABLE po_child (
)
 INHERITS ( po );

CREATE UNLOGGED TABLE po_unlogged (
    id INTEGER
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_postgresql_options') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_table_postgresql_options -> 

DROP TABLE po_unlogged;

DROP TABLE po_child;

DROP TABLE po_parts;

DROP TABLE po;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_postgresql_options';

COMMIT;

