-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_boolean_check

CREATE TABLE acb (
    a VARCHAR(3) NOT NULL
);

ALTER TABLE acb MODIFY a VARCHAR(3) NULL;

ALTER TABLE acb ADD CONSTRAINT ck_acb CHECK (a IN ('yes', 'no'));

INSERT INTO alembic_version (version_num) VALUES ('alter_column_boolean_check');

-- downgrade --
-- Running downgrade alter_column_boolean_check -> 

ALTER TABLE acb MODIFY a VARCHAR(3) NULL;

DROP TABLE acb;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_boolean_check';

