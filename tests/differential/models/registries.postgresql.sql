CREATE TABLE wholes (
    id SERIAL NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE extras (
    id SERIAL NOT NULL, 
    name VARCHAR NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE olds (
    id SERIAL NOT NULL, 
    n VARCHAR(5), 
    PRIMARY KEY (id)
);

CREATE TABLE plains (
    id SERIAL NOT NULL, 
    up_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(up_id) REFERENCES plains (id)
);

CREATE TABLE parts (
    id SERIAL NOT NULL, 
    name VARCHAR(30) NOT NULL, 
    weight FLOAT, 
    whole_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(whole_id) REFERENCES wholes (id)
);

