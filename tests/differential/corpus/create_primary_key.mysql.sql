-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_primary_key

CREATE TABLE cpk (
    a INTEGER NOT NULL, 
    b INTEGER NOT NULL
);

ALTER TABLE cpk ADD CONSTRAINT pk_cpk PRIMARY KEY (a, b);

ALTER TABLE cpk DROP PRIMARY KEY;

ALTER TABLE cpk ADD PRIMARY KEY (a);

INSERT INTO alembic_version (version_num) VALUES ('create_primary_key');

-- downgrade --
-- Running downgrade create_primary_key -> 

ALTER TABLE cpk DROP PRIMARY KEY;

DROP TABLE cpk;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_primary_key';

