-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_boolean_constraint

CREATE TABLE tbc (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a BOOL, 
    b BOOL, 
    PRIMARY KEY (id), 
    CONSTRAINT ck_tbc_a CHECK (a IN (0, 1)), 
    CHECK (b IN (0, 1))
);

INSERT INTO alembic_version (version_num) VALUES ('types_boolean_constraint');

-- downgrade --
-- Running downgrade types_boolean_constraint -> 

DROP TABLE tbc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_boolean_constraint';

