-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> empty

INSERT INTO alembic_version (version_num) VALUES ('empty');

-- downgrade --
-- Running downgrade empty -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'empty';

