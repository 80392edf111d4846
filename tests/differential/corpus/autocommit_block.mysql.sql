-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> autocommit_block

CREATE TABLE acblock (
    a INTEGER
);

INSERT INTO acblock VALUES (1);

INSERT INTO acblock VALUES (2);

INSERT INTO acblock VALUES (3);

INSERT INTO alembic_version (version_num) VALUES ('autocommit_block');

-- downgrade --
-- Running downgrade autocommit_block -> 

DROP TABLE acblock;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'autocommit_block';

