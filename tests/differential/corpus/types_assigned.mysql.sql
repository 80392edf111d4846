-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_assigned

CREATE TABLE t_ta (
    s VARCHAR(30), 
    n NUMERIC(9, 1), 
    d DATETIME, 
    p VARCHAR(5)
);

INSERT INTO alembic_version (version_num) VALUES ('types_assigned');

-- downgrade --
-- Running downgrade types_assigned -> 

DROP TABLE t_ta;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_assigned';

