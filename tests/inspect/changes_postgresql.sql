COMMENT ON TABLE shop.customers IS 'Other'
COMMENT ON INDEX shop.ix_plain IS 'other'
ALTER TYPE shop.mood ADD VALUE 'last'
ALTER TYPE shop.mood RENAME VALUE 'ok' TO 'fine'
ALTER DOMAIN shop.email VALIDATE CONSTRAINT not_long
ALTER DOMAIN shop.email DROP NOT NULL
ALTER TYPE shop.point3 RENAME ATTRIBUTE y TO w
ALTER SEQUENCE shop.numbers NO CYCLE
ALTER SEQUENCE shop.numbers OWNED BY NONE
ALTER TABLE shop.customers VALIDATE CONSTRAINT ck_later
ALTER TABLE shop.customers ALTER COLUMN data DROP DEFAULT
ALTER TABLE shop.customers ALTER COLUMN data DROP NOT NULL
ALTER TABLE shop.customers ALTER COLUMN n SET GENERATED ALWAYS
ALTER TABLE shop.customers ALTER COLUMN m SET INCREMENT BY 3
ALTER TABLE shop.customers ALTER COLUMN net DROP EXPRESSION
ALTER TABLE shop.customers ALTER COLUMN bits TYPE bit varying(6)
ALTER TABLE shop.customers ALTER COLUMN name SET STATISTICS 400
ALTER TABLE shop.customers SET (fillfactor = 75)
ALTER TABLE shop.customers NO FORCE ROW LEVEL SECURITY
ALTER TABLE shop.customers DISABLE ROW LEVEL SECURITY
ALTER TABLE shop.customers ENABLE TRIGGER counted
ALTER TABLE shop.customers REPLICA IDENTITY DEFAULT
ALTER TABLE shop.customers SET WITHOUT CLUSTER
ALTER TABLE shop.customers ALTER CONSTRAINT fk_last DEFERRABLE
ALTER POLICY everyone ON shop.customers USING (false)
REVOKE SELECT ON shop.customers FROM reader
REVOKE UPDATE (email) ON shop.customers FROM "Odd Writer"
GRANT USAGE ON SCHEMA "Odd Schema" TO PUBLIC
CREATE OR REPLACE FUNCTION shop.is_good(value text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT length(value) > 0'
CREATE OR REPLACE FUNCTION shop.is_good(value text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT length(value) > 1'
CREATE OR REPLACE VIEW shop.good WITH (security_barrier = true) AS SELECT id, name, price FROM shop.customers WHERE price > 10
CREATE OR REPLACE VIEW shop.good WITH (security_barrier = true) AS SELECT id, name, price FROM shop.customers WHERE price > 11
REFRESH MATERIALIZED VIEW shop.later
DROP INDEX shop.ix_trgm
CREATE INDEX ix_trgm ON shop.customers USING gin (name shop.gin_trgm_ops)
ALTER TABLE shop.events DETACH PARTITION shop.events_2024
ALTER TABLE shop.derived NO INHERIT shop.second_base
ALTER TABLE shop.scratch SET LOGGED
ALTER EVENT TRIGGER watch ENABLE
ALTER EXTENSION hstore SET SCHEMA shop
ALTER TABLE shop.empty RENAME TO nothing
ALTER TABLE shop.nothing ADD COLUMN a integer
