-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> loose_arguments

CREATE TABLE loose (
    id BIGINT NOT NULL AUTO_INCREMENT, 
    n INTEGER, 
    PRIMARY KEY (id)
);

SELECT CAST(a AS DECIMAL(9, 2)) AS a, loose_source.a AS a_1 
FROM loose_source;

INSERT INTO alembic_version (version_num) VALUES ('loose_arguments');

-- downgrade --
-- Running downgrade loose_arguments -> 

DROP TABLE loose;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'loose_arguments';

