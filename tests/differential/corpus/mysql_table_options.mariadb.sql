-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_table_options

CREATE TABLE mopt1 (
    a INTEGER
)ENGINE=Aria;

CREATE TABLE mopt2 (
    a INTEGER
)COLLATE utf8mb4_bin COMMENT='it''s 100% \\ done' DEFAULT CHARSET=utf8mb4 ENGINE=InnoDB;

CREATE TABLE mopt3 (
    a INTEGER
)PAGE_CHECKSUM=1;

CREATE TABLE mopt4 (
    a INTEGER
);

CREATE TABLE mopt5 (
    a INTEGER
)PARTITION BY HASH(a);

INSERT INTO alembic_version (version_num) VALUES ('mysql_table_options');

-- downgrade --
-- Running downgrade mysql_table_options -> 

DROP TABLE mopt5;

DROP TABLE mopt4;

DROP TABLE mopt3;

DROP TABLE mopt2;

DROP TABLE mopt1;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_table_options';

