-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> identity_columns

CREATE TABLE idn (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

CREATE TABLE idn_always (
    id BIGINT NOT NULL AUTO_INCREMENT, 
    n INTEGER NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE idn_add (
    id INTEGER
);

ALTER TABLE idn_add ADD COLUMN n INTEGER NOT NULL;

INSERT INTO alembic_version (version_num) VALUES ('identity_columns');

-- downgrade --
-- Running downgrade identity_columns -> 

DROP TABLE idn_add;

DROP TABLE idn_always;

DROP TABLE idn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'identity_columns';

