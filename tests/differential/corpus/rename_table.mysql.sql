-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> rename_table

CREATE TABLE rt_old (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

ALTER TABLE rt_old RENAME TO rt_new;

INSERT INTO alembic_version (version_num) VALUES ('rename_table');

-- downgrade --
-- Running downgrade rename_table -> 

ALTER TABLE rt_new RENAME TO rt_old;

DROP TABLE rt_old;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'rename_table';

