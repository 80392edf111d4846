-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> loose_arguments

CREATE TABLE loose (
    id INTEGER NOT NULL, 
    n INTEGER, 
    PRIMARY KEY (id)
);

SELECT CAST(a AS NUMERIC(9, 2)) AS a, loose_source.a AS a_1 
FROM loose_source;

INSERT INTO alembic_version (version_num) VALUES ('loose_arguments') RETURNING version_num;

-- downgrade --
-- Running downgrade loose_arguments -> 

DROP TABLE loose;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'loose_arguments';

