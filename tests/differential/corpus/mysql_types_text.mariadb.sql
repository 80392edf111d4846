-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_types_text

CREATE TABLE mtt (
    c1 VARCHAR(10), 
    c2 VARCHAR(10) CHARACTER SET latin1, 
    c3 VARCHAR(10) COLLATE utf8mb4_unicode_ci, 
    c4 VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, 
    c5 NATIONAL VARCHAR(10), 
    c6 NATIONAL VARCHAR(10) COLLATE utf8_general_ci, 
    c7 VARCHAR(10) ASCII, 
    c8 VARCHAR(10) UNICODE BINARY, 
    c9 VARCHAR(10) BINARY, 
    c10 CHAR(3), 
    c11 CHAR(36) COLLATE ascii_bin, 
    c12 CHAR, 
    c13 NATIONAL VARCHAR(5), 
    c14 NATIONAL CHAR(5), 
    c15 NATIONAL CHAR, 
    c16 TEXT, 
    c17 TEXT(1000), 
    c18 TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, 
    c19 TINYTEXT, 
    c20 MEDIUMTEXT CHARACTER SET latin1, 
    c21 LONGTEXT, 
    c22 LONGTEXT COLLATE utf8mb4_bin, 
    c23 ENUM('a','b'), 
    c24 ENUM('it''s','100%'), 
    c25 ENUM('a','b') CHARACTER SET latin1 COLLATE latin1_bin, 
    c26 SET('x','y','z'), 
    c27 SET('x','y') CHARACTER SET utf8mb4, 
    c28 JSON, 
    c29 ENUM('one','two','it''s'), 
    c30 VARCHAR(5), 
    c31 VARCHAR(20), 
    c32 VARCHAR(5) COLLATE utf8mb4_bin, 
    c33 TEXT COLLATE utf8mb4_bin, 
    c34 TEXT(65535), 
    c35 TEXT(16777216), 
    c36 VARCHAR(5), 
    c37 TEXT, 
    c38 NATIONAL VARCHAR(5), 
    c39 NATIONAL CHAR(5), 
    c40 CLOB, 
    CONSTRAINT e3 CHECK (c31 IN ('one', 'three'))
);

INSERT INTO alembic_version (version_num) VALUES ('mysql_types_text');

-- downgrade --
-- Running downgrade mysql_types_text -> 

DROP TABLE mtt;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_types_text';

