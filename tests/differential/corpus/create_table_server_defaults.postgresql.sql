-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_server_defaults

CREATE TABLE sd (
    id SERIAL NOT NULL, 
    a INTEGER DEFAULT '12', 
    b INTEGER DEFAULT 12, 
    c VARCHAR(20) DEFAULT 'it''s', 
    d VARCHAR(20) DEFAULT 'it''s', 
    e BOOLEAN DEFAULT false NOT NULL, 
    f BOOLEAN DEFAULT true NOT NULL, 
    g VARCHAR(5) DEFAULT NULL, 
    h VARCHAR(5) DEFAULT '', 
    i VARCHAR(20) DEFAULT '100%', 
    j TIMESTAMP WITHOUT TIME ZONE DEFAULT CURRENT_TIMESTAMP, 
    k TIMESTAMP WITHOUT TIME ZONE DEFAULT CURRENT_TIMESTAMP, 
    l TIMESTAMP WITHOUT TIME ZONE DEFAULT now(), 
    m VARCHAR(5) DEFAULT 'lit', 
    n INTEGER, 
    o TIMESTAMP WITHOUT TIME ZONE, 
    p BOOLEAN DEFAULT 'f', 
    q BOOLEAN DEFAULT false, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_server_defaults') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_table_server_defaults -> 

DROP TABLE sd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_server_defaults';

COMMIT;

