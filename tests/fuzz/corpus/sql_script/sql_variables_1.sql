-- retort: env TENANT GREETING LIMIT_ROWS=10
-- retort: upgrade
CREATE TABLE ${TENANT}_notes (text text DEFAULT ${'GREETING'});
CREATE TABLE ${"GREETING"} (a integer DEFAULT ${LIMIT_ROWS});
INSERT INTO ${TENANT}_notes (text) VALUES ('${OTHER} stays');
-- retort: downgrade
DROP TABLE ${TENANT}_notes;
