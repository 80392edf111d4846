-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_casts_on_postgresql_sqlite

SELECT CAST(t.s AS en) AS s, CAST(t.s AS VARCHAR(10)) AS s__1, CAST(t.s AS VARCHAR) AS s__2, CAST(t.s AS VARCHAR(5)) AS s__3, CAST(t.s AS CHAR(3)) AS s__4, CAST(t.s AS UUID) AS s__5, CAST(t.s AS SMALLINT) AS s__6, CAST(t.s AS INTERVAL) AS s__7 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_casts_on_postgresql_sqlite') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_casts_on_postgresql_sqlite -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_casts_on_postgresql_sqlite';

COMMIT;

