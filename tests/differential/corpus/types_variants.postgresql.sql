-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_variants

CREATE TABLE tv (
    id BIGSERIAL NOT NULL, 
    a JSONB, 
    b TEXT, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('types_variants') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_variants -> 

DROP TABLE tv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_variants';

COMMIT;

