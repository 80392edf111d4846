-- retort: revises b2
-- retort: upgrade
CREATE TABLE more (id integer);
-- retort: downgrade
DROP TABLE more;
