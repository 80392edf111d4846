-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_index_expressions

CREATE TABLE cie (
    a INTEGER, 
    b VARCHAR(10)
);

CREATE INDEX ix_cie_lower ON cie (lower(b));

CREATE INDEX ix_cie_func ON cie ((lower(b)));

CREATE INDEX ix_cie_mixed ON cie (a, upper(b), a DESC);

CREATE INDEX ix_cie_sorted ON cie (a DESC, b ASC);

CREATE INDEX ix_cie_desc ON cie (a DESC);

CREATE UNIQUE INDEX ix_cie_coalesce ON cie (a, coalesce(b, ''));

INSERT INTO alembic_version (version_num) VALUES ('create_index_expressions');

-- downgrade --
-- Running downgrade create_index_expressions -> 

DROP INDEX ix_cie_coalesce ON cie;

DROP INDEX ix_cie_desc ON cie;

DROP INDEX ix_cie_sorted ON cie;

DROP INDEX ix_cie_mixed ON cie;

DROP INDEX ix_cie_func ON cie;

DROP INDEX ix_cie_lower ON cie;

DROP TABLE cie;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_index_expressions';

