-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_foreign_key

CREATE TABLE cfk_a (
    id SERIAL NOT NULL, 
    x INTEGER, 
    PRIMARY KEY (id)
);

CREATE TABLE cfk_b (
    id SERIAL NOT NULL, 
    a_id INTEGER, 
    y INTEGER, 
    PRIMARY KEY (id)
);

ALTER TABLE cfk_b ADD CONSTRAINT fk_plain FOREIGN KEY(a_id) REFERENCES cfk_a (id);

ALTER TABLE cfk_b ADD CONSTRAINT fk_all FOREIGN KEY(y) REFERENCES cfk_a (id) MATCH FULL ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE cfk_b ADD FOREIGN KEY(y) REFERENCES cfk_b (id);

ALTER TABLE cfk_b ADD CONSTRAINT fk_not_deferrable FOREIGN KEY(y) REFERENCES cfk_a (id) NOT DEFERRABLE;

ALTER TABLE public.cfk_b ADD CONSTRAINT fk_schema FOREIGN KEY(y) REFERENCES public.cfk_a (id);

INSERT INTO alembic_version (version_num) VALUES ('create_foreign_key') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_foreign_key -> 

ALTER TABLE public.cfk_b DROP CONSTRAINT fk_schema;

ALTER TABLE cfk_b DROP CONSTRAINT fk_not_deferrable;

ALTER TABLE cfk_b DROP CONSTRAINT fk_all;

ALTER TABLE cfk_b DROP CONSTRAINT fk_plain;

DROP TABLE cfk_b;

DROP TABLE cfk_a;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_foreign_key';

COMMIT;

