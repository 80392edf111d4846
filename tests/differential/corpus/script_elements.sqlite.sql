-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> script_elements

CREATE TABLE doc (
    id INTEGER NOT NULL, 
    name VARCHAR(20), 
    created DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
    PRIMARY KEY (id)
);

ALTER TABLE doc ADD COLUMN changed DATETIME DEFAULT CURRENT_TIMESTAMP;

CREATE VIEW "Recent" AS SELECT doc.id, doc.name 
FROM doc 
WHERE doc.name = 'it''s';

INSERT INTO doc (SELECT doc.id + 1 AS anon_1, doc.name 
FROM doc 
WHERE doc.id > 3);

UPDATE doc SET created=CURRENT_TIMESTAMP WHERE doc.created < CURRENT_TIMESTAMP;

UPDATE doc SET id=max(doc.id, 5) WHERE as_utc(doc.created) = as_utc(doc.created, 'x');

CREATE VIEW named AS SELECT CURRENT_TIMESTAMP AS anon_1, max(doc.id, 1) AS greatest_1, doc.id <-> doc.id AS anon_2, CURRENT_TIMESTAMP AS anon_3, as_utc(doc.created) AS as_utc_1 
FROM doc ORDER BY CURRENT_TIMESTAMP;

CREATE VIEW "inner" AS SELECT anon_2.anon_1, anon_2.greatest_1, anon_2.anon_3, anon_2.anon_4, anon_2.as_utc_1 
FROM (SELECT CURRENT_TIMESTAMP AS anon_1, max(doc.id, 1) AS greatest_1, doc.id <-> doc.id AS anon_3, CURRENT_TIMESTAMP AS anon_4, as_utc(doc.created) AS as_utc_1 
FROM doc) AS anon_2;

DELETE FROM doc WHERE doc.id <-> 3 < 2.5;

DELETE FROM doc WHERE max(doc.id, doc.id * 2) > 7 AND doc.name IS NULL;

INSERT INTO alembic_version (version_num) VALUES ('script_elements') RETURNING version_num;

-- downgrade --
-- Running downgrade script_elements -> 

DROP VIEW Recent;

DROP TABLE doc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'script_elements';

