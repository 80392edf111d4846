-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> batch_postgresql

CREATE TABLE bpg (
    id SERIAL NOT NULL, 
    a INTEGER, 
    PRIMARY KEY (id)
);

ALTER TABLE bpg ADD COLUMN b VARCHAR(10);

ALTER TABLE bpg ALTER COLUMN a SET NOT NULL;

ALTER TABLE bpg ADD CONSTRAINT uq_bpg_a UNIQUE (a);

CREATE INDEX ix_bpg_b ON bpg (b);

ALTER TABLE bpg ADD CONSTRAINT fk_bpg FOREIGN KEY(a) REFERENCES bpg (id) ON DELETE CASCADE;

ALTER TABLE bpg ADD CONSTRAINT ck_bpg CHECK (a > 0);

COMMENT ON TABLE bpg IS 'made by batch';

UPDATE bpg SET a = 2;

ALTER TABLE bpg ALTER COLUMN b TYPE TEXT;

ALTER TABLE bpg RENAME b TO c;

INSERT INTO alembic_version (version_num) VALUES ('batch_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade batch_postgresql -> 

ALTER TABLE bpg DROP CONSTRAINT ck_bpg;

ALTER TABLE bpg DROP CONSTRAINT fk_bpg;

DROP INDEX ix_bpg_b;

ALTER TABLE bpg DROP CONSTRAINT uq_bpg_a;

ALTER TABLE bpg DROP COLUMN c;

COMMENT ON TABLE bpg IS NULL;

DROP TABLE bpg;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_postgresql';

COMMIT;

