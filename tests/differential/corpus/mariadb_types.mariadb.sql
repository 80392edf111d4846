-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mariadb_types

CREATE TABLE mdt (
    a INET4, 
    b INET6, 
    c INET6
);

INSERT INTO alembic_version (version_num) VALUES ('mariadb_types');

-- downgrade --
-- Running downgrade mariadb_types -> 

DROP TABLE mdt;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mariadb_types';

