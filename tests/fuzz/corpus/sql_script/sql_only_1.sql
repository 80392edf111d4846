-- retort: upgrade
CREATE TABLE users (id integer PRIMARY KEY);
-- retort: downgrade
DROP TABLE users;
