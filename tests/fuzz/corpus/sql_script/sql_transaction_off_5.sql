-- retort: revises a1
-- retort: transaction off
-- retort: upgrade
CREATE TABLE other (id integer);
CREATE TABLE more (id integer);
CREATE INDEX CONCURRENTLY broken ON users (nonsense);
VACUUM users;
