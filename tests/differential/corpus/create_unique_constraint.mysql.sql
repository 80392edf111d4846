-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_unique_constraint

CREATE TABLE cuc (
    a INTEGER, 
    b INTEGER
);

ALTER TABLE cuc ADD CONSTRAINT uq_cuc_a UNIQUE (a);

ALTER TABLE cuc ADD CONSTRAINT uq_cuc_ab UNIQUE (a, b) DEFERRABLE INITIALLY IMMEDIATE;

ALTER TABLE cuc ADD UNIQUE (b);

INSERT INTO alembic_version (version_num) VALUES ('create_unique_constraint');

-- downgrade --
-- Running downgrade create_unique_constraint -> 

ALTER TABLE cuc DROP INDEX cuc_b_key;

ALTER TABLE cuc DROP INDEX uq_cuc_ab;

ALTER TABLE cuc DROP INDEX uq_cuc_a;

DROP TABLE cuc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_unique_constraint';

