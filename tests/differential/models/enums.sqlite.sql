CREATE TABLE a (
    id INTEGER NOT NULL, 
    size VARCHAR(5) NOT NULL, 
    mood VARCHAR(8), 
    letter VARCHAR(1) DEFAULT 'x', 
    checked VARCHAR(5), 
    plain VARCHAR(2), 
    wide VARCHAR(30), 
    flag BOOLEAN, 
    PRIMARY KEY (id), 
    CONSTRAINT size_check CHECK (checked IN ('small', 'large')), 
    CONSTRAINT flag_check CHECK (flag IN (0, 1))
);

CREATE TABLE b (
    id INTEGER NOT NULL, 
    letter VARCHAR(1), 
    "Size" VARCHAR(5), 
    owned VARCHAR(1), 
    PRIMARY KEY (id)
);

