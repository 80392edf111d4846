-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_check_constraints

CREATE TABLE checked (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a INTEGER, 
    b VARCHAR(10), 
    PRIMARY KEY (id), 
    CHECK (a > 0), 
    CONSTRAINT ck_checked_small CHECK (a < 100), 
    CONSTRAINT ck_checked_text CHECK (b <> 'x'), 
    CONSTRAINT ck_checked_expression CHECK (a != 50), 
    CONSTRAINT ck_checked_or CHECK (a IS NULL OR b IS NOT NULL), 
    CONSTRAINT ck_checked_in CHECK (b IN ('p', 'q')), 
    CONSTRAINT ck_checked_func CHECK (length(b) >= 1)
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_check_constraints');

-- downgrade --
-- Running downgrade create_table_check_constraints -> 

DROP TABLE checked;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_check_constraints';

