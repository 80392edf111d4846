-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> bulk_insert_inline_literal

CREATE TABLE bil (
    id INTEGER, 
    v VARCHAR(10)
);

INSERT INTO bil (id, v) VALUES (1, 'one');

INSERT INTO bil (id, v) VALUES (2, 'it''s');

INSERT INTO alembic_version (version_num) VALUES ('bulk_insert_inline_literal');

-- downgrade --
-- Running downgrade bulk_insert_inline_literal -> 

DROP TABLE bil;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bulk_insert_inline_literal';

