-- retort: revises a1
-- retort: upgrade
PRAGMA foreign_keys = OFF;
CREATE TABLE users_new (id integer PRIMARY KEY);
