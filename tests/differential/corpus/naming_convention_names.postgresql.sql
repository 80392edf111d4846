-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> naming_convention_names

CREATE TABLE ncn (
    a SERIAL NOT NULL, 
    CONSTRAINT pk_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy PRIMARY KEY (a)
);

CREATE INDEX ix_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ON ncn (a);

INSERT INTO alembic_version (version_num) VALUES ('naming_convention_names') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade naming_convention_names -> 

DROP INDEX ix_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;

DROP TABLE ncn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'naming_convention_names';

COMMIT;

