-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_sqlmodel

CREATE TABLE psm (
    id UUID NOT NULL, 
    name VARCHAR(20) NOT NULL, 
    note VARCHAR, 
    kind VARCHAR DEFAULT 'plain' NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE (name)
);

COMMENT ON COLUMN psm.kind IS 'its kind';

CREATE INDEX ix_psm_note ON psm (note);

ALTER TABLE psm ADD COLUMN more VARCHAR(32);

INSERT INTO alembic_version (version_num) VALUES ('package_sqlmodel') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_sqlmodel -> 

ALTER TABLE psm DROP COLUMN more;

DROP INDEX ix_psm_note;

DROP TABLE psm;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlmodel';

COMMIT;

