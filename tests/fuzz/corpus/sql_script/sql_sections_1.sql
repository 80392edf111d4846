-- retort: upgrade
CREATE TABLE events (id integer PRIMARY KEY);
-- retort: upgrade postgresql
CREATE INDEX events_brin ON events USING brin (id);
-- retort: upgrade sqlite, mysql
CREATE INDEX events_id ON events (id);
-- retort: upgrade mariadb
CREATE SEQUENCE events_seq;
-- retort: upgrade
INSERT INTO events VALUES (1);

-- retort: downgrade postgresql
DROP TABLE events CASCADE;
-- retort: downgrade mysql
DROP TABLE events;
