-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> computed_columns

CREATE TABLE computed (
    a INTEGER, 
    b INTEGER GENERATED ALWAYS AS (a * 2) STORED
);

INSERT INTO alembic_version (version_num) VALUES ('computed_columns');

-- downgrade --
-- Running downgrade computed_columns -> 

DROP TABLE computed;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'computed_columns';

