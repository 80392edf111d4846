-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> helpers_and_classes

CREATE TABLE hc_items (
    code TEXT, 
    label TEXT
);

INSERT INTO hc_items VALUES ('a', 'Alpha');

INSERT INTO hc_items VALUES ('b', 'Beta');

INSERT INTO hc_items VALUES ('c', 'Gamma');

SELECT 1 -- done with hc_items;

UPDATE hc_items
   SET label = 'Zeta'
 WHERE code = 'a';

INSERT INTO alembic_version (version_num) VALUES ('helpers_and_classes');

-- downgrade --
-- Running downgrade helpers_and_classes -> 

DROP TABLE hc_items;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'helpers_and_classes';

