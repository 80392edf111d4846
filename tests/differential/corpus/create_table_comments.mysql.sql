-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_comments

CREATE TABLE commented (
    id INTEGER NOT NULL COMMENT 'the key' AUTO_INCREMENT, 
    name VARCHAR(20) COMMENT 'it''s quoted: 100% \\ back', 
    PRIMARY KEY (id)
)COMMENT='a table''s comment';

INSERT INTO alembic_version (version_num) VALUES ('create_table_comments');

-- downgrade --
-- Running downgrade create_table_comments -> 

DROP TABLE commented;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_comments';

