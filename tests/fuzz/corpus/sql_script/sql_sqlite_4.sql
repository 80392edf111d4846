-- retort: revises b2
-- retort: upgrade
CREATE TABLE c (id integer);
INSERT INTO c VALUES (1, 2);
