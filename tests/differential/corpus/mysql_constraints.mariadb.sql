-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_constraints

ALTER TABLE mcn ADD CONSTRAINT pk_mcn PRIMARY KEY (id);

ALTER TABLE mcn ADD PRIMARY KEY (id, other);

ALTER TABLE mcn ADD CONSTRAINT uq_mcn UNIQUE (a, b);

ALTER TABLE other.mcn ADD CONSTRAINT uq_mcn2 UNIQUE (`order`);

ALTER TABLE mcn ADD CONSTRAINT fk_mcn FOREIGN KEY(parent_id) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL;

ALTER TABLE s1.mcn ADD FOREIGN KEY(a, b) REFERENCES s2.parent (a, b);

ALTER TABLE mcn ADD CONSTRAINT ck_mcn CHECK (a > 0);

ALTER TABLE other.mcn ADD CONSTRAINT ck_mcn2 CHECK (name != 'it''s \\ x');

CREATE TABLE mcn_inside (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a INTEGER NOT NULL, 
    b BOOL, 
    c INTEGER CHECK (c > 5), 
    PRIMARY KEY (id), 
    CONSTRAINT fk_inside FOREIGN KEY(a) REFERENCES other.parent (id), 
    CONSTRAINT ck_a CHECK (a > 1), 
    CONSTRAINT uq_a UNIQUE (a), 
    UNIQUE (a, c), 
    FOREIGN KEY(a) REFERENCES parent (id) ON DELETE SET NULL, 
    CONSTRAINT ck_b CHECK (b IN (0, 1))
);

CREATE INDEX ix_ab ON mcn_inside (a, b);

INSERT INTO alembic_version (version_num) VALUES ('mysql_constraints');

-- downgrade --
-- Running downgrade mysql_constraints -> 

ALTER TABLE mcn DROP CONSTRAINT ck_mcn;

ALTER TABLE other.mcn DROP CONSTRAINT ck_mcn2;

ALTER TABLE mcn DROP FOREIGN KEY fk_mcn;

ALTER TABLE s1.mcn DROP FOREIGN KEY `FK Odd`;

ALTER TABLE mcn DROP INDEX uq_mcn;

ALTER TABLE mcn DROP PRIMARY KEY;

ALTER TABLE mcn DROP PRIMARY KEY;

ALTER TABLE mcn DROP INDEX uq_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_0086;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_constraints';

