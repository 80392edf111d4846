-- retort: env APP_ROLE
-- retort: upgrade
CREATE TABLE users (id integer PRIMARY KEY, näme text);
INSERT INTO users
VALUES (1, 'ä'), (2, nonsense);
