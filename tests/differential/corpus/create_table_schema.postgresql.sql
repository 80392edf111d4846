-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_schema

CREATE SCHEMA shelf;

CREATE TABLE shelf.sch_box (
    id SERIAL NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE shelf.sch_item (
    id SERIAL NOT NULL, 
    box_id INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_sch_item_box FOREIGN KEY(box_id) REFERENCES shelf.sch_box (id)
);

CREATE TABLE sch_outside (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(id) REFERENCES shelf.sch_box (id)
);

CREATE INDEX ix_sch_item_box ON shelf.sch_item (box_id);

ALTER TABLE shelf.sch_item ADD COLUMN note TEXT;

ALTER TABLE shelf.sch_item ALTER COLUMN note SET NOT NULL;

ALTER TABLE shelf.sch_item RENAME note TO remark;

ALTER TABLE shelf.sch_item ADD CONSTRAINT uq_sch_item UNIQUE (box_id, remark);

ALTER TABLE shelf.sch_item RENAME TO sch_thing;

INSERT INTO alembic_version (version_num) VALUES ('create_table_schema') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_table_schema -> 

ALTER TABLE shelf.sch_thing RENAME TO sch_item;

ALTER TABLE shelf.sch_item DROP CONSTRAINT uq_sch_item;

ALTER TABLE shelf.sch_item DROP COLUMN remark;

DROP INDEX shelf.ix_sch_item_box;

DROP TABLE sch_outside;

DROP TABLE shelf.sch_item;

DROP TABLE shelf.sch_box;

DROP SCHEMA shelf;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_schema';

COMMIT;

