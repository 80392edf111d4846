CREATE TABLE spec (
    id VARCHAR(36) NOT NULL, 
    specs_id VARCHAR(36), 
    other_name INTEGER, 
    copy INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(specs_id) REFERENCES spec (id) ON DELETE CASCADE, 
    UNIQUE (other_name), 
    FOREIGN KEY(copy) REFERENCES spec (other_name)
);

CREATE INDEX ix_spec_specs_id ON spec (specs_id);

CREATE TABLE part (
    id INTEGER NOT NULL, 
    spec_id VARCHAR(36), 
    PRIMARY KEY (id), 
    FOREIGN KEY(spec_id) REFERENCES spec (id)
);

