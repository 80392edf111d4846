CREATE TABLE wholes (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE extras (
    id INTEGER NOT NULL, 
    name VARCHAR NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE olds (
    id INTEGER NOT NULL, 
    n VARCHAR(5), 
    PRIMARY KEY (id)
);

CREATE TABLE plains (
    id INTEGER NOT NULL, 
    up_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(up_id) REFERENCES plains (id)
);

CREATE TABLE parts (
    id INTEGER NOT NULL, 
    name VARCHAR(30) NOT NULL, 
    weight FLOAT, 
    whole_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(whole_id) REFERENCES wholes (id)
);

