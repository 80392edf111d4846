-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_server_defaults

CREATE TABLE sd (
    id INTEGER NOT NULL, 
    a INTEGER DEFAULT '12', 
    b INTEGER DEFAULT 12, 
    c VARCHAR(20) DEFAULT 'it''s', 
    d VARCHAR(20) DEFAULT 'it''s', 
    e BOOLEAN DEFAULT 0 NOT NULL, 
    f BOOLEAN DEFAULT 1 NOT NULL, 
    g VARCHAR(5) DEFAULT NULL, 
    h VARCHAR(5) DEFAULT '', 
    i VARCHAR(20) DEFAULT '100%', 
    j DATETIME DEFAULT CURRENT_TIMESTAMP, 
    k DATETIME DEFAULT CURRENT_TIMESTAMP, 
    l DATETIME DEFAULT CURRENT_TIMESTAMP, 
    m VARCHAR(5) DEFAULT 'lit', 
    n INTEGER, 
    o DATETIME, 
    p BOOLEAN DEFAULT 'f', 
    q BOOLEAN DEFAULT 0, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_server_defaults') RETURNING version_num;

-- downgrade --
-- Running downgrade create_table_server_defaults -> 

DROP TABLE sd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_server_defaults';

