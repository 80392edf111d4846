-- retort: env APP_ROLE
-- retort: upgrade
CREATE TABLE users (id integer PRIMARY KEY);
INSERT INTO users VALUES (1);
INSERT INTO users
VALUES (1);
