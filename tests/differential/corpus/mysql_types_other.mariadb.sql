-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_types_other

CREATE TABLE mto (
    c1 DATETIME, 
    c2 DATETIME(6), 
    c3 DATETIME, 
    c4 TIMESTAMP NULL, 
    c5 TIMESTAMP(3) NOT NULL, 
    c6 TIMESTAMP(2) NULL, 
    c7 TIME, 
    c8 TIME(4), 
    c9 TIMESTAMP NULL, 
    c10 TIMESTAMP NOT NULL, 
    c11 TIMESTAMP NULL, 
    c12 DATETIME, 
    c13 TIME, 
    c14 DATE, 
    c15 DATETIME, 
    c16 TINYBLOB, 
    c17 MEDIUMBLOB, 
    c18 LONGBLOB, 
    c19 BLOB, 
    c20 BLOB(100), 
    c21 BINARY(16), 
    c22 VARBINARY(255), 
    c23 BINARY(4), 
    c24 BINARY, 
    c25 BLOB, 
    c26 BLOB(16777215), 
    c27 BLOB, 
    c28 JSON, 
    c29 BOOL, 
    c30 FLOAT, 
    c31 FLOAT(53), 
    c32 REAL, 
    c33 NUMERIC(12, 3), 
    c34 DECIMAL(12, 3), 
    c35 BLOB, 
    c36 DATETIME, 
    c37 DATE, 
    c38 TIME, 
    c39 BOOL
);

INSERT INTO alembic_version (version_num) VALUES ('mysql_types_other');

-- downgrade --
-- Running downgrade mysql_types_other -> 

DROP TABLE mto;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_types_other';

