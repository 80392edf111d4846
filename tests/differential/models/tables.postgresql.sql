CREATE TABLE tags (
    id SERIAL NOT NULL, 
    word VARCHAR(20), 
    PRIMARY KEY (id), 
    UNIQUE (word)
);

CREATE TABLE old_tags (
    id SERIAL NOT NULL, 
    word VARCHAR(20), 
    PRIMARY KEY (id), 
    UNIQUE (word)
);

CREATE TABLE "left" (
    id SERIAL NOT NULL, 
    right_id INTEGER, 
    PRIMARY KEY (id)
);

CREATE TABLE "right" (
    id SERIAL NOT NULL, 
    left_id INTEGER, 
    tag_id INTEGER, 
    PRIMARY KEY (id)
);

CREATE TABLE nodes (
    id SERIAL NOT NULL, 
    up INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(up) REFERENCES nodes (id)
);

CREATE TABLE empty (
);

CREATE TABLE pairs (
    left_id INTEGER NOT NULL, 
    right_id INTEGER NOT NULL, 
    "Weight" INTEGER DEFAULT 1 CHECK ("Weight" > 0), 
    CONSTRAINT pairs_pk PRIMARY KEY (left_id, right_id), 
    FOREIGN KEY(left_id) REFERENCES "left" (id), 
    FOREIGN KEY(right_id) REFERENCES "right" (id)
);

ALTER TABLE "right" ADD CONSTRAINT fk_right_tag FOREIGN KEY(tag_id) REFERENCES tags (id);

ALTER TABLE "right" ADD CONSTRAINT fk_right_left FOREIGN KEY(left_id) REFERENCES "left" (id);

ALTER TABLE "left" ADD CONSTRAINT fk_left_right FOREIGN KEY(right_id) REFERENCES "right" (id);

