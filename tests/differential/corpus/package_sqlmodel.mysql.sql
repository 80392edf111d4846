-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_sqlmodel

CREATE TABLE psm (
    id CHAR(32) NOT NULL, 
    name VARCHAR(20) NOT NULL, 
    note VARCHAR(255), 
    kind VARCHAR(255) NOT NULL COMMENT 'its kind' DEFAULT 'plain', 
    PRIMARY KEY (id), 
    UNIQUE (name)
);

CREATE INDEX ix_psm_note ON psm (note);

ALTER TABLE psm ADD COLUMN more VARCHAR(32);

INSERT INTO alembic_version (version_num) VALUES ('package_sqlmodel');

-- downgrade --
-- Running downgrade package_sqlmodel -> 

ALTER TABLE psm DROP COLUMN more;

DROP INDEX ix_psm_note ON psm;

DROP TABLE psm;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlmodel';

