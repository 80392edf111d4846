-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_batch

ALTER TABLE mba ADD COLUMN a INTEGER NOT NULL DEFAULT '1';

ALTER TABLE mba MODIFY b VARCHAR(10) NULL;

ALTER TABLE mba CHANGE c d INTEGER NULL;

CREATE UNIQUE INDEX ix_mba_a ON mba (a(5));

CREATE INDEX ix_mba_b ON mba (b);

ALTER TABLE mba ADD CONSTRAINT fk_mba FOREIGN KEY(a) REFERENCES parent (id) ON DELETE CASCADE;

ALTER TABLE mba ADD CONSTRAINT uq_mba UNIQUE (a, b);

ALTER TABLE mba ADD CONSTRAINT ck_mba CHECK (a > 1);

ALTER TABLE mba ADD CONSTRAINT pk_mba PRIMARY KEY (a);

ALTER TABLE mba DROP FOREIGN KEY fk_old;

ALTER TABLE mba DROP COLUMN e;

ALTER TABLE other.mba COMMENT 'hello';

INSERT INTO alembic_version (version_num) VALUES ('mysql_batch');

-- downgrade --
-- Running downgrade mysql_batch -> 

DROP INDEX ix_mba_a ON mba;

ALTER TABLE mba DROP INDEX uq_mba;

ALTER TABLE mba DROP CHECK ck_mba;

ALTER TABLE mba DROP PRIMARY KEY;

ALTER TABLE mba COMMENT '';

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_batch';

