-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> transaction_settings

SET lock_timeout = '4s';

SET statement_timeout = 5000;

SET LOCAL work_mem = '8MB';

CREATE TABLE ts (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('transaction_settings');

-- downgrade --
-- Running downgrade transaction_settings -> 

SET lock_timeout TO DEFAULT;

DROP TABLE ts;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'transaction_settings';

