-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> unique_nulls_not_distinct

CREATE TABLE nnd (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_nnd UNIQUE (a)
);

CREATE UNIQUE INDEX ix_nnd ON nnd (a);

INSERT INTO alembic_version (version_num) VALUES ('unique_nulls_not_distinct');

-- downgrade --
-- Running downgrade unique_nulls_not_distinct -> 

DROP INDEX ix_nnd ON nnd;

DROP TABLE nnd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'unique_nulls_not_distinct';

