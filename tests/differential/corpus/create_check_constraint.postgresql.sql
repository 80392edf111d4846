-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_check_constraint

CREATE TABLE ccc (
    a INTEGER, 
    b VARCHAR(10)
);

ALTER TABLE ccc ADD CONSTRAINT ck_ccc_text CHECK (a > 0);

ALTER TABLE ccc ADD CONSTRAINT ck_ccc_text2 CHECK (b LIKE 'x%');

ALTER TABLE ccc ADD CONSTRAINT ck_ccc_len CHECK (length(b) > 2);

ALTER TABLE ccc ADD CONSTRAINT ck_ccc_in CHECK (b IN ('p', 'q', 'it''s'));

ALTER TABLE ccc ADD CONSTRAINT ck_ccc_and CHECK (a >= 1 AND a <= 10 AND b IS NOT NULL);

ALTER TABLE ccc ADD CONSTRAINT ck_ccc_between CHECK (a BETWEEN 1 AND 100);

ALTER TABLE ccc ADD CONSTRAINT ck_ccc_math CHECK ((a + 1) * 2 < 500);

INSERT INTO alembic_version (version_num) VALUES ('create_check_constraint') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_check_constraint -> 

ALTER TABLE ccc DROP CONSTRAINT ck_ccc_text;

ALTER TABLE ccc DROP CONSTRAINT ck_ccc_text2;

DROP TABLE ccc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_check_constraint';

COMMIT;

