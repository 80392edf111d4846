-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_everything

CREATE TABLE ace (
    a INTEGER
);

ALTER TABLE ace CHANGE a b BIGINT NOT NULL DEFAULT '7' COMMENT 'all';

INSERT INTO alembic_version (version_num) VALUES ('alter_column_everything');

-- downgrade --
-- Running downgrade alter_column_everything -> 

ALTER TABLE ace CHANGE b a INTEGER NULL;

DROP TABLE ace;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_everything';

