-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> uuid_given_as_text

DELETE FROM u WHERE u.id = '00000000-0000-0000-0000-000000000002';

DELETE FROM u WHERE u.text_id = '00000000000000000000000000000002';

DELETE FROM u WHERE u.own = '00000000-0000-0000-0000-000000000002';

DELETE FROM u WHERE u.id = '00000000-0000-0000-0000-000000000002';

DELETE FROM u WHERE u.digits = '00000000000000000000000000000002';

INSERT INTO u (id, text_id, own) VALUES ('00000000-0000-0000-0000-000000000002', '00000000000000000000000000000002', '00000000-0000-0000-0000-000000000002');

INSERT INTO alembic_version (version_num) VALUES ('uuid_given_as_text') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade uuid_given_as_text -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'uuid_given_as_text';

COMMIT;

