-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> add_column_inline

CREATE TABLE aci (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

CREATE TABLE aci_empty (
    x INTEGER
);

ALTER TABLE aci ADD COLUMN a INTEGER REFERENCES aci (id);

ALTER TABLE aci_empty ADD COLUMN id INTEGER NOT NULL AUTO_INCREMENT;

INSERT INTO alembic_version (version_num) VALUES ('add_column_inline');

-- downgrade --
-- Running downgrade add_column_inline -> 

DROP TABLE aci_empty;

DROP TABLE aci;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'add_column_inline';

