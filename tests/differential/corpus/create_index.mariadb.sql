-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_index

CREATE TABLE ci (
    a INTEGER, 
    b VARCHAR(10), 
    `Mixed` INTEGER
);

CREATE INDEX ix_ci_a ON ci (a);

CREATE UNIQUE INDEX ix_ci_ab ON ci (a, b);

CREATE INDEX ix_ci_mixed ON ci (`Mixed`);

CREATE INDEX `Ix_Ci_Upper` ON ci (b);

CREATE INDEX ix_ci_b ON ci (b, a);

INSERT INTO alembic_version (version_num) VALUES ('create_index');

-- downgrade --
-- Running downgrade create_index -> 

DROP INDEX ix_ci_b ON no_table;

DROP INDEX `Ix_Ci_Upper` ON ci;

DROP INDEX ix_ci_mixed ON ci;

DROP INDEX ix_ci_ab ON ci;

DROP INDEX ix_ci_a ON no_table;

DROP TABLE ci;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_index';

