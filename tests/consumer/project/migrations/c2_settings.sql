-- retort: revises c1
-- retort: upgrade
CREATE TABLE settings (name text PRIMARY KEY, value text DEFAULT '"a\b"; -- no comment');
INSERT INTO settings (name) VALUES ('Grüße');
-- retort: downgrade
DROP TABLE settings;
