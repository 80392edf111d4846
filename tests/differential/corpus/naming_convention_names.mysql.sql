-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> naming_convention_names

CREATE TABLE ncn (
    a INTEGER NOT NULL AUTO_INCREMENT, 
    CONSTRAINT pk_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy PRIMARY KEY (a)
);

CREATE INDEX ix_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ON ncn (a);

INSERT INTO alembic_version (version_num) VALUES ('naming_convention_names');

-- downgrade --
-- Running downgrade naming_convention_names -> 

DROP INDEX ix_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ON ncn;

DROP TABLE ncn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'naming_convention_names';

