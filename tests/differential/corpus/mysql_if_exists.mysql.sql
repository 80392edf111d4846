-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_if_exists

CREATE TABLE IF NOT EXISTS mie (
    a INTEGER
);

CREATE INDEX IF NOT EXISTS ix_mie ON mie (a);

ALTER TABLE mie ADD COLUMN IF NOT EXISTS b INTEGER;

INSERT INTO alembic_version (version_num) VALUES ('mysql_if_exists');

-- downgrade --
-- Running downgrade mysql_if_exists -> 

ALTER TABLE mie DROP INDEX uq;

ALTER TABLE mie DROP FOREIGN KEY fk;

ALTER TABLE mie DROP CHECK ck;

ALTER TABLE mie DROP COLUMN IF EXISTS b;

DROP INDEX IF EXISTS ix_mie ON mie;

DROP TABLE IF EXISTS mie;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_if_exists';

