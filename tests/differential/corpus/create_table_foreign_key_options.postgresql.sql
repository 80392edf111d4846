-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_foreign_key_options

CREATE TABLE fko_parent (
    id SERIAL NOT NULL, 
    parent_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(parent_id) REFERENCES fko_parent (id) ON DELETE SET NULL
);

CREATE TABLE fko_child (
    id SERIAL NOT NULL, 
    a INTEGER, 
    b INTEGER, 
    c INTEGER, 
    d INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(c) REFERENCES fko_parent (id) MATCH FULL ON DELETE NO ACTION ON UPDATE RESTRICT, 
    FOREIGN KEY(a) REFERENCES fko_parent (id) DEFERRABLE INITIALLY DEFERRED, 
    FOREIGN KEY(b) REFERENCES fko_parent (id) NOT DEFERRABLE
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_foreign_key_options') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_table_foreign_key_options -> 

DROP TABLE fko_child;

DROP TABLE fko_parent;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_foreign_key_options';

COMMIT;

