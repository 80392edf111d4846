-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> sequences

CREATE SEQUENCE seq_counter INCREMENT BY 2 START WITH 5;

CREATE SEQUENCE seq_plain;

CREATE TABLE seq (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    n INTEGER DEFAULT nextval('seq_counter'), 
    m INTEGER DEFAULT nextval(seq_plain), 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('sequences');

-- downgrade --
-- Running downgrade sequences -> 

DROP TABLE seq;

DROP SEQUENCE seq_plain;

DROP SEQUENCE seq_counter;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'sequences';

