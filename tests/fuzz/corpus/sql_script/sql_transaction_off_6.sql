-- retort: revises a1
-- retort: upgrade
BEGIN;
CREATE TABLE other2 (id integer);
COMMIT;
