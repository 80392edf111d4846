-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_nullable

CREATE TABLE acn (
    a INTEGER, 
    b VARCHAR(5) NOT NULL
);

ALTER TABLE acn MODIFY a INTEGER NOT NULL;

ALTER TABLE acn MODIFY b VARCHAR(5) NULL;

INSERT INTO alembic_version (version_num) VALUES ('alter_column_nullable');

-- downgrade --
-- Running downgrade alter_column_nullable -> 

ALTER TABLE acn MODIFY b VARCHAR(5) NOT NULL;

ALTER TABLE acn MODIFY a INTEGER NULL;

DROP TABLE acn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_nullable';

