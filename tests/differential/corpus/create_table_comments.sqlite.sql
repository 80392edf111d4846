-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_comments

CREATE TABLE commented (
    id INTEGER NOT NULL, 
    name VARCHAR(20), 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_comments') RETURNING version_num;

-- downgrade --
-- Running downgrade create_table_comments -> 

DROP TABLE commented;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_comments';

