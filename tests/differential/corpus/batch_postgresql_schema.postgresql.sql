-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> batch_postgresql_schema

CREATE TABLE bps (
    a INTEGER NOT NULL
);

ALTER TABLE public.bps ADD CONSTRAINT pk_bps PRIMARY KEY (a);

ALTER TABLE public.bps ADD COLUMN b INTEGER;

ALTER TABLE public.bps ADD CONSTRAINT ex_bps EXCLUDE USING btree (b WITH =);

INSERT INTO alembic_version (version_num) VALUES ('batch_postgresql_schema') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade batch_postgresql_schema -> 

DROP TABLE public.bps;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_postgresql_schema';

COMMIT;

