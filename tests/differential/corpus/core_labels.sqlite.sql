-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_labels

SELECT t.id, u.id AS id_1, t.id AS id__1, u.id AS id__2 
FROM t, u;

SELECT count(*) AS count_1, count(t.id) AS count_2, t.n + 1 AS anon_1, 1 AS anon_2, -t.n 
FROM t;

SELECT CAST(t.id AS VARCHAR) AS id, CAST(t.id AS TEXT) AS id__1, t.name AS name 
FROM t;

SELECT t.id AS k, t.name 
FROM t GROUP BY t.name, k ORDER BY k;

SELECT t.id AS k, t.name AS name_1 
FROM t ORDER BY k DESC, t.n ASC NULLS LAST;

SELECT t.id AS t_id, u.id AS u_id 
FROM t, u;

INSERT INTO alembic_version (version_num) VALUES ('core_labels') RETURNING version_num;

-- downgrade --
-- Running downgrade core_labels -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_labels';

