-- retort: revises 0001
-- retort: upgrade
CREATE TABLE groups (id integer);
