-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_column_constraints

CREATE TABLE cc_parent (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    slug VARCHAR(30), 
    email VARCHAR(30), 
    PRIMARY KEY (id), 
    UNIQUE (slug)
);

CREATE INDEX ix_cc_parent_email ON cc_parent (email);

CREATE TABLE cc_phone (
    phone VARCHAR(30)
);

CREATE UNIQUE INDEX ix_cc_phone_phone ON cc_phone (phone);

CREATE TABLE cc_child (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    parent_id INTEGER NOT NULL, 
    other_id INTEGER, 
    size INTEGER CONSTRAINT ck_cc_size CHECK (size > 0), 
    PRIMARY KEY (id), 
    FOREIGN KEY(parent_id) REFERENCES cc_parent (id), 
    CONSTRAINT fk_cc_other FOREIGN KEY(other_id) REFERENCES cc_parent (id) ON UPDATE CASCADE
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_column_constraints');

-- downgrade --
-- Running downgrade create_table_column_constraints -> 

DROP TABLE cc_child;

DROP TABLE cc_phone;

DROP TABLE cc_parent;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_column_constraints';

