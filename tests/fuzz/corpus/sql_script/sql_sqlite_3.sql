-- retort: revises a1
-- retort: transaction off
-- retort: upgrade
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE users_new (id integer PRIMARY KEY);
INSERT INTO users_new SELECT id FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
VACUUM;
