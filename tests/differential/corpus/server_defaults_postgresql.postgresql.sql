-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> server_defaults_postgresql

CREATE TABLE sdpg (
    id UUID DEFAULT gen_random_uuid() NOT NULL, 
    a JSONB DEFAULT '{}'::jsonb NOT NULL, 
    b VARCHAR[] DEFAULT '{}' NOT NULL, 
    c TIMESTAMP WITH TIME ZONE DEFAULT (now() AT TIME ZONE 'utc'), 
    d TIMESTAMP WITH TIME ZONE DEFAULT timezone('utc', now()), 
    e DATE DEFAULT CURRENT_DATE, 
    f TEXT DEFAULT CAST('x' AS TEXT), 
    g TEXT DEFAULT lower('ABC'), 
    h VARCHAR DEFAULT 'a'::character varying, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('server_defaults_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade server_defaults_postgresql -> 

DROP TABLE sdpg;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'server_defaults_postgresql';

COMMIT;

