-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_casts

UPDATE mca SET x=CAST(mca.a AS SIGNED INTEGER);

UPDATE mca SET x=CAST(mca.a AS SIGNED INTEGER);

UPDATE mca SET x=CAST(mca.a AS UNSIGNED INTEGER);

UPDATE mca SET x=CAST(mca.a AS SIGNED INTEGER);

UPDATE mca SET x=CAST(mca.a AS CHAR);

UPDATE mca SET x=CAST(mca.a AS CHAR(10));

UPDATE mca SET x=CAST(mca.a AS CHAR);

UPDATE mca SET x=CAST(mca.a AS CHAR(5));

UPDATE mca SET x=CAST(mca.a AS CHAR(5) CHARACTER SET utf8mb4);

UPDATE mca SET x=CAST(mca.a AS CHAR(5) COLLATE utf8mb4_bin);

UPDATE mca SET x=CAST(mca.a AS CHAR);

UPDATE mca SET x=CAST(mca.a AS DATETIME);

UPDATE mca SET x=CAST(mca.a AS DATE);

UPDATE mca SET x=CAST(mca.a AS TIME);

UPDATE mca SET x=CAST(mca.a AS DATETIME);

UPDATE mca SET x=CAST(mca.a AS DATETIME(6));

UPDATE mca SET x=CAST(mca.a AS TIME(3));

UPDATE mca SET x=CAST(mca.a AS BINARY);

UPDATE mca SET x=CAST(mca.a AS BINARY);

UPDATE mca SET x=CAST(mca.a AS JSON);

UPDATE mca SET x=CAST(mca.a AS DECIMAL);

UPDATE mca SET x=CAST(mca.a AS DECIMAL(10, 2));

UPDATE mca SET x=CAST(mca.a AS DECIMAL(5));

UPDATE mca SET x=CAST(mca.a AS DECIMAL(5, 2) UNSIGNED);

UPDATE mca SET x=mca.a;

UPDATE mca SET x=mca.a;

UPDATE mca SET x=mca.a;

UPDATE mca SET x=mca.a;

UPDATE mca SET x=mca.a;

UPDATE mca SET x=mca.a;

UPDATE mca SET x=mca.a;

UPDATE mca SET x=CAST(mca.a AS DATETIME);

UPDATE mca SET x=CAST(mca.a AS CHAR(3));

UPDATE mca SET x=CAST(mca.a AS SIGNED INTEGER);

UPDATE mca SET x=CAST(mca.a AS CHAR(3));

UPDATE mca SET x=CAST(mca.a AS CHAR(3));

UPDATE mca SET x=CAST(mca.a AS DECIMAL(4, 1));

UPDATE mca SET x=CAST(mca.a + 1 AS SIGNED INTEGER);

UPDATE mca SET x=(mca.a + 1);

UPDATE mca SET x=CAST('it''s' AS CHAR(5));

UPDATE mca SET x=(concat(mca.a, 'x'));

CREATE TABLE mca2 (
    a JSON DEFAULT CAST('x' AS CHAR(5))
);

INSERT INTO alembic_version (version_num) VALUES ('mysql_casts');

-- downgrade --
-- Running downgrade mysql_casts -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_casts';

