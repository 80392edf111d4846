-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_types_numeric

CREATE TABLE mtn (
    c1 TINYINT, 
    c2 TINYINT(1), 
    c3 TINYINT(4) UNSIGNED, 
    c4 SMALLINT(6) UNSIGNED ZEROFILL, 
    c5 MEDIUMINT(9), 
    c6 MEDIUMINT UNSIGNED, 
    c7 INTEGER(11), 
    c8 INTEGER(10) UNSIGNED, 
    c9 INTEGER ZEROFILL, 
    c10 BIGINT(20) UNSIGNED, 
    c11 BIGINT, 
    c12 NUMERIC(10, 2) UNSIGNED, 
    c13 DECIMAL(12), 
    c14 DECIMAL(12, 4) ZEROFILL, 
    c15 DECIMAL, 
    c16 DOUBLE, 
    c17 DOUBLE(10, 3), 
    c18 DOUBLE(20, 5) UNSIGNED, 
    c19 DOUBLE, 
    c20 REAL(8, 2), 
    c21 FLOAT, 
    c22 FLOAT(12), 
    c23 FLOAT(12, 2), 
    c24 FLOAT UNSIGNED, 
    c25 BIT, 
    c26 BIT(7), 
    c27 YEAR, 
    c28 YEAR(4), 
    c29 BOOL, 
    c30 DATE
);

INSERT INTO alembic_version (version_num) VALUES ('mysql_types_numeric');

-- downgrade --
-- Running downgrade mysql_types_numeric -> 

DROP TABLE mtn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_types_numeric';

