-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> table_comment_directives

CREATE TABLE tcd (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
)COMMENT='old';

ALTER TABLE tcd COMMENT 'new';

ALTER TABLE tcd COMMENT '';

ALTER TABLE tcd COMMENT 'last';

INSERT INTO alembic_version (version_num) VALUES ('table_comment_directives');

-- downgrade --
-- Running downgrade table_comment_directives -> 

ALTER TABLE tcd COMMENT 'old';

DROP TABLE tcd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'table_comment_directives';

