-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_convert

CREATE TABLE tcv (
    kind VARCHAR(10) NOT NULL
);

INSERT INTO tcv VALUES ('a'), ('b');

ALTER TABLE tcv MODIFY kind ENUM('a','b') NOT NULL;

INSERT INTO alembic_version (version_num) VALUES ('types_enum_convert');

-- downgrade --
-- Running downgrade types_enum_convert -> 

ALTER TABLE tcv MODIFY kind VARCHAR(10) NULL;

DROP TYPE tcv_kind;

DROP TABLE tcv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_convert';

