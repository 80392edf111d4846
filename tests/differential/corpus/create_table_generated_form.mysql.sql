-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_generated_form

CREATE TABLE gen_parent (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    CONSTRAINT pk_gen_parent PRIMARY KEY (id)
);

CREATE TABLE gen_child (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    parent_id INTEGER NOT NULL, 
    code VARCHAR(8) NOT NULL, 
    CONSTRAINT pk_gen_child PRIMARY KEY (id), 
    CONSTRAINT ck_gen_child_code CHECK (length(code) > 2), 
    CONSTRAINT fk_gen_child_parent FOREIGN KEY(parent_id) REFERENCES gen_parent (id) ON DELETE CASCADE, 
    CONSTRAINT uq_gen_child_code UNIQUE (parent_id, code)
);

CREATE INDEX ix_gen_child_code ON gen_child (code);

INSERT INTO alembic_version (version_num) VALUES ('create_table_generated_form');

-- downgrade --
-- Running downgrade create_table_generated_form -> 

DROP INDEX ix_gen_child_code ON gen_child;

DROP TABLE gen_child;

DROP TABLE gen_parent;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_generated_form';

