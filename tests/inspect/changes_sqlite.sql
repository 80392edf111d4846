DROP INDEX ix_plain
CREATE INDEX ix_plain ON authors (born)
ALTER TABLE selected ADD COLUMN three
ALTER TABLE selected RENAME COLUMN three TO drei
ALTER TABLE selected DROP COLUMN drei
ALTER TABLE pairs RENAME TO couples
DROP TRIGGER touched
DROP VIEW good
CREATE VIEW good AS SELECT 1 AS id
DROP TABLE descending
