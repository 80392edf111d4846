-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> metadata_naming_convention

CREATE TABLE mnc_parent (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    CONSTRAINT pk_mnc_parent PRIMARY KEY (id)
);

CREATE TABLE mnc_child (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a INTEGER, 
    b INTEGER CONSTRAINT ck_mnc_child_positive CHECK (b > 0), 
    CONSTRAINT pk_mnc_child PRIMARY KEY (id), 
    CONSTRAINT fk_mnc_child_a_mnc_parent FOREIGN KEY(a) REFERENCES mnc_parent (id), 
    CONSTRAINT uq_mnc_child_b UNIQUE (b)
);

CREATE INDEX ix_mnc_child_a ON mnc_child (a);

INSERT INTO alembic_version (version_num) VALUES ('metadata_naming_convention');

-- downgrade --
-- Running downgrade metadata_naming_convention -> 

DROP TABLE mnc_child;

DROP TABLE mnc_parent;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'metadata_naming_convention';

