-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> table_comment_directives

CREATE TABLE tcd (
    id SERIAL NOT NULL, 
    PRIMARY KEY (id)
);

COMMENT ON TABLE tcd IS 'old';

COMMENT ON TABLE tcd IS 'new';

COMMENT ON TABLE tcd IS NULL;

COMMENT ON TABLE tcd IS 'last';

INSERT INTO alembic_version (version_num) VALUES ('table_comment_directives') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade table_comment_directives -> 

COMMENT ON TABLE tcd IS 'old';

DROP TABLE tcd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'table_comment_directives';

COMMIT;

