-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_assigned

CREATE TYPE kind_new_ta AS ENUM ('a', 'b', 'c');

DROP TYPE kind_new_ta;

CREATE TABLE t_ta (
    s VARCHAR(30), 
    n NUMERIC(9, 1), 
    d TIMESTAMP WITH TIME ZONE, 
    p VARCHAR(5)
);

CREATE TYPE named_ta AS ENUM ('x');

CREATE TYPE s.named_other_ta AS ENUM ('x', 'y');

ALTER TABLE t_ta ADD COLUMN k s.named_other_ta;

CREATE TABLE u_ta (
    k s.named_other_ta
);

INSERT INTO alembic_version (version_num) VALUES ('types_assigned') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_assigned -> 

CREATE TYPE kind_old_ta AS ENUM ('a', 'b');

DROP TABLE t_ta;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_assigned';

COMMIT;

