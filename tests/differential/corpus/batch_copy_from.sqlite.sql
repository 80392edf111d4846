-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> batch_copy_from

CREATE TABLE bcf (
    id INTEGER NOT NULL, 
    a INTEGER, 
    b VARCHAR(5), 
    PRIMARY KEY (id)
);

INSERT INTO bcf VALUES (1, 2, 'x');

CREATE TABLE _alembic_tmp_bcf (
    id INTEGER NOT NULL, 
    a VARCHAR(20) NOT NULL, 
    b VARCHAR(5), 
    c INTEGER DEFAULT '3', 
    PRIMARY KEY (id), 
    CONSTRAINT uq_bcf_b UNIQUE (b)
);

INSERT INTO _alembic_tmp_bcf (id, a, b) SELECT bcf.id, CAST(bcf.a AS VARCHAR(20)) AS a, bcf.b 
FROM bcf;

DROP TABLE bcf;

ALTER TABLE _alembic_tmp_bcf RENAME TO bcf;

CREATE INDEX ix_bcf_a ON bcf (a);

INSERT INTO alembic_version (version_num) VALUES ('batch_copy_from') RETURNING version_num;

-- downgrade --
-- Running downgrade batch_copy_from -> 

DROP TABLE bcf;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_copy_from';

