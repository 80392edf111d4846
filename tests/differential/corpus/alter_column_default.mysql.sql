-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_default

CREATE TABLE acd (
    a INTEGER, 
    b VARCHAR(5), 
    c DATETIME
);

ALTER TABLE acd ALTER COLUMN a SET DEFAULT '5';

ALTER TABLE acd ALTER COLUMN a SET DEFAULT 6;

ALTER TABLE acd ALTER COLUMN b SET DEFAULT 'x';

ALTER TABLE acd ALTER COLUMN b DROP DEFAULT;

ALTER TABLE acd ALTER COLUMN c SET DEFAULT now();

ALTER TABLE acd ALTER COLUMN c SET DEFAULT now();

INSERT INTO alembic_version (version_num) VALUES ('alter_column_default');

-- downgrade --
-- Running downgrade alter_column_default -> 

ALTER TABLE acd ALTER COLUMN c DROP DEFAULT;

ALTER TABLE acd ALTER COLUMN a DROP DEFAULT;

DROP TABLE acd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_default';

