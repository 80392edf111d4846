-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_foreign_key_not_valid

CREATE TABLE cfn (
    id SERIAL NOT NULL, 
    p INTEGER, 
    PRIMARY KEY (id)
);

ALTER TABLE cfn ADD CONSTRAINT fk_cfn FOREIGN KEY(p) REFERENCES cfn (id) NOT VALID;

ALTER TABLE cfn ADD CONSTRAINT ck_cfn CHECK (p > 0) NOT VALID;

ALTER TABLE cfn VALIDATE CONSTRAINT ck_cfn;

INSERT INTO alembic_version (version_num) VALUES ('create_foreign_key_not_valid') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_foreign_key_not_valid -> 

ALTER TABLE cfn DROP CONSTRAINT ck_cfn;

ALTER TABLE cfn DROP CONSTRAINT fk_cfn;

DROP TABLE cfn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_foreign_key_not_valid';

COMMIT;

