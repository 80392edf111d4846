-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> add_column_computed

CREATE TABLE acg (
    a INTEGER
);

ALTER TABLE acg ADD COLUMN b INTEGER GENERATED ALWAYS AS (a + 1) STORED;

INSERT INTO alembic_version (version_num) VALUES ('add_column_computed');

-- downgrade --
-- Running downgrade add_column_computed -> 

ALTER TABLE acg DROP COLUMN b;

DROP TABLE acg;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'add_column_computed';

