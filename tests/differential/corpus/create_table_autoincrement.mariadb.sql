-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_autoincrement

CREATE TABLE ai_big (
    id BIGINT NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

CREATE TABLE ai_small (
    id SMALLINT NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

CREATE TABLE ai_none (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE ai_foreign (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(id) REFERENCES ai_big (id)
);

CREATE TABLE ai_stated (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id), 
    FOREIGN KEY(id) REFERENCES ai_big (id)
);

CREATE TABLE ai_text (
    id VARCHAR(5) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE ai_default (
    id INTEGER NOT NULL DEFAULT '5', 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_autoincrement');

-- downgrade --
-- Running downgrade create_table_autoincrement -> 

DROP TABLE ai_default;

DROP TABLE ai_text;

DROP TABLE ai_stated;

DROP TABLE ai_foreign;

DROP TABLE ai_none;

DROP TABLE ai_small;

DROP TABLE ai_big;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_autoincrement';

