CREATE TYPE size AS ENUM ('small', 'large');

CREATE TYPE mood AS ENUM ('happy', 'it''s sad');

CREATE TYPE letter AS ENUM ('x', 'y');

CREATE TYPE owned AS ENUM ('m', 'n');

CREATE TYPE bsize AS ENUM ('small', 'large');

CREATE TABLE a (
    id SERIAL NOT NULL, 
    size size NOT NULL, 
    mood mood, 
    letter letter DEFAULT 'x', 
    checked VARCHAR(5), 
    plain VARCHAR(2), 
    wide VARCHAR(30), 
    flag BOOLEAN, 
    PRIMARY KEY (id), 
    CONSTRAINT size_check CHECK (checked IN ('small', 'large'))
);

CREATE TABLE b (
    id SERIAL NOT NULL, 
    letter letter, 
    "Size" bsize, 
    owned owned, 
    PRIMARY KEY (id)
);

