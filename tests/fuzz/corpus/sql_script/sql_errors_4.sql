-- retort: env APP_ROLE
-- retort: upgrade
CREATE TABLE users (id integer);
GRANT SELECT ON users TO ${APP_ROLE};
SELECT 1, ${APP_ROLE};
