-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_sqlmodel_alter

CREATE TABLE psma (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a VARCHAR(10), 
    PRIMARY KEY (id)
);

ALTER TABLE psma MODIFY a VARCHAR(50) NULL;

ALTER TABLE psma MODIFY a VARCHAR(50) NOT NULL;

ALTER TABLE psma MODIFY a VARCHAR(255) NULL;

INSERT INTO alembic_version (version_num) VALUES ('package_sqlmodel_alter');

-- downgrade --
-- Running downgrade package_sqlmodel_alter -> 

ALTER TABLE psma MODIFY a TEXT NULL;

DROP TABLE psma;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlmodel_alter';

