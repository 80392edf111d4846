-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_exclude_constraint

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE cec (
    room INTEGER, 
    during TSRANGE, 
    CONSTRAINT ex_cec_inline EXCLUDE USING gist (room WITH =, during WITH &&)
);

ALTER TABLE cec ADD CONSTRAINT ex_cec EXCLUDE USING gist (during WITH &&, room WITH =) WHERE (room > 10);

INSERT INTO alembic_version (version_num) VALUES ('create_exclude_constraint') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_exclude_constraint -> 

ALTER TABLE cec DROP CONSTRAINT ex_cec;

DROP TABLE cec;

DROP EXTENSION btree_gist;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_exclude_constraint';

COMMIT;

