-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_on_duplicate_key

INSERT INTO modk (id, name, n) VALUES (1, 'it''s', 5);

INSERT INTO modk (id, name, n) VALUES (1, 'it''s', 5) ON DUPLICATE KEY UPDATE name = VALUES(name), n = VALUES(n);

INSERT INTO modk (id, name, n) VALUES (1, 'it''s', 5) ON DUPLICATE KEY UPDATE n = (modk.n + VALUES(n));

INSERT INTO modk (id, name, n) VALUES (1, 'it''s', 5) ON DUPLICATE KEY UPDATE n = (VALUES(n) + modk.n);

INSERT INTO modk (id, name, n) VALUES (1, 'it''s', 5) ON DUPLICATE KEY UPDATE name = upper(VALUES(name)), n = NULL;

INSERT INTO modk (id, name, n) VALUES (1, 'it''s', 5) ON DUPLICATE KEY UPDATE n = 1, name = VALUES(name);

INSERT INTO modk (id, name) VALUES (1, 'x'), (2, 'y') ON DUPLICATE KEY UPDATE name = VALUES(name);

INSERT INTO alembic_version (version_num) VALUES ('mysql_on_duplicate_key');

-- downgrade --
-- Running downgrade mysql_on_duplicate_key -> 

INSERT INTO modk (id, name) SELECT modk.id, modk.name 
FROM modk ON DUPLICATE KEY UPDATE name = VALUES(name);

INSERT IGNORE INTO modk (id) VALUES (1);

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_on_duplicate_key';

