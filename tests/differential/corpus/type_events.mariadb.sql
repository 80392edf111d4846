-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> type_events

CREATE TABLE type_events (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    level SMALLINT NOT NULL, 
    other INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_type_events UNIQUE (level), 
    CONSTRAINT valid_level CHECK (level IN (1, 2, 3)), 
    FOREIGN KEY(other) REFERENCES type_events (id)
);

INSERT INTO alembic_version (version_num) VALUES ('type_events');

-- downgrade --
-- Running downgrade type_events -> 

DROP TABLE type_events;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'type_events';

