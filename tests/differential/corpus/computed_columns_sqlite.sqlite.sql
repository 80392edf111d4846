-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> computed_columns_sqlite

CREATE TABLE computed_lite (
    a INTEGER, 
    b INTEGER GENERATED ALWAYS AS (a * 2), 
    c INTEGER GENERATED ALWAYS AS (a + 1) VIRTUAL
);

INSERT INTO alembic_version (version_num) VALUES ('computed_columns_sqlite') RETURNING version_num;

-- downgrade --
-- Running downgrade computed_columns_sqlite -> 

DROP TABLE computed_lite;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'computed_columns_sqlite';

