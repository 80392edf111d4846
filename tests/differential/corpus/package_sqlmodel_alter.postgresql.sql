-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_sqlmodel_alter

CREATE TABLE psma (
    id SERIAL NOT NULL, 
    a VARCHAR(10), 
    PRIMARY KEY (id)
);

ALTER TABLE psma ALTER COLUMN a TYPE VARCHAR(50);

ALTER TABLE psma ALTER COLUMN a SET NOT NULL;

ALTER TABLE psma ALTER COLUMN a TYPE VARCHAR;

INSERT INTO alembic_version (version_num) VALUES ('package_sqlmodel_alter') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_sqlmodel_alter -> 

ALTER TABLE psma ALTER COLUMN a TYPE TEXT;

ALTER TABLE psma ALTER COLUMN a DROP NOT NULL;

DROP TABLE psma;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlmodel_alter';

COMMIT;

