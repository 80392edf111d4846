-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_rename

CREATE TABLE acr (
    a INTEGER, 
    "Bad Name" INTEGER
);

ALTER TABLE acr RENAME COLUMN a TO b;

ALTER TABLE acr RENAME COLUMN "Bad Name" TO good_name;

INSERT INTO alembic_version (version_num) VALUES ('alter_column_rename') RETURNING version_num;

-- downgrade --
-- Running downgrade alter_column_rename -> 

ALTER TABLE acr RENAME COLUMN good_name TO "Bad Name";

ALTER TABLE acr RENAME COLUMN b TO a;

DROP TABLE acr;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_rename';

