-- retort: revises a1
-- retort: transaction off
-- retort: upgrade
CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name);
CREATE TABLE other (id integer);
-- retort: downgrade
DROP INDEX CONCURRENTLY users_name;
DROP TABLE other;
