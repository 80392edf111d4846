-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_types_newer

CREATE TABLE mtw (
    c1 CHAR(32), 
    c2 CHAR(32), 
    c3 UUID, 
    c4 DOUBLE, 
    c6 DOUBLE, 
    c7 DOUBLE PRECISION, 
    c8 CHAR(32) DEFAULT 'x'
);

INSERT INTO alembic_version (version_num) VALUES ('mysql_types_newer');

-- downgrade --
-- Running downgrade mysql_types_newer -> 

DROP TABLE mtw;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_types_newer';

