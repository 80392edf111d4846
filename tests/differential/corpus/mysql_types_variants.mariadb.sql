-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_types_variants

CREATE TABLE mtv (
    a TEXT, 
    b LONGTEXT, 
    c DATETIME, 
    d BIGINT NOT NULL AUTO_INCREMENT, 
    e TIMESTAMP NULL, 
    PRIMARY KEY (d)
);

ALTER TABLE mtv ADD COLUMN f TEXT NOT NULL;

INSERT INTO alembic_version (version_num) VALUES ('mysql_types_variants');

-- downgrade --
-- Running downgrade mysql_types_variants -> 

DROP TABLE mtv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_types_variants';

