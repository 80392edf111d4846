-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum

CREATE TABLE te (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a ENUM('red','green','it''s') NOT NULL, 
    b ENUM('red','green','it''s') DEFAULT 'red', 
    c VARCHAR(2), 
    d VARCHAR(2), 
    e VARCHAR(30), 
    PRIMARY KEY (id), 
    CONSTRAINT te_constraint CHECK (d IN ('x', 'yy'))
);

INSERT INTO alembic_version (version_num) VALUES ('types_enum');

-- downgrade --
-- Running downgrade types_enum -> 

DROP TABLE te;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum';

