-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_variants

CREATE TABLE tv (
    id BIGINT NOT NULL AUTO_INCREMENT, 
    a JSON, 
    b VARCHAR(5), 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('types_variants');

-- downgrade --
-- Running downgrade types_variants -> 

DROP TABLE tv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_variants';

