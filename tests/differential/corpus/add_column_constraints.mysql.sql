-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> add_column_constraints

CREATE TABLE acc (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

ALTER TABLE acc ADD COLUMN a INTEGER;

ALTER TABLE acc ADD FOREIGN KEY(a) REFERENCES acc (id);

ALTER TABLE acc ADD COLUMN b INTEGER;

ALTER TABLE acc ADD CONSTRAINT fk_acc_b FOREIGN KEY(b) REFERENCES acc (id) ON DELETE CASCADE;

ALTER TABLE acc ADD COLUMN c INTEGER;

ALTER TABLE acc ADD UNIQUE (c);

ALTER TABLE acc ADD COLUMN d INTEGER;

CREATE INDEX ix_acc_d ON acc (d);

ALTER TABLE acc ADD COLUMN e INTEGER;

CREATE UNIQUE INDEX ix_acc_e ON acc (e);

ALTER TABLE acc ADD COLUMN f INTEGER CONSTRAINT ck_acc_f CHECK (f > 0);

INSERT INTO alembic_version (version_num) VALUES ('add_column_constraints');

-- downgrade --
-- Running downgrade add_column_constraints -> 

DROP TABLE acc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'add_column_constraints';

