-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_table_options

CREATE TABLE mopt1 (
    a INTEGER
)ENGINE=InnoDB;

CREATE TABLE mopt2 (
    a INTEGER
)CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci COMMENT='it''s 100% \\ done' ENGINE=InnoDB;

CREATE TABLE mopt3 (
    a INTEGER
)AUTO_INCREMENT=100 DATA DIRECTORY=/tmp DEFAULT CHARSET=utf8 DEFAULT COLLATE=utf8_bin KEY_BLOCK_SIZE=8 ROW_FORMAT=DYNAMIC TABLESPACE ts;

CREATE TABLE mopt4 (
    a INTEGER
)CHARACTER SET utf8 ENGINE=InnoDB;

CREATE TABLE mopt5 (
    a INTEGER
)ENGINE=InnoDB PARTITION BY HASH(a) PARTITIONS 4 SUBPARTITION BY KEY(a) SUBPARTITIONS 2;

INSERT INTO alembic_version (version_num) VALUES ('mysql_table_options');

-- downgrade --
-- Running downgrade mysql_table_options -> 

DROP TABLE mopt5;

DROP TABLE mopt4;

DROP TABLE mopt3;

DROP TABLE mopt2;

DROP TABLE mopt1;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_table_options';

