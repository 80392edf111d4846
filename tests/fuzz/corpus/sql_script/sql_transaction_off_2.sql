-- retort: revises a1
-- retort: upgrade
CREATE TABLE other (id integer);
CREATE UNIQUE INDEX CONCURRENTLY users_name
    ON users (name);
