-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_tables

ALTER TABLE old RENAME TO new;

ALTER TABLE other.old RENAME TO other.`Odd Name`;

ALTER TABLE mta COMMENT 'it''s new \\ 100%';

ALTER TABLE other.mta COMMENT 'again';

ALTER TABLE mta COMMENT '';

CREATE TEMPORARY TABLE other.mta (
    a INTEGER
)COMMENT='';

INSERT INTO mta SELECT * FROM old WHERE name LIKE 'a%' AND x = ':y';

INSERT INTO alembic_version (version_num) VALUES ('mysql_tables');

-- downgrade --
-- Running downgrade mysql_tables -> 

DROP TABLE other.mta;

DROP TABLE mta;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_tables';

