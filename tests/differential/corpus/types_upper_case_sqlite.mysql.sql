-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_upper_case_sqlite

CREATE TABLE tucl (
    c1 DATETIME, 
    c2 BLOB, 
    c3 BINARY(16), 
    c4 VARBINARY(16), 
    c5 NATIONAL VARCHAR(10), 
    c6 NATIONAL CHAR(10), 
    c7 CLOB, 
    c8 TIME
);

INSERT INTO alembic_version (version_num) VALUES ('types_upper_case_sqlite');

-- downgrade --
-- Running downgrade types_upper_case_sqlite -> 

DROP TABLE tucl;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_upper_case_sqlite';

