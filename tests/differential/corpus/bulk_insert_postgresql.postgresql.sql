-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> bulk_insert_postgresql

CREATE TABLE bip (
    id UUID NOT NULL, 
    tags VARCHAR[], 
    PRIMARY KEY (id)
);

INSERT INTO bip (id, tags) VALUES ('6ba7b810-9dad-11d1-80b4-00c04fd430c8', ARRAY['a', 'b''c']);

INSERT INTO bip (id, tags) VALUES ('aad03681-8b63-5304-89e0-8ca8f49461b5', ARRAY['d']);

INSERT INTO alembic_version (version_num) VALUES ('bulk_insert_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade bulk_insert_postgresql -> 

DROP TABLE bip;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bulk_insert_postgresql';

COMMIT;

