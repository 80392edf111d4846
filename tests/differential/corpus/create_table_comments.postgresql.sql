-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_comments

CREATE TABLE commented (
    id SERIAL NOT NULL, 
    name VARCHAR(20), 
    PRIMARY KEY (id)
);

COMMENT ON TABLE commented IS 'a table''s comment';

COMMENT ON COLUMN commented.id IS 'the key';

COMMENT ON COLUMN commented.name IS 'it''s quoted: 100% \\ back';

INSERT INTO alembic_version (version_num) VALUES ('create_table_comments') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_table_comments -> 

DROP TABLE commented;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_comments';

COMMIT;

