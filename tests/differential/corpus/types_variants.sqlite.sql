-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_variants

CREATE TABLE tv (
    id INTEGER NOT NULL, 
    a JSON, 
    b VARCHAR(9), 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('types_variants') RETURNING version_num;

-- downgrade --
-- Running downgrade types_variants -> 

DROP TABLE tv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_variants';

