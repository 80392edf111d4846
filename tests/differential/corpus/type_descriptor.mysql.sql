-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> type_descriptor

CREATE TABLE described (
    at NUMERIC(20, 6), 
    n DECIMAL(5)
);

INSERT INTO alembic_version (version_num) VALUES ('type_descriptor');

-- downgrade --
-- Running downgrade type_descriptor -> 

DROP TABLE described;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'type_descriptor';

