-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> column_attributes_set

CREATE TABLE doc (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id)
);

ALTER TABLE doc ADD COLUMN size INTEGER DEFAULT '4' NOT NULL;

ALTER TABLE doc ADD COLUMN width BIGINT;

ALTER TABLE doc ADD COLUMN text TEXT;

INSERT INTO alembic_version (version_num) VALUES ('column_attributes_set') RETURNING version_num;

-- downgrade --
-- Running downgrade column_attributes_set -> 

DROP TABLE doc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'column_attributes_set';

