-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> no_downgrade

SELECT 1;

INSERT INTO alembic_version (version_num) VALUES ('no_downgrade');

-- downgrade --
FAILED: NotImplementedError: there is no way back
