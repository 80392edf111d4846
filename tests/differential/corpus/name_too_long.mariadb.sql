-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> name_too_long

CREATE INDEX ix_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ON ntl (a);

INSERT INTO alembic_version (version_num) VALUES ('name_too_long');

-- downgrade --
-- Running downgrade name_too_long -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'name_too_long';

