-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> views_and_rules

CREATE TABLE vr (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    n INTEGER, 
    PRIMARY KEY (id)
);

CREATE VIEW vr_view AS SELECT id, n * 2 AS twice FROM vr WHERE n > 0;

CREATE MATERIALIZED VIEW vr_mat AS SELECT count(*) AS n FROM vr WITH DATA;

CREATE UNIQUE INDEX ix_vr_mat ON vr_mat (n);

INSERT INTO alembic_version (version_num) VALUES ('views_and_rules');

-- downgrade --
-- Running downgrade views_and_rules -> 

DROP MATERIALIZED VIEW vr_mat;

DROP VIEW IF EXISTS vr_view;

DROP TABLE vr;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'views_and_rules';

