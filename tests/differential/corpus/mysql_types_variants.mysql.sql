-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_types_variants

CREATE TABLE mtv (
    a LONGTEXT, 
    b MEDIUMTEXT, 
    c DATETIME(6), 
    d BIGINT NOT NULL AUTO_INCREMENT, 
    e VARCHAR(3), 
    PRIMARY KEY (d)
);

ALTER TABLE mtv ADD COLUMN f LONGTEXT NOT NULL;

INSERT INTO alembic_version (version_num) VALUES ('mysql_types_variants');

-- downgrade --
-- Running downgrade mysql_types_variants -> 

DROP TABLE mtv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_types_variants';

